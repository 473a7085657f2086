"""What the settings file says is done: voice, tone, patience."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hearing import placed, spoken, write_wav
from voicecoach.cli import main
from voicecoach.settings import WORDS, Preferences
from voicecoach.speech.line.simulated_line import SimulatedLine, SimulatedPlayback
from voicecoach.speech.sound.audio import Clip
from voicecoach.speech.sound.tones import cue, ring
from voicecoach.speech.turn_end.patience import PATIENCE, Patience


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[Clip]:
    """Every clip that is played in a call."""
    clips: list[Clip] = []
    load = SimulatedLine.load

    def listed(line: SimulatedLine, clip: Clip) -> SimulatedPlayback:
        clips.append(clip)
        return load(line, clip)

    monkeypatch.setattr(SimulatedLine, "load", listed)
    return clips


@pytest.fixture
def hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> object:
    """Holds a call with one reply and these settings; what it shows."""

    def run(settings: str) -> str:
        for name in ("DATA", "CACHE", "CONFIG"):
            monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
        config = tmp_path / "CONFIG" / "voicecoach" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text(settings, encoding="utf-8")
        reply = write_wav(tmp_path / "reply.wav", placed(4.0, (0.3, spoken())))
        words = [
            "practice",
            "--plain",
            "--listener",
            "vosk",
            "--seed",
            "2",
            "--replies",
            str(reply),
        ]
        assert main(words) == 0
        return capsys.readouterr().out

    return run


@pytest.mark.slow
def test_without_a_voice_only_the_tones_are_heard(hold, played) -> None:  # type: ignore[no-untyped-def]
    shown = hold("voice = false\ncue = true\n")
    assert played[0] == ring()
    assert set(played[1:]) == {cue()}
    assert "Score:" in shown


@pytest.mark.slow
def test_by_default_the_lines_are_heard_and_no_tone(hold, played) -> None:  # type: ignore[no-untyped-def]
    shown = hold("")
    assert played[0] == ring()
    assert cue() not in played
    assert len(played) >= 2
    assert "s of quiet" in shown


@pytest.mark.slow
def test_patience(hold) -> None:  # type: ignore[no-untyped-def]
    shown = hold('patience = "brisk"\nring = false\n')
    assert any(f", {quiet} s of quiet" in shown for quiet in ("0.5", "0.6", "0.7")), shown


def test_every_word_of_the_setting_is_known() -> None:
    assert set(WORDS["patience"]) == set(PATIENCE)


def test_the_usual_patience_is_the_default() -> None:
    assert PATIENCE[Preferences().patience] == Patience()


def test_each_is_less_patient_than_the_one_before() -> None:
    relaxed, normal, brisk = PATIENCE.values()
    for limit in ("question", "asked", "complete", "half", "open"):
        assert getattr(relaxed, limit) > getattr(normal, limit) > getattr(brisk, limit)
