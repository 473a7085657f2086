"""H-18: without the sound library what needs no sound works, the rest says what to install."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hearing import SENTENCE, spoken, write_wav
from tests.sound.calls import been_here
from tests.sound.program import Program

pytestmark = pytest.mark.slow
PROGRAM = [sys.executable, "-m", "voicecoach"]
NONE = Path(__file__).parent / "no_portaudio"


def run(folder: Path, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    homes = {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("DATA", "CACHE", "CONFIG")}
    done = subprocess.run(
        [*PROGRAM, *words],
        env={**os.environ, **homes, "PYTHONPATH": str(NONE)},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def test_a_typed_call_and_looking_back_at_it(tmp_path: Path) -> None:
    typed = run(tmp_path, "practice", "no-jobs", "--typed", stdin="Who else could I ask?\n")
    assert typed.returncode == 0
    assert "You said: Who else could I ask?" in typed.stdout
    assert "PortAudio" not in typed.stdout + typed.stderr
    seen = run(tmp_path, "review")
    assert seen.returncode == 0
    assert "you typed it" in seen.stdout


def test_help_judging_and_transcribing(tmp_path: Path) -> None:
    assert "Rehearse" in run(tmp_path, "--help").stdout
    words = ("--situation", "no-jobs", "--contact", "No jobs.", "Who else could I ask?")
    judged = run(tmp_path, "score", *words)
    assert judged.returncode == 0
    assert "You asked: yes" in judged.stdout
    sound = write_wav(tmp_path / "reply.wav", spoken(SENTENCE))
    heard = run(tmp_path, "transcribe", str(sound), "--json")
    assert heard.returncode == 0
    assert "talk" in heard.stdout


@pytest.mark.parametrize("words", [["devices"], ["voices", "--say", "Hello."], ["doctor"]])
def test_what_needs_sound_says_what_to_install(tmp_path: Path, words: list[str]) -> None:
    done = run(tmp_path, *words)
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert "The sound library PortAudio is not installed." in told
    assert "apt-get install libportaudio2" in told


def test_a_spoken_call_says_so_and_offers_other_ways(tmp_path: Path) -> None:
    been_here(tmp_path)
    environ = {**os.environ, "PYTHONPATH": str(NONE)}
    words = ("practice", "no-jobs", "--plain")
    with Program(*words, environ=environ, home=tmp_path, terminal=True) as program:
        program.wait_for("PortAudio is not installed")
        program.wait_for("Choose: 1 type your replies")
        program.press("3\n")
        assert program.ended() == 0
