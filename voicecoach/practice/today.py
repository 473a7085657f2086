"""What is worth doing today, how long it takes, and when the rest is caught up. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median

from voicecoach.domain.deck import DrillRecord, Review
from voicecoach.practice.cards import Day, due_now
from voicecoach.practice.deck import deck_of

USUAL_SECONDS = 30.0
"""s a card takes somebody of whom nothing is known yet."""
LATELY = 50
"""Cards by which the caller's own time is told."""
CALM = 2
"""Nerves up to this are calm enough for one step up."""


@dataclass(frozen=True, slots=True)
class Today:
    """What `voicecoach today` tells.

    Attributes:
        day: the practice day.
        due: cards that come back by today.
        new: cards never practised that today has room for.
        proposed: how many of these fit into the usual minutes.
        minutes: how long the proposed ones take, from the caller's own times.
        caught_up: the day on which the rest is done, at the same pace; None: nothing is left.
        last_day: the practice day before this one; None: never.
        done: cards graded today.
        hardest: key of the proposed card that is least sure; empty without any.
    """

    day: date
    due: int
    new: int
    proposed: int
    minutes: float
    caught_up: date | None
    last_day: date | None
    done: int
    hardest: str

    @property
    def rest(self) -> int:
        """Due cards beyond the usual minutes."""
        return max(0, self.due - self.proposed)


def look(keys: Sequence[str], log: Sequence[Review], day: Day, minutes: float) -> Today:
    """What is worth doing today.

    Args:
        keys: of the cards that there are to do daily, in their order.
        log: every grade.
        day: today, and how many new ones a day.
        minutes: the usual length of a day's practice.
    """
    deck = deck_of(log)
    due = due_now(keys, deck, day)
    new = deck.new([key for key in keys if key not in due], day.today, day.new)
    each = seconds_a_card(log)
    room = max(1, int(minutes * 60 / each))
    chosen = [*due, *new][:room]
    rest = max(0, len(due) - room)
    days = {one.day for one in log if not one.undone}
    known = [key for key in chosen if key in deck.memories]
    return Today(
        day=day.today,
        due=len(due),
        new=len(new),
        proposed=len(chosen),
        minutes=len(chosen) * each / 60,
        caught_up=day.today + timedelta(days=ceil(rest / room)) if rest else None,
        last_day=max((one for one in days if one < day.today), default=None),
        done=sum(one.day == day.today for one in log if not one.undone),
        hardest=max(known, key=lambda key: deck.memories[key].difficulty, default=""),
    )


def seconds_a_card(log: Sequence[Review]) -> float:
    """The median of the caller's latest cards, s; a usual figure where there are none."""
    lately = [one.seconds for one in log if one.seconds > 0][-LATELY:]
    return max(5.0, median(lately)) if lately else USUAL_SECONDS


def rung(ladder: Sequence[str], held: Sequence[DrillRecord]) -> str:
    """The step of the exposure ladder that is next: one up when nerves fell.

    A step is done when the caller was calmer after a drill on it than before, or calm from the
    beginning. Nothing leads down but the caller's own choice.

    Args:
        ladder: modes, the easiest first; at least one.
        held: every drill, in the order of time.
    """
    done = {drill.mode for drill in held if _eased(drill)}
    return next((mode for mode in ladder if mode not in done), ladder[-1])


def _eased(drill: DrillRecord) -> bool:
    before, after = drill.nerves_before, drill.nerves_after
    return after is not None and (after <= CALM or (before is not None and after < before))
