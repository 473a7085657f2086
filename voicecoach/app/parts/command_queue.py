"""Orders from another thread (keys, typed lines), each for the state it was given in."""

from __future__ import annotations

import queue

from voicecoach.practice import events
from voicecoach.practice.commands import Command, HangUp
from voicecoach.practice.events import Event

ALWAYS = -1
"""Stands for every state."""

_BEGIN_A_STATE = (
    events.ContactSpeaks,
    events.YourTurn,
    events.WentOn,
    events.NothingHeard,
    events.CheckHeard,
    events.WhichMove,
    events.WhichWords,
    events.Paused,
    events.Resumed,
    events.HungUp,
    events.Asked,
    events.CallEnded,
)


def begins_state(event: Event) -> bool:
    """Whether keys mean something else from this event on."""
    if isinstance(event, events.TurnDone | events.Corrected):
        return event.waits
    return isinstance(event, _BEGIN_A_STATE)


class CommandQueue:
    """A ``Commands`` that is filled while the call runs.

    What was ordered in an earlier state is passed over: whoever pressed that key had not seen yet
    what it would mean now. What was ordered in the present one is kept, however soon it came.

    Attributes:
        entered: counts the states of the call; raised by whoever hands its events on.
    """

    def __init__(self) -> None:
        self._orders: queue.SimpleQueue[tuple[int, Command]] = queue.SimpleQueue()
        self._closed = False
        self.entered = 0

    def put(self, order: Command, entered: int = ALWAYS) -> None:
        """Give an order.

        Args:
            order: what is to be done.
            entered: how many states had begun when it was given.
        """
        self._orders.put((entered, order))

    def close(self) -> None:
        """Nobody will give orders any more: when those given are used up, the caller hangs up."""
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
