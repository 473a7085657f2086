"""A recording of a real call becomes a call of the history (H-05, H-46)."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.hearing import placed, spoken, write_wav
from tests.web.making import settings_in
from voicecoach.app.look_back import importing
from voicecoach.app.look_back.importing import Recording, keep_recording
from voicecoach.cli import main
from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.errors import VoiceCoachError
from voicecoach.history.store import open_store
from voicecoach.speech.sound.audio import RATE, Clip
from voicecoach.speech.sound.sound_files import read_sides

NO = "I don't know of any jobs at all."
ANSWER = "I understand. Who else should I talk to in your company?"


def said(start: float, text: str) -> Segment:
    words = text.split()
    return Segment(
        text, tuple(Word(w, start + n / 2, start + n / 2 + 0.4) for n, w in enumerate(words))
    )


def both(tmp_path: Path) -> Path:
    """A call with a person on each channel; the contact has the last word."""
    first, reply = spoken("Hello."), spoken(ANSWER)
    seconds = 9.0
    mine = placed(seconds, (0.3, first), (4.5, reply))
    theirs = placed(seconds, (1.5, spoken(NO)), (8.0, spoken("Goodbye.")))
    return write_wav(tmp_path / "a call.wav", np.stack([mine, theirs], axis=1))


def test_each_side_is_read_apart_and_one_voice_is_one_side(tmp_path: Path) -> None:
    sides = read_sides(both(tmp_path))
    assert len(sides) == 2
    loud = [
        np.abs(np.frombuffer(side.clip.pcm, "<i2")[: int(1.2 * RATE)].astype(int)).max()
        for side in sides
    ]
    assert loud[0] > 10 * loud[1], "only the caller speaks in the first second"
    assert not any(side.warnings for side in sides), "nobody was left out"
    alone = write_wav(tmp_path / "alone.wav", placed(4.0, (0.3, spoken(ANSWER))))
    assert len(read_sides(alone)) == 1


@pytest.mark.slow
def test_who_speaks_when_makes_turns_that_are_judged_and_the_contact_s_voice_is_not_kept(
    tmp_path: Path,
) -> None:
    settings = settings_in(tmp_path)
    own = Transcript(
        (said(0.5, "Hello."), said(6.0, "I understand."), said(8.0, "Who else would know?"))
    )
    other = Transcript((said(1.5, NO), said(12.0, "Goodbye.")))
    clip = Clip(bytes(2 * 15 * RATE), RATE)
    call = keep_recording(Recording(own, other, clip, "ear"), "Dana", "a call", "Yes.", settings)
    with open_store(settings.data_folder) as store:
        assert store.get() == call
    assert [(turn.line.text, turn.reply.text) for turn in call.turns] == [
        ("", "Hello."),
        (NO, "I understand. Who else would know?"),
        ("Goodbye.", ""),
    ]
    first, second, last = call.turns
    assert first.verdict is last.verdict is None
    assert second.line.situation == "no-jobs"
    assert second.verdict is not None
    assert second.verdict.asked
    assert second.reply.hesitation == pytest.approx(6.0 - (1.5 + 3.5 + 0.4))
    assert second.reply.transcript is not None
    assert second.reply.transcript.words[0].start == pytest.approx(importing.AROUND)
    files = list(settings.data_folder.glob("recordings/*/*"))
    assert len(files) == 2, "one for each reply of the caller's, none of the other side"
    assert soundfile.info(settings.data_folder / second.reply.recording).duration < 5
    assert call.consent == "Yes."


def test_a_coach_s_own_text_is_what_is_agreed_to(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    assert importing.consent_text(settings) == importing.CONSENT
    settings.config_folder.mkdir()
    path = settings.config_folder / importing.CONSENT_FILE
    path.write_text("They signed\nour form.\n", "utf-8")
    assert importing.consent_text(settings) == "They signed our form."
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(VoiceCoachError, match="cannot be read"):
        importing.consent_text(settings)


@pytest.mark.slow
def test_without_consent_nothing_is_kept_and_with_it_it_is_in_the_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    file = str(both(tmp_path))
    assert main(["import", file]) == 1
    assert "add --consent" in capsys.readouterr().err
    assert not (tmp_path / "DATA").exists()
    assert main(["import", file, "--consent", "--name", "Dana"]) == 0
    assert "Imported: " in capsys.readouterr().out
    assert main(["review", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["consent"] == importing.CONSENT
    assert shown["contact"] == "Dana"
    assert len(shown["turns"]) >= 2
    assert any(turn["contact"] and turn["readable"] for turn in shown["turns"])
    assert main(["review"]) == 0
    assert "A recording of a real call. You said yes to" in capsys.readouterr().out
