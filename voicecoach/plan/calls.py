"""Calls to real people: planned or held, what came of each, when to call again. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from voicecoach.plan.book import Book, Outcome
from voicecoach.plan.people import Permission, Person

if TYPE_CHECKING:
    from pydantic import TypeAdapter

EARLIEST, LATEST = timedelta(days=7), timedelta(days=14)
"""A follow-up is proposed within these; the caller may choose any other day."""
SATURDAY = 5
MOST_OVERDUE = 10
"""Days; what is later than that is not more urgent still."""


@dataclass(frozen=True, slots=True)
class RealCall:
    """One call to a person, planned or held.

    Attributes:
        id: of random letters; the calendar knows the call by it.
        person: id of whom.
        about: key of the kind of call (see the book).
        due: planned for this day; None: some time.
        at: planned for this hour of that day, on the clock where the caller is.
        done: when it was held, with the zone's offset; None: it is still to come.
        objection: key of the situation that was met; empty: none.
        outcome: key of what came of it.
        said: the "no" in their words, or what came of it.
        may_use: whether their name may be used, if that was asked in this call.
        gave: ids of the people they named.
        moved: how often it was put to another day.
    """

    id: str
    person: str
    about: str
    due: date | None = None
    at: time | None = None
    done: datetime | None = None
    objection: str = ""
    outcome: str = ""
    said: str = ""
    may_use: Permission = ""
    gave: tuple[str, ...] = ()
    moved: int = 0

    @property
    def open(self) -> bool:
        """Whether it is still to come."""
        return self.done is None


def proposed(held: date, outcome: Outcome) -> date:
    """The day on which to call again, 7 to 14 days later and never on a weekend.

    "Nobody picked up" is no call yet: that is tried again the next working day.

    Args:
        held: when the call was.
        outcome: what came of it.
    """
    day = held + timedelta(days=outcome.days)
    if outcome.again:
        return _working_day(day)
    later = _working_day(day)
    return later if later - held <= LATEST else _working_day(day, back=True)


def _working_day(day: date, *, back: bool = False) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=-1 if back else 1)
    return day


@dataclass(frozen=True, slots=True)
class Proposal:
    """One call that is worth making.

    Attributes:
        worth: the more the better; only the order means something.
        why: in words.
    """

    call: RealCall
    person: Person
    worth: float
    why: tuple[str, ...]


def ranked(
    calls: Iterable[RealCall], people: Mapping[str, Person], book: Book, today: date
) -> list[Proposal]:
    """Open calls, the one most worth doing first.

    What is due goes before what is not; then the kind of call counts, how long it is overdue,
    and whether a name may be used with it. Calls that are due later come by their day.

    Args:
        calls: all.
        people: by id.
        book: kinds of calls.
        today: the caller's day.
    """
    found = [
        _proposal(call, people[call.person], people, book, today)
        for call in calls
        if call.open and call.person in people
    ]
    return sorted(found, key=lambda one: (-one.worth, one.call.due or today, one.person.id))


def _proposal(
    call: RealCall, person: Person, people: Mapping[str, Person], book: Book, today: date
) -> Proposal:
    kind = book.kinds[call.about]
    late = (today - (call.due or today)).days
    why = [kind.name]
    worth = float(kind.worth)
    if late >= 0:
        worth += 1000 + min(late, MOST_OVERDUE)
    else:
        worth -= 100 * -late
    if call.due is not None:
        why.append(_when(late, call.due))
    giver = people.get(person.source)
    if giver is not None and giver.may_use == "yes":
        worth += 5
        why.append(f"you may say that {giver.name} sent you")
    elif giver is not None and giver.may_use == "no":
        why.append(f"without {giver.name}'s name")
    return Proposal(call, person, worth, tuple(why))


def _when(late: int, due: date) -> str:
    if late > 1:
        return f"due for {late} days"
    words = {1: "due since yesterday", 0: "due today", -1: "due tomorrow"}
    return words.get(late, f"due on {due:%a} {due.isoformat()}")


def last_contact(calls: Iterable[RealCall], person: str, book: Book) -> datetime | None:
    """When somebody was last spoken to, or their machine; None: never."""
    return max(
        (one.done for one in calls if one.person == person and one.done and not tried(one, book)),
        default=None,
    )


def tried(call: RealCall, book: Book) -> bool:
    """Whether nobody picked up: no call then, and no step towards a goal."""
    outcome = book.outcomes.get(call.outcome)
    return outcome is not None and outcome.again


def next_call(calls: Iterable[RealCall], person: str) -> RealCall | None:
    """The first call to somebody that is still to come."""
    found = [one for one in calls if one.person == person and one.open]
    return min(found, key=lambda one: (one.due or date.max, one.id), default=None)


def met(calls: Sequence[RealCall], today: date, half: int) -> dict[str, float]:
    """How much each objection was met lately, by the key of its situation.

    Args:
        calls: all.
        today: the caller's day.
        half: days after which a call counts half.
    """
    weights: dict[str, float] = {}
    for call in calls:
        if call.done is not None and call.objection:
            days = max(0, (today - call.done.date()).days)
            weights[call.objection] = weights.get(call.objection, 0.0) + 0.5 ** (days / half)
    return weights


def encode(call: RealCall) -> dict[str, Any]:
    """As plain JSON values."""
    return {
        name: value.isoformat() if isinstance(value, date | time) else value
        for name, value in {**asdict(call), "gave": list(call.gave)}.items()
    }


def decode(plain: object) -> RealCall:
    """What ``encode`` wrote.

    Raises:
        pydantic.ValidationError: not such a record.
    """
    return _codec().validate_python(plain)


@cache
def _codec() -> TypeAdapter[RealCall]:
    from pydantic import TypeAdapter

    return TypeAdapter(RealCall)
