"""A sound file from end to end: all words with their times, and when the reply was over."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.hearing import Samples, placed, silence, spoken, vosk, write_wav
from tests.speech.hearing.test_listening import chords
from voicecoach.errors import SoundFileError
from voicecoach.speech.hearing.hear_file import SOUND_ENDED, FileHearing, blocks_of, hear
from voicecoach.speech.hearing.recognizer import ScriptedRecognizer
from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.sound.sound_files import read
from voicecoach.speech.turn_end.endpointer import PauseEndpointer
from voicecoach.speech.turn_end.vad import ScriptedDetector, SileroVad

LENGTH = len(spoken()) / RATE


def heard(path: Path, samples: Samples) -> FileHearing:
    return hear(write_wav(path / "a.wav", samples), vosk(), SileroVad(), PauseEndpointer())


def test_words_and_times_count_from_the_files_first_sample(tmp_path: Path) -> None:
    second = 1.0 + LENGTH + 4.0
    found = heard(tmp_path, placed(second + LENGTH + 0.5, (1.0, spoken()), (second, spoken())))
    assert found.transcript.text.count("talk to in your company") == 2
    words = [word for word in found.transcript.words if word.word == "company"]
    assert words[1].start - words[0].start == pytest.approx(second - 1.0, abs=0.2)
    assert found.ended.code == "pause"
    assert found.ended.at == pytest.approx(1.0 + LENGTH + 1.5, abs=0.4)
    assert found.duration == pytest.approx(second + LENGTH + 0.5, abs=0.01)


def test_the_contract_of_its_json(tmp_path: Path) -> None:
    document = heard(tmp_path, placed(LENGTH + 1.0, (0.5, spoken()))).as_json()
    assert list(document) == [
        *("file", "duration", "text", "words", "segments", "hearings", "ended", "warnings")
    ]
    assert set(document["words"][0]) == {"word", "start", "end", "confidence"}
    assert document["hearings"] == {vosk().name: document["text"]}
    assert set(document["ended"]) == {"at", "reason"}


def test_sound_that_ends_on_the_last_word(tmp_path: Path) -> None:
    found = heard(tmp_path, placed(0.3 + LENGTH, (0.3, spoken())))
    assert found.transcript.words[-1].word == "company"
    assert found.ended.reason == SOUND_ENDED
    assert found.ended.at == found.duration


@pytest.mark.parametrize(
    "samples", [silence(3.0), placed(3.0), chords(6.0)], ids=["zeros", "room", "music"]
)
def test_no_voice_no_words(tmp_path: Path, samples: Samples) -> None:
    found = heard(tmp_path, samples)
    assert found.transcript.text == ""
    assert found.ended.code in ("sound-ended", "no-words")


def test_progress_is_told_about_once_a_second(tmp_path: Path) -> None:
    told: list[tuple[float, float]] = []
    path = write_wav(tmp_path / "a.wav", placed(3.5))
    recognizer, detector = ScriptedRecognizer([]), ScriptedDetector([])
    hear(path, recognizer, detector, PauseEndpointer(), None, lambda *at: told.append(at))
    assert [done for done, _ in told] == pytest.approx([1.0, 2.0, 3.0, 3.5], abs=0.03)
    assert {whole for _, whole in told} == {3.5}


def test_a_lone_ghost_in_a_short_noise_is_not_believed(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", placed(4.0))
    voice = [(1.0, 1.1)]
    for text, kept in (("the", ""), ("yes", "yes")):
        recognizer = ScriptedRecognizer([(0.5, "segment", text)])
        found = hear(path, recognizer, ScriptedDetector(voice), PauseEndpointer())
        assert found.transcript.text == kept


def test_blocks_hold_every_sample_once(tmp_path: Path) -> None:
    clip = read(write_wav(tmp_path / "a.wav", placed(1.01))).clip
    blocks = list(blocks_of(clip))
    assert b"".join(block.pcm for block in blocks) == clip.pcm
    assert [block.start for block in blocks] == list(range(0, len(clip.pcm) // 2, 320))


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SoundFileError):
        hear(tmp_path / "nosuch.wav", vosk(), SileroVad(), PauseEndpointer())


def test_quiet_minutes_cost_no_recognition(tmp_path: Path) -> None:
    recognizer = ScriptedRecognizer([])
    path = write_wav(tmp_path / "a.wav", np.zeros(5 * 60 * RATE, np.int16))
    found = hear(path, recognizer, SileroVad(), PauseEndpointer())
    assert recognizer._fed == 0
    assert found.ended.reason.startswith("10 s without a word")
