"""Nothing but `models install` opens a connection: every process of each command is watched.

Connections of Python's own are seen by offline/sitecustomize.py. A library in C goes past it; what
such ones leave to be sent later (events and a machine id of onnxruntime) is seen in the folders.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from tests.cli.offline import story
from tests.hearing import RATE, spoken
from voicecoach.cli.main import build

HUSH = ("CI", "GITHUB_ACTIONS", "ORT_DISABLE_TELEMETRY")
OFFLINE = Path(__file__).parent / "offline"
PROGRAM = [sys.executable, "-m", "voicecoach"]
ROOT = Path(__file__).parents[2]


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


def run(words: Sequence[str], watched: dict[str, str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [*PROGRAM, *words],
        env=watched,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    tried = Path(watched["CONNECTIONS_TRIED"])
    return done.returncode, tried.read_text(encoding="utf-8") if tried.exists() else ""


def leaves(command: Any, *before: str) -> set[tuple[str, ...]]:
    """Every command, those inside groups and groups that do something by themselves included."""
    inside = {
        path
        for name, one in getattr(command, "commands", {}).items()
        for path in leaves(one, *before, name)
    }
    return inside | (
        {before} if before and (not inside or command.invoke_without_command) else set()
    )


def test_no_command_is_forgotten() -> None:
    every = leaves(get_command(build()))
    assert {("scenarios", "coverage"), ("deck",), ("models", "install")} <= every
    typed = {
        max((path for path in every if path == one.words[: len(path)]), key=len)
        for one in story.EVERY
    }
    assert every - typed == set()


@pytest.mark.parametrize(
    "part", ["quick", pytest.param("heavy", marks=pytest.mark.slow)], ids=["quick", "heavy"]
)
def test_no_command_opens_a_connection(part: str, watched: dict[str, str], tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    told = {"quick": story.QUICK, "heavy": story.HEAVY}[part]
    paths = os.pathsep.join((watched["PYTHONPATH"], str(ROOT)))
    subprocess.run(
        [sys.executable, "-m", "tests.cli.offline.story", part, str(results)],
        env={**watched, "PYTHONPATH": paths},
        cwd=tmp_path,
        check=True,
        timeout=600,
    )
    lines = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    for one, (status, printed, tried) in zip(told, lines, strict=True):
        assert tried == "", one.words
        assert one.status in (None, status), (one.words, printed)
    assert strange_files(tmp_path) == []


@pytest.mark.slow
def test_the_page_opens_none_while_it_serves(watched: dict[str, str], tmp_path: Path) -> None:
    page = subprocess.Popen(
        [*PROGRAM, *story.PAGE.words], env=watched, cwd=tmp_path, stdout=subprocess.PIPE, text=True
    )
    assert page.stdout is not None
    address = next(line for line in page.stdout if "http://" in line)
    page.send_signal(signal.SIGINT)
    page.communicate(timeout=60)
    assert "127.0.0.1" in address
    assert not Path(watched["CONNECTIONS_TRIED"]).exists()


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
    status, tried = run(story.INSTALL.words, watched, tmp_path)
    assert status == story.INSTALL.status
    assert "alphacephei.com" in tried
