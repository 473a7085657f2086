"""The terminal gets back the settings that it had before a live screen."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from voicecoach.terminal.call import last_resort


@contextmanager
def terminal_as_before() -> Iterator[None]:
    """Meanwhile something may change how the terminal takes keys; afterwards it is as it was.

    So it is where the program hangs and is ended by ``last_resort``. Where there is no such
    terminal (Windows, a pipe) nothing is done.
    """
    if sys.platform == "win32" or sys.__stdin__ is None or not sys.__stdin__.isatty():
        yield
        return
    import termios

    number = sys.__stdin__.fileno()
    before = termios.tcgetattr(number)

    def settings_back() -> None:
        with contextlib.suppress(termios.error, ValueError):  # it may be gone
            termios.tcsetattr(number, termios.TCSANOW, before)

    with last_resort.also(last_resort.take_down_screen), last_resort.also(settings_back):
        try:
            yield
        finally:
            settings_back()


def set_up_when_continued(suspended: Callable[[], AbstractContextManager[None]]) -> None:
    """In a running event loop: a process that was stopped and goes on sets up its screen anew.

    Textual would do so wherever its main thread is, beside what it had set up before: two threads
    then read the keys, and of two that wait for one key one waits on, at the end for ever.

    Args:
        suspended: takes the screen down, and sets it up again where it is left.
    """

    def anew() -> None:
        with suspended():
            pass

    if hasattr(signal, "SIGCONT"):  # not on Windows
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGCONT, anew)
