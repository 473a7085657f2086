"""Orders from another thread (keys, typed lines) to the call."""

from __future__ import annotations

import queue

from voicecoach.practice.commands import Command, HangUp


class CommandQueue:
    """A ``Commands`` that is filled while the call runs."""

    def __init__(self) -> None:
        self._orders: queue.SimpleQueue[Command] = queue.SimpleQueue()
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
        while not self._closed and self.poll() is not None:
            pass
