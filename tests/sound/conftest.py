"""The installed program, ready to hold a call over the virtual sound card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hearing import spoken
from tests.sound.calls import CALL, SAID, SECOND_LINE, been_here
from tests.sound.program import Program
from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import write_wav
from voicecoach.speech.sound.audio import RATE


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


@pytest.fixture
def start(sound_card: VirtualCard, tmp_path: Path) -> Iterator[object]:
    """Starts ``voicecoach practice``; whatever still runs after the test is ended."""
    programs: list[Program] = []

    def run(*words: str, terminal: bool = False, **environ: str) -> Program:
        variables = sound_card.environ(**environ)
        program = Program("practice", *words, environ=variables, home=tmp_path, terminal=terminal)
        programs.append(program)
        return program

    been_here(tmp_path)
    yield run
    for program in programs:
        program.__exit__(None, None, None)
