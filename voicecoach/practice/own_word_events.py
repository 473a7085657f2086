"""What a call tells the world while words are to count by the caller's word."""

from __future__ import annotations

from dataclasses import dataclass

from voicecoach.domain.turn import Turn


@dataclass(frozen=True, slots=True)
class WhichMove:
    """What did you say that was not found? One is picked, or none.

    Attributes:
        turn: whose card is shown.
        moves: keys, likeliest first; picked by number from 1.
    """

    turn: Turn
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhichWords:
    """With which words did you say it?

    Attributes:
        text: the whole reply, to be cut down.
        why: what was wrong with the words that were given; empty: none were given yet.
    """

    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """Words of the reply count as the caller's wording of a move from now on.

    Attributes:
        move: its key; empty: what was counted last was taken back.
        words: as the caller gave them.
    """

    move: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Nothing counts by the caller's word.

    Attributes:
        why: a sentence for the caller.
    """

    why: str
