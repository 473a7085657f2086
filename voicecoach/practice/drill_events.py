"""What a drill tells the world beside what every call tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from voicecoach.domain.deck import DrillRecord, Review, Summary
from voicecoach.domain.turn import Turn

Question = Literal["nerves-before", "felt", "nerves-after"]


@dataclass(frozen=True, slots=True)
class DrillBegins:
    """The nerves before it are told (or not), the first card follows."""

    drill: DrillRecord


@dataclass(frozen=True, slots=True)
class CardBegins:
    """A drill turns to its next card.

    Attributes:
        number: counts the cards of the drill, from 1.
        left: s until the drill's time is over; None where it has none.
    """

    number: int
    left: float | None


@dataclass(frozen=True, slots=True)
class Countdown:
    """Another second of a limit is over.

    Attributes:
        to: begin to speak, or finish.
        left: whole s; 0 only where a typed reply is due now.
    """

    to: Literal["begin", "finish"]
    left: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question from 1 to 5; Enter leaves it open.

    Attributes:
        about: the nerves before or after a drill, or how a reply felt before its score is shown.
    """

    about: Question


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply of a drill is over and judged: it is kept before anything more is asked.

    Attributes:
        turn: as it stands; ``TurnDone`` with the same turn follows when its result is shown.
    """

    turn: Turn


@dataclass(frozen=True, slots=True)
class Graded:
    """A reply of a drill got its grade, or its record changed: corrected, felt, taken back."""

    review: Review
    changed: bool = False


@dataclass(frozen=True, slots=True)
class NotGraded:
    """A reply of a drill that is no ground for a grade.

    Attributes:
        why: a sentence for the caller.
    """

    why: str


@dataclass(frozen=True, slots=True)
class DrillEnded:
    """A drill is over."""

    summary: Summary
