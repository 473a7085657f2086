"""What is remembered of drills: one record a graded reply, one a drill. Plain values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
GRADES = {AGAIN: "again", HARD: "hard", GOOD: "good", EASY: "easy"}
"""The four answers to "how well did it come?", as FSRS and Anki number them."""


@dataclass(frozen=True, slots=True)
class Review:
    """One graded reply; the log of these is the whole deck, everything else follows from it.

    Attributes:
        drill: id of the drill.
        card: key of the card: scenario and line, ``no-jobs/opening``.
        at: when, with the zone's offset of then and there.
        day: the practice day it counts for.
        wording: what the contact said.
        grade: the one that counts.
        by_rule: what the rule gave; another one than ``grade`` if the caller corrected it.
        score: 0–100.
        hesitation: s before the first word; None where it was not measured.
        seconds: s that the card took, from its line to its result.
        felt: how the caller thought it went before the score was shown, 1–5; None: not asked.
        undone: taken back; it counts nowhere.
        number: its place in the log, from 1; 0 while it is not kept.
    """

    drill: str
    card: str
    at: datetime
    day: date
    wording: str
    grade: int
    by_rule: int
    score: int
    hesitation: float | None = None
    seconds: float = 0.0
    felt: int | None = None
    undone: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class DrillRecord:
    """One drill.

    Attributes:
        day: the practice day it began on; one that runs past midnight is one drill on one day.
        nerves_before, nerves_after: 1 (calm) to 5; None: not told.
    """

    id: str
    mode: str
    began: datetime
    day: date
    nerves_before: int | None = None
    nerves_after: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """How the replies of one drill went.

    Attributes:
        hits, misses: replies from the score of a hit on, and below.
        streak: the most hits one after another.
        hesitation: mean s before the first word; None where it was not measured.
    """

    hits: int = 0
    misses: int = 0
    streak: int = 0
    hesitation: float | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A drill, looked back on.

    Attributes:
        drill: its record.
        figures: of its replies.
        ungraded: replies that were not understood.
        before: of up to five drills before it, the latest last.
        tomorrow: how many cards come back tomorrow.
        felt: pairs of what was felt (1-5) and what was scored (0-100).
    """

    drill: DrillRecord
    figures: Figures
    ungraded: int = 0
    before: tuple[Figures, ...] = ()
    tomorrow: int = 0
    felt: tuple[tuple[int, int], ...] = ()


def encode(record: Review | DrillRecord) -> dict[str, Any]:
    """As plain JSON values."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(record).items()
    }


def decode_review(plain: object) -> Review:
    """What ``encode`` wrote.

    Raises:
        pydantic.ValidationError: not such a record.
    """
    from pydantic import TypeAdapter

    return TypeAdapter(Review).validate_python(plain)


def decode_drill(plain: object) -> DrillRecord:
    """What ``encode`` wrote.

    Raises:
        pydantic.ValidationError: not such a record.
    """
    from pydantic import TypeAdapter

    return TypeAdapter(DrillRecord).validate_python(plain)
