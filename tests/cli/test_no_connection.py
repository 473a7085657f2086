"""Nothing but `models install` opens a connection: every process of each command is watched."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from tests.hearing import RATE, spoken

OFFLINE = Path(__file__).parent / "offline"
PROGRAM = [sys.executable, "-m", "voicecoach"]
ROW = '{"id": 1, "situation": "no-jobs", "contact": "No jobs.", "reply": "Who else could I ask?"}\n'
COMMANDS = [
    pytest.param(["practice", "--typed"], marks=pytest.mark.slow),
    pytest.param(["practice", "--replies", "reply.wav", "--no-ring"], marks=pytest.mark.slow),
    ["transcribe", "reply.wav", "--json"],
    pytest.param(["demo", "--json"], marks=pytest.mark.slow),
    ["score", "--jsonl", "-"],
    ["scenarios", "list"],
    ["models", "list"],
]


@pytest.fixture
def watched(tmp_path: Path) -> dict[str, str]:
    with wave.open(str(tmp_path / "reply.wav"), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(spoken().tobytes())
    folders = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("DATA", "CACHE", "CONFIG")}
    tried = str(tmp_path / "tried.txt")
    return {**os.environ, **folders, "PYTHONPATH": str(OFFLINE), "CONNECTIONS_TRIED": tried}


def run(words: list[str], watched: dict[str, str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [*PROGRAM, *words],
        env=watched,
        cwd=folder,
        input=ROW,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    tried = Path(watched["CONNECTIONS_TRIED"])
    return done.returncode, tried.read_text(encoding="utf-8") if tried.exists() else ""


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_a_command_opens_no_connection(
    words: list[str], watched: dict[str, str], tmp_path: Path
) -> None:
    assert run(words, watched, tmp_path) == (0, "")


def test_the_watch_sees_a_connection(watched: dict[str, str], tmp_path: Path) -> None:
    status, tried = run(["models", "install"], watched, tmp_path)
    assert status == 1
    assert "alphacephei.com" in tried
