"""A call that is told to end (SIGTERM, SIGHUP: a closed terminal) ends as by Ctrl-C: kept, tidy."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = [
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
]  # Windows has no SIGHUP


def status_of(number: int) -> int:
    """The exit code of a program that ended on a signal."""
    return 128 + number


@contextmanager
def ends_when_told() -> Iterator[None]:
    """Signals become a ``SystemExit`` in here, so that everything is given back on the way out.

    Outside the main thread, where Python knows no signals, nothing changes.
    """

    def leave(number: int, frame: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)  # it is ending; a second one must not break that
        raise SystemExit(status_of(number))

    before = {}
    with contextlib.suppress(ValueError):
        before = {number: signal.signal(number, leave) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def tell_when_told(leave: Callable[[int], None]) -> None:
    """In a running event loop: the same signals call ``leave`` with the exit code.

    Where the loop cannot watch signals (Windows, another thread), nothing changes.
    """
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, leave, status_of(number))
