"""Calls into a sound system that may never come back (measured: frozen server, sleeping device).

Each runs in a thread of its own that is left behind when its time is up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from voicecoach.errors import DeviceLostError

T = TypeVar("T")
BACK = "Connect it again and start the call once more; finished turns are kept."
HUNG = "The sound system does not answer."

left: set[threading.Thread] = set()
"""Calls that did not come back in time. While one is still inside, no other would fare better."""

abandoned: list[Any] = []
"""Streams that could not be closed in time, or opened too late: kept alive, since the sound system
may still call into them, and closed when it answers again."""


class HungError(DeviceLostError):
    """The sound system did not come back from a call; more calls would not either."""


def hangs() -> bool:
    """Whether something is still inside the sound system, or may be called by it.

    A process that ends by itself crashes then (measured, each time): it must end at once.
    """
    return inside() or bool(abandoned)


def inside() -> bool:
    """Whether a call that was left behind has not come back yet."""
    return any(thread.is_alive() for thread in left)


def within(
    seconds: float, action: Callable[[], T], too_late: Callable[[T], None] | None = None
) -> T:
    """The action's result, or its exception.

    Args:
        seconds: how long it may take.
        action: what could hang.
        too_late: takes the result where nobody waits for it any more.

    Raises:
        HungError: it did not come back in time, and is left alone; or one before it has not
            come back yet.
    """
    results: list[T] = []
    errors: list[BaseException] = []
    gone = threading.Event()

    def run() -> None:
        try:
            results.append(action())
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread as it is
            errors.append(error)
        if gone.is_set() and results and too_late is not None:
            too_late(results[0])

    for thread in list(left):
        thread.join(seconds)
    if inside():
        raise HungError(HUNG, BACK)
    worker = threading.Thread(target=run, name="portaudio", daemon=True)
    worker.start()
    worker.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        gone.set()
        left.clear()
        left.add(worker)
        raise HungError(HUNG, BACK)
    return results[0]
