"""What the caller can order in a call, and where the orders come from."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class EndReply:
    """The reply is over now."""


@dataclass(frozen=True, slots=True)
class NotFinished:
    """My reply was not over: stop, and let me go on with it."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Say the contact's line once more, before I answer."""


@dataclass(frozen=True, slots=True)
class SayAgain:
    """Let me try the same line again, at once."""


@dataclass(frozen=True, slots=True)
class PlayModelAnswer:
    """Let me hear a good answer."""


@dataclass(frozen=True, slots=True)
class Correct:
    """Let me correct what was heard."""


@dataclass(frozen=True, slots=True)
class DidSay:
    """I did say it: let words of my reply count as a move."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several that were offered.

    Attributes:
        number: from 1.
    """

    number: int


@dataclass(frozen=True, slots=True)
class Next:
    """Go on with the call."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold the call."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Take the call up again."""


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""


@dataclass(frozen=True, slots=True)
class Type:
    """A typed reply.

    Attributes:
        text: as typed.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Knew:
    """I knew that: the last grade of a drill was too low."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last grade of a drill, or what counted by "I did say it" at this card."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The answer to a question from 1 to 5.

    Attributes:
        value: as given.
    """

    value: int


Command = (
    EndReply
    | NotFinished
    | Repeat
    | SayAgain
    | PlayModelAnswer
    | Correct
    | DidSay
    | Pick
    | Next
    | Pause
    | Resume
    | HangUp
    | Type
    | Knew
    | Undo
    | Rate
)


class Commands(Protocol):
    """Orders in the sequence they were given."""

    def poll(self) -> Command | None:
        """The next order if there is one; never waits."""

    def wait(self) -> Command:
        """The next order, waited for as long as it takes."""

    def drop(self) -> None:
        """Forget what was ordered before now (keys pressed before the state changed)."""


class Scripted:
    """Orders known beforehand (tests, calls without a terminal).

    Args:
        orders: given one a ``wait``; when they are used up, ``last`` is given for ever.
        last: the order that answers every further ``wait``.
    """

    def __init__(self, orders: Iterable[Command] = (), last: Command | None = None) -> None:
        self._orders = deque(orders)
        self._last = last or Next()

    def poll(self) -> Command | None:
        """Nothing: scripted orders answer waits only."""
        return None

    def wait(self) -> Command:
        """The next scripted order, at once."""
        return self._orders.popleft() if self._orders else self._last

    def drop(self) -> None:
        """Nothing to forget: scripted orders are no early key presses."""
