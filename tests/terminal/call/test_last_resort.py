"""A program that hangs when it is told to end, in a terminal of its own."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.sound.program import hear_signals
from voicecoach.terminal.call import last_resort

CROWDED = 4.0
"""s; alone on the machine it is over within 2: ``make bench-endings``."""

HANGS = """
import asyncio, sys, threading, tty
from voicecoach.terminal.call.ending import tell_when_told, until_told
from voicecoach.terminal.call.restoring import terminal_as_before

def begin():
    tty.setraw(0)
    print("\\x1b[?1049h\\x1b[?25l", end="", file=sys.stderr, flush=True)
    print("ready", flush=True)

def hang():
    threading.Event().wait()  # for what never happens

async def loop():
    tell_when_told(lambda status: hang(), at_terminal=True)
    begin()
    await asyncio.sleep(60)

def plain():
    try:
        begin()
        hang()
    finally:
        hang()

def action():
    with terminal_as_before():
        asyncio.run(loop()) if sys.argv[1] == "loop" else plain()
    return 0

until_told(action)
"""


@contextmanager
def hanging(how: str) -> Iterator[tuple[subprocess.Popen[bytes], int, int]]:
    keyboard, screen = pty.openpty()
    words = [sys.executable, "-c", HANGS, how]
    running = subprocess.Popen(
        words, stdin=screen, stdout=screen, stderr=screen, preexec_fn=hear_signals
    )
    try:
        yield running, keyboard, screen
    finally:
        running.kill()
        running.wait()
        os.close(screen)
        os.close(keyboard)


def shown_until(keyboard: int, text: str, seconds: float = 20.0) -> str:
    shown, deadline = "", time.monotonic() + seconds
    while text not in shown:
        assert time.monotonic() < deadline, shown
        if select.select([keyboard], [], [], 0.1)[0]:
            shown += os.read(keyboard, 4096).decode()
    return shown


@pytest.mark.parametrize("how", ["plain", "loop"])
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP])
def test_it_is_ended_all_the_same_its_terminal_restored(how: str, told: signal.Signals) -> None:
    with hanging(how) as (running, keyboard, screen):
        before = termios.tcgetattr(screen)
        shown_until(keyboard, "ready")
        assert termios.tcgetattr(screen) != before
        began = time.monotonic()
        running.send_signal(told)
        assert running.wait(5) == 128 + told
        assert last_resort.LAST_WORDS <= time.monotonic() - began < CROWDED
        assert termios.tcgetattr(screen) == before
        shown_until(keyboard, "\x1b[?1049l\x1b[?25h", 1.0)
