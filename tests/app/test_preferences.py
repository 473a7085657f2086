"""What the settings file says is done: voice, tone, patience."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hearing import placed, spoken, write_wav
from voicecoach.app.building import endpointer
from voicecoach.cli import main
from voicecoach.settings import Preferences, Settings
from voicecoach.speech.audio import Clip
from voicecoach.speech.simulated_line import SimulatedLine, SimulatedPlayback
from voicecoach.speech.tones import cue, ring


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


def test_without_a_voice_only_the_tones_are_heard(hold, played) -> None:  # type: ignore[no-untyped-def]
    shown = hold("voice = false\ncue = true\n")
    assert played[0] == ring()
    assert set(played[1:]) == {cue()}
    assert "Score:" in shown


def test_by_default_the_lines_are_heard_and_no_tone(hold, played) -> None:  # type: ignore[no-untyped-def]
    shown = hold("")
    assert played[0] == ring()
    assert cue() not in played
    assert len(played) >= 2
    assert "Reply over: 1.5 s of quiet" in shown


def test_patience(hold) -> None:  # type: ignore[no-untyped-def]
    assert "Reply over: 0.7 s of quiet" in hold("patience = 0.7\nring = false\n")


@pytest.mark.parametrize("wanted", [0.3, 1.5, 6.0, 10.0])
def test_no_other_limit_comes_before_the_patience(wanted: float) -> None:
    patience = endpointer(Settings(patience=wanted))._patience
    assert patience.after_words == wanted
    assert patience.after_open_end == pytest.approx(wanted + 1.0)
    assert min(patience.no_words, patience.noise, patience.muted) >= wanted
    assert patience.noise > patience.after_open_end
    assert patience.longest > patience.noise


def test_the_usual_patience_is_the_default() -> None:
    assert Preferences().patience == endpointer(Settings())._patience.after_words
