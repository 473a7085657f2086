"""Orders from another thread (keys, typed lines) to the call."""

from __future__ import annotations

import queue

from voicecoach.practice.commands import Command, HangUp


class CommandQueue:
    """A ``Commands`` that is filled while the call runs.

    Args:
        keep_early: orders given before the state changed still count (input from a pipe:
            nobody pressed a key too early there).
    """

    def __init__(self, *, keep_early: bool = False) -> None:
        self._orders: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._keep_early = keep_early
        self._closed = False

    def put(self, order: Command) -> None:
        """Give an order."""
        self._orders.put(order)

    def close(self) -> None:
        """Nobody will give orders any more: when those given are used up, the caller hangs up."""
        self._closed = True
        self._orders.put(HangUp())

    def poll(self) -> Command | None:
        """See ``Commands``."""
        if self._keep_early:
            return None  # what comes from a pipe answers questions, it is no key press
        try:
            return self._orders.get_nowait()
        except queue.Empty:
            return None

    def wait(self) -> Command:
        """See ``Commands``."""
        if self._closed and self._orders.empty():
            return HangUp()
        return self._orders.get()

    def drop(self) -> None:
        """See ``Commands``."""
        while not self._keep_early and not self._orders.empty():
            self._orders.get_nowait()
