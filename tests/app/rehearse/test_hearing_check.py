from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from voicecoach import settings as settings_module
from voicecoach.app.parts import building
from voicecoach.app.rehearse import hearing_check
from voicecoach.app.upkeep.doctor import examine
from voicecoach.domain.transcript import Transcript
from voicecoach.errors import StorageError
from voicecoach.practice.hearing_check import Checked
from voicecoach.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    loaded = settings_module.load({"HOME": str(tmp_path)})
    return replace(loaded, input_device="USB headset")


def found(understood: float) -> Checked:
    return Checked("read this", (Transcript((), "ear"),), understood, ())


def test_what_was_found_is_known_for_this_microphone_and_these_listeners(
    settings: Settings,
) -> None:
    assert hearing_check.known(settings, "ear") is None
    hearing_check.remember(settings, "ear", found(0.5))
    hearing_check.remember(settings, "other ear", found(0.9))
    known = hearing_check.known(settings, "ear")
    assert known is not None
    assert (known.understood, known.reliable) == (0.5, False)
    other = hearing_check.known(settings, "other ear")
    assert other is not None
    assert other.reliable
    assert hearing_check.known(replace(settings, input_device="laptop"), "ear") is None


def test_a_broken_file_is_as_none(settings: Settings) -> None:
    settings.data_folder.mkdir(parents=True)
    for text in ("", "[]", '{"USB headset | ear": {"understood": 1}}'):
        (settings.data_folder / hearing_check.FILE).write_text(text, encoding="utf-8")
        assert hearing_check.known(settings, "ear") is None


def test_where_nothing_can_be_kept_it_says_so(settings: Settings) -> None:
    settings.data_folder.parent.mkdir(parents=True)
    settings.data_folder.write_text("a file in the way", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot be written"):
        hearing_check.remember(settings, "ear", found(1))


def test_the_sentences_are_everyday_words() -> None:
    sentences = hearing_check.sentences()
    assert len(sentences) >= 3
    assert all(10 <= len(sentence.split()) <= 16 for sentence in sentences)


def test_the_doctor_names_every_part_and_what_to_do(settings: Settings) -> None:
    parts = {part.name: part for part in examine(settings)}
    assert set(parts) == {
        *("voice", "microphone", "loudspeaker", "live listener", "second listener"),
        *("data folder", "hearing"),
    }
    assert parts["voice"].ok
    assert parts["live listener"].ok
    assert parts["second listener"].ok
    assert parts["data folder"].ok
    assert not parts["microphone"].ok, "there is no USB headset here"
    assert all(part.ok or part.todo for part in parts.values())
    assert "doctor --speak" in parts["hearing"].todo


def test_the_doctor_tells_what_the_check_found(settings: Settings) -> None:
    hearing_check.remember(settings, building.ear_name(settings), found(0.4))
    (hearing,) = [part for part in examine(settings) if part.name == "hearing"]
    assert not hearing.ok
    assert "40%" in hearing.says


def test_a_data_folder_that_cannot_be_written_is_told(settings: Settings) -> None:
    settings.data_folder.parent.mkdir(parents=True)
    settings.data_folder.write_text("a file in the way", encoding="utf-8")
    (data,) = [part for part in examine(settings) if part.name == "data folder"]
    assert not data.ok
    assert not data.optional
