"""This week's goals: whom the advice says to call, and how far the caller is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from voicecoach.plan.book import Book, Kind
from voicecoach.plan.calls import RealCall, tried
from voicecoach.plan.people import Person

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the week's goals.

    Attributes:
        kind: of the calls that serve it.
        words: what it is.
        done: calls held this week.
        wanted: calls it takes; 0: there is nobody to call.
        left: ids of the people who are still to be called for it, the earliest day first.
    """

    kind: str
    words: str
    done: int
    wanted: int
    left: tuple[str, ...]

    @property
    def reached(self) -> bool:
        """Whether there is nothing left to do for it."""
        return self.done >= self.wanted


@dataclass(frozen=True, slots=True)
class Week:
    """A week, looked at on one of its days.

    Attributes:
        monday: its first day.
        goals: in the order of the advice.
        met: people who were added to the network this week.
        held: calls held this week.
    """

    monday: date
    goals: tuple[Goal, ...]
    met: tuple[str, ...]
    held: int


def week(people: Mapping[str, Person], calls: Iterable[RealCall], book: Book, today: date) -> Week:
    """The goals with their progress.

    What is to be called on a day after Sunday is not this week's. Tries at which nobody picked up
    are no calls.

    Args:
        people: by id.
        calls: all.
        book: kinds of calls and their goals.
        today: the caller's day.
    """
    monday = today - timedelta(days=today.weekday())
    listed = [call for call in calls if call.person in people]
    held = [call for call in listed if call.done and _in_week(call.done.date(), monday)]
    held = [call for call in held if not tried(call, book)]
    todo = [call for call in listed if call.open and (call.due or today) < monday + WEEK]
    goals = [_goal(kind, held, todo, today) for kind in book.kinds.values() if kind.goal]
    met = [one.id for one in people.values() if _in_week(one.added.date(), monday)]
    return Week(monday, tuple(goals), tuple(met), len(held))


def _in_week(day: date, monday: date) -> bool:
    return monday <= day < monday + WEEK


def _goal(kind: Kind, held: list[RealCall], todo: list[RealCall], today: date) -> Goal:
    done = sum(call.about == kind.key for call in held)
    own = [call for call in todo if call.about == kind.key]
    left = tuple(
        dict.fromkeys(
            call.person for call in sorted(own, key=lambda one: (one.due or today, one.person))
        )
    )
    return Goal(kind.key, kind.goal, done, kind.target or done + len(left), left)
