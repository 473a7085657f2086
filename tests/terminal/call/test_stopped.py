"""A live screen whose process was stopped and goes on: SIGSTOP, as by another program."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sound.calls import assert_restored
from tests.sound.program import Program

REPLY = "Who else should I talk to?"


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    words = ("practice", "no-jobs", "--typed")
    with Program(*words, environ=dict(os.environ), home=tmp_path, terminal=True) as started:
        started.wait_for("Enter")
        time.sleep(0.5)  # all threads of the screen have begun
        yield started


def stop_and_go_on(program: Program) -> None:
    program.process.send_signal(signal.SIGSTOP)
    time.sleep(0.1)
    program.process.send_signal(signal.SIGCONT)
    time.sleep(0.5)


def threads_of(program: Program) -> int:
    return len(os.listdir(f"/proc/{program.process.pid}/task"))


def test_every_key_arrives_and_no_thread_is_left_of_the_screen_before(program: Program) -> None:
    before = threads_of(program)
    for _ in range(3):
        stop_and_go_on(program)
    assert threads_of(program) <= before + 1, "of the scorer, which is loaded meanwhile"
    for key in REPLY:
        program.press(key)
        time.sleep(0.01)
    program.press("\r")
    program.wait_for("Score:")
    assert REPLY in program.shown


def test_it_still_ends_when_it_is_told_to(program: Program) -> None:
    stop_and_go_on(program)
    status, took = program.end_by(signal.SIGTERM)
    assert status == 128 + signal.SIGTERM
    assert took < 4.0, "other programs run beside the tests"
    assert_restored(program)
