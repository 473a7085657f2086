"""The installed program, ready to hold a call over the virtual sound card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hearing import spoken
from tests.sound.calls import CALL, SAID, SECOND_LINE
from tests.sound.program import Program
from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import write_wav
from voicecoach import settings
from voicecoach.app import building, hearing_check
from voicecoach.practice.hearing_check import Checked
from voicecoach.speech.audio import RATE


@pytest.fixture
def short_file(tmp_path: Path) -> str:
    """A call that is over after the first reply."""
    path = tmp_path / "short-call.yaml"
    path.write_text(CALL, encoding="utf-8")
    return str(path)


@pytest.fixture
def call_file(tmp_path: Path) -> str:
    """A call of two replies."""
    path = tmp_path / "short-call.yaml"
    longer = CALL.replace("{to: goodbye}", "{to: again}") + SECOND_LINE.lstrip("\n")
    path.write_text(longer, encoding="utf-8")
    return str(path)


@pytest.fixture
def reply_file(tmp_path: Path) -> Path:
    """What the caller says: the program's own voice, whole, 16 kHz like the card."""
    return write_wav(tmp_path / "reply.wav", spoken(SAID).astype("<i2"), RATE)


def _heard_well(home: Path) -> None:
    """This microphone was tried before: no hearing check at the first call in a terminal."""
    own = settings.load({"XDG_DATA_HOME": str(home / "DATA"), "HOME": str(home)})
    found = Checked("", (), 1.0, ())
    for second in (True, False):
        hearing_check.remember(own, building.ear_name(own, second=second), found)


@pytest.fixture
def start(sound_card: VirtualCard, tmp_path: Path) -> Iterator[object]:
    """Starts ``voicecoach practice``; whatever still runs after the test is ended."""
    programs: list[Program] = []

    def run(*words: str, terminal: bool = False, **environ: str) -> Program:
        variables = sound_card.environ(**environ)
        program = Program("practice", *words, environ=variables, home=tmp_path, terminal=terminal)
        programs.append(program)
        return program

    _heard_well(tmp_path)
    # No question about a better model at the first call in a terminal.
    asked = tmp_path / "DATA" / "voicecoach" / "models" / "asked.txt"
    asked.parent.mkdir(parents=True, exist_ok=True)
    asked.write_text("asked\n")
    yield run
    for program in programs:
        program.__exit__(None, None, None)
