"""Told to end by a signal: tidied up first, then gone; the whole program is in tests/sound."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time

import pytest

from voicecoach.terminal.call import ending
from voicecoach.terminal.call.ending import SIGNALS, status_of, tell_when_told, until_told
from voicecoach.terminal.call.restoring import terminal_as_before


class GoneError(Exception):
    """The process would have ended with this status."""


@pytest.fixture(autouse=True)
def _no_real_exit(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(status: int) -> None:
        raise GoneError(status)

    monkeypatch.setattr(ending.os, "_exit", leave)


@pytest.mark.parametrize("number", SIGNALS)
def test_what_was_begun_is_given_back_before_the_end(number: signal.Signals) -> None:
    before = [signal.getsignal(each) for each in SIGNALS]
    given_back = []

    def action() -> int:
        try:
            os.kill(os.getpid(), number)
            time.sleep(5)
        finally:
            os.kill(os.getpid(), number)  # a second one does not break that
            given_back.append(True)
        return 0

    with pytest.raises(GoneError, match=str(status_of(number))):
        until_told(action)
    assert given_back == [True]
    assert [signal.getsignal(each) for each in SIGNALS] == before


@pytest.mark.parametrize("status", [0, 1, 130])
def test_any_other_end_is_an_ordinary_one(status: int) -> None:
    assert until_told(lambda: status) == status


def test_a_screen_that_was_told_to_end_ends_the_process_too() -> None:
    with pytest.raises(GoneError):
        until_told(lambda: status_of(signal.SIGTERM))


def test_the_codes_of_shells() -> None:
    assert status_of(signal.SIGTERM) == 143


def test_a_loop_that_cannot_watch_signals_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""

    async def begin() -> bool:
        def watch(*given: object) -> None:
            raise NotImplementedError

        monkeypatch.setattr(asyncio.get_running_loop(), "add_signal_handler", watch)
        tell_when_told(lambda status: None, at_terminal=False)
        return True

    assert asyncio.run(begin())


def test_windows_keeps_a_terminal_s_settings_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "__stdin__", Terminal())
    monkeypatch.setitem(sys.modules, "termios", None)  # importing it fails there
    with terminal_as_before():
        held = True
    assert held
