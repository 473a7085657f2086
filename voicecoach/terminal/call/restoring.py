"""The terminal gets back the settings that it had before a live screen."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def terminal_as_before() -> Iterator[None]:
    """Meanwhile something may change how the terminal takes keys; afterwards it is as it was.

    Textual keeps those settings too, but keeps its own in their place when the process was
    stopped and goes on (SIGCONT): what is typed afterwards would stay invisible. Where there is no
    such terminal (Windows, a pipe) nothing is done.
    """
    if sys.platform == "win32" or sys.__stdin__ is None or not sys.__stdin__.isatty():
        yield
        return
    import termios

    number = sys.__stdin__.fileno()
    before = termios.tcgetattr(number)
    try:
        yield
    finally:
        with contextlib.suppress(termios.error, ValueError):  # it may be gone
            termios.tcsetattr(number, termios.TCSANOW, before)
