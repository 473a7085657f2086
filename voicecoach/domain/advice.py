"""The vocabulary of the advice: moves, slips, situations. Their texts are data (scenarios/)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """Something a good reply does.

    Attributes:
        key: as in the data files; no Python file names one.
        name: short name to show, e.g. "asks whom to talk to".
        help: one plain sentence: what the caller does.
        boundary: what does not count, and where the neighbours begin.
        asks: True if making it counts as "you asked".
        do: what to try where it is missing, as an order that follows "try to" in a sentence.
        example: one wording of it.
        withdrawable: True if it is not made where the caller denies it, tells it of somebody
            else or answers it at once.
    """

    key: str
    name: str
    help: str
    boundary: str = ""
    asks: bool = False
    do: str = ""
    example: str = ""
    withdrawable: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that harms a reply.

    Attributes:
        key, name, help, boundary: as in Move.
        ends_call: True if it lets the conversation die.
        do: what to do in its place, as an order.
        withdrawable: as in Move.
        unasked: True if it is the slip of asking nothing.
        harmless: wordings that sound like it and are none, as regular expressions over folded
            words: what is found only where they are said is not made.
    """

    key: str
    name: str
    help: str
    boundary: str = ""
    ends_call: bool = False
    do: str = ""
    withdrawable: bool = False
    unasked: bool = False
    harmless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """What the contact's "no" is.

    Attributes:
        key: as in the data files.
        says: what the contact says, in effect; it is the situation's name as well.
        help: one plain sentence: what to do.
    """

    key: str
    says: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """The whole vocabulary, by key, in the order of the data file."""

    moves: Mapping[str, Move]
    slips: Mapping[str, Slip]
    situations: Mapping[str, Situation]

    def move_name(self, key: str) -> str:
        """How a move is called; its key where the data does not name it (older records)."""
        return self.moves[key].name if key in self.moves else key

    def slip_name(self, key: str) -> str:
        """How a slip is called; its key where the data does not name it (older records)."""
        return self.slips[key].name if key in self.slips else key
