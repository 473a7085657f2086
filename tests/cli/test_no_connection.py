"""Nothing but `models install` opens a connection: every process of each command is watched.

Connections of Python's own are seen by offline/sitecustomize.py. A library in C goes past it; what
such ones leave to be sent later (events and a machine id of onnxruntime) is seen in the folders.
"""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from tests.hearing import RATE, spoken

HUSH = ("CI", "GITHUB_ACTIONS", "ORT_DISABLE_TELEMETRY")
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
    # A library may keep quiet where it believes to be tested.
    frank = {key: value for key, value in os.environ.items() if key not in HUSH}
    home = {"HOME": str(tmp_path / "HOME"), "PYTHONPATH": str(OFFLINE), "CONNECTIONS_TRIED": tried}
    return {**frank, **folders, **home}


def strange_files(folder: Path) -> list[Path]:
    """What lies in the folders of a person that is not ours."""
    places = [path for name in ("DATA", "CACHE", "CONFIG", "HOME") for path in folder.glob(name)]
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    return [path for path in files if "voicecoach" not in path.relative_to(folder).parts]


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
    assert strange_files(tmp_path) == []


def test_onnxruntime_is_forbidden_to_tell_its_maker(
    watched: dict[str, str], tmp_path: Path
) -> None:
    """The check can fail: without our prohibition the library leaves its id of the machine."""
    ours = "from voicecoach import assets; from voicecoach.scoring.network import load; "
    ours += "assert load(assets.scoring_weights() / 'network')"
    for first, left in (("", False), ("import onnxruntime; ", True)):
        command = [sys.executable, "-c", first + ours]
        subprocess.run(command, env=watched, cwd=tmp_path, check=True, timeout=60)
        assert bool(strange_files(tmp_path)) is left, first


def test_the_watch_sees_a_connection(watched: dict[str, str], tmp_path: Path) -> None:
    status, tried = run(["models", "install"], watched, tmp_path)
    assert status == 1
    assert "alphacephei.com" in tried
