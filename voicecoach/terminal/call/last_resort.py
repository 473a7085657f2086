"""The end of a program that was told to end and does not come to it, because something hangs.

What a call opened is given back in good order first, which takes tenths of a second. But that goes
through the sound system, other people's libraries and their threads, and one of them may wait for
something that never happens. Whoever told the program to end (a closed terminal, a shutdown) does
not wait.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LAST_WORDS = 1.5
"""s; all is over within two."""

NO_SCREEN = "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[<u"
WHOLE_TERMINAL = f"{NO_SCREEN}\x1b[?1049l\x1b[?25h"
"""Takes back what a live screen asks of a terminal: mouse, focus, paste, line wrap, keys; then the
screen itself and the hidden cursor."""

_ways_back: list[Callable[[], None]] = []
_called_off: list[threading.Event] = []


def end_soon(status: int) -> None:
    """End the process in ``LAST_WORDS`` s, whatever it is doing then, unless that is called off.

    Finished replies are on the disk, a sound that is cut off is made whole at the next start, and
    worker processes end with their pipes.

    Args:
        status: its exit code.
    """
    if _called_off:
        return
    called_off = threading.Event()
    _called_off.append(called_off)

    def end() -> None:
        if not called_off.wait(LAST_WORDS):
            for way_back in reversed(_ways_back):
                way_back()
            os._exit(status)

    threading.Thread(target=end, name="last resort", daemon=True).start()


def call_off() -> None:
    """It came to its end by itself; harmless where it was not told to."""
    while _called_off:
        _called_off.pop().set()


@contextmanager
def also(way_back: Callable[[], None]) -> Iterator[None]:
    """Meanwhile the last resort does this, too.

    Args:
        way_back: neither raises nor hangs.
    """
    _ways_back.append(way_back)
    try:
        yield
    finally:
        _ways_back.remove(way_back)


def take_down_screen() -> None:
    """Write ``WHOLE_TERMINAL`` to the terminal, if it takes it at once."""
    if sys.__stderr__ is None:
        return
    with contextlib.suppress(OSError, ValueError):  # it is gone
        number = sys.__stderr__.fileno()
        if os.isatty(number) and select.select([], [number], [], 0)[1]:
            os.write(number, WHOLE_TERMINAL.encode())
