"""Orders from the page: each is for the state that the page showed, and for no other."""

from __future__ import annotations

import queue
from dataclasses import dataclass

from voicecoach.practice.commands import Command, HangUp

ALWAYS = -1
"""Stands for every state."""


@dataclass
class PageOrders:
    """A ``Commands`` that is filled while the call runs.

    What was ordered in an earlier state is passed over; what was ordered in the present one is
    kept, however soon after its beginning it came.

    Attributes:
        entered: counts the states of the call.
    """

    entered: int = 0

    def __post_init__(self) -> None:
        self._orders: queue.SimpleQueue[tuple[int, Command]] = queue.SimpleQueue()
        self._closed = False

    def put(self, order: Command, entered: int) -> None:
        """Give an order in a state."""
        self._orders.put((entered, order))

    def close(self) -> None:
        """Nobody will give orders any more: the caller hangs up."""
        self._closed = True
        self._orders.put((ALWAYS, HangUp()))

    def poll(self) -> Command | None:
        """See ``Commands``."""
        while True:
            try:
                entered, order = self._orders.get_nowait()
            except queue.Empty:
                return None
            if entered in (ALWAYS, self.entered):
                return order

    def wait(self) -> Command:
        """See ``Commands``."""
        while True:
            if self._closed and self._orders.empty():
                return HangUp()
            entered, order = self._orders.get()
            if entered in (ALWAYS, self.entered):
                return order

    def drop(self) -> None:
        """See ``Commands``: nothing to do, as orders of earlier states are passed over."""
