"""A call that is told to end (SIGTERM, SIGHUP: a closed terminal) ends as by Ctrl-C: kept, tidy."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from voicecoach.terminal.call import last_resort

SIGNALS = [
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
]  # Windows has no SIGHUP

LOOK = 1.0
"""s between looks whether the terminal is still there."""


def status_of(number: int) -> int:
    """The exit code of a program that ended on a signal."""
    return 128 + number


class _ToldError(SystemExit):
    """Raised wherever the main thread is, so that all is given back on the way out."""


def until_told(action: Callable[[], int]) -> int:
    """Do this; if a signal ends it, the process ends here, once the action has tidied up.

    Outside the main thread, where Python knows no signals, nothing changes.

    Returns:
        the action's exit code.
    """
    try:
        status = _heeded(action)
        if status in map(status_of, SIGNALS):
            with contextlib.suppress(OSError, ValueError):  # the terminal may be gone
                sys.stdout.flush()
            os._exit(status)  # to take the interpreter apart takes seconds on a crowded machine
        return status
    finally:
        last_resort.call_off()


def _heeded(action: Callable[[], int]) -> int:
    with _heeding():
        try:
            return action()
        except _ToldError as told:
            return int(str(told.code))


@contextmanager
def _heeding() -> Iterator[None]:
    def leave(number: int, frame: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)  # it is ending; a second one must not break that
        last_resort.end_soon(status_of(number))
        raise _ToldError(status_of(number))

    before = {}
    with contextlib.suppress(ValueError):
        before = {number: signal.signal(number, leave) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def tell_when_told(leave: Callable[[int], None], *, at_terminal: bool) -> None:
    """In a running event loop: the same signals call ``leave`` with the exit code.

    Where the program is ``at_terminal``, so does a terminal that is gone though no signal came
    (to a program that is not its master): a live screen would read its end for ever, with a whole
    core. Where the loop cannot watch signals (Windows, another thread), only that is watched.
    """
    loop = asyncio.get_running_loop()

    def told(status: int) -> None:
        last_resort.end_soon(status)
        leave(status)

    for number in SIGNALS:
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, told, status_of(number))

    def look() -> None:
        if _at_terminal():
            loop.call_later(LOOK, look)
        else:
            # Taking a screen down may wait for ever for its writer, which died with the terminal.
            told(status_of(SIGNALS[-1]))

    if at_terminal:  # not asked here: it may be gone by now
        loop.call_later(LOOK, look)


def _at_terminal() -> bool:
    try:
        return os.isatty(sys.__stdin__.fileno()) if sys.__stdin__ is not None else False
    except (OSError, ValueError):
        return False
