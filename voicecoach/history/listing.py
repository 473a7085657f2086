"""Which calls there are: filters, orders, one row a call."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from voicecoach.history.tables import calls, findings, notes, tags, turns

MOST_VALUES = 10_000
"""In one query; SQLite's own limit is 32,766."""

_SHOWN = (
    *(calls.c.id, calls.c.local, calls.c.scenario, calls.c.title, calls.c.contact),
    *(calls.c.reached, calls.c.finished),
)
Order = Literal["newest", "oldest", "best", "worst", "call"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which calls to list; what is not set lets all through.

    Attributes:
        since, until: first and last day (by the clock where the call was held), inclusive.
        call: part of the scenario's key, its title or the contact's name.
        least, most: some reply's score is at least, at most this.
        found: key of a move or slip that some reply has.
        starred: those with a star only.
        tag: those with this tag only.
        order: newest or oldest first; by the best or the worst reply; by the call's title.
        limit: how many rows at most.
        skip: how many of the first rows to leave out.
    """

    since: date | None = None
    until: date | None = None
    call: str = ""
    least: int | None = None
    most: int | None = None
    found: str = ""
    starred: bool = False
    tag: str = ""
    order: Order = "newest"
    limit: int = 20
    skip: int = 0


class LineScore(NamedTuple):  # not a dataclass: a long list makes ten thousand of them
    """The scores of all tries at one contact line (None: not judged)."""

    number: int
    first: int | None
    best: int | None
    tries: int


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call in a list.

    Attributes:
        began: with the offset of where it was held.
        reached: whether the goal was reached; None if the call was broken off.
        finished: False if the program was ended in the middle.
        starred, tags: what the caller put on it.
    """

    id: str
    began: datetime
    scenario: str
    title: str
    contact: str
    reached: bool | None
    finished: bool
    scores: tuple[LineScore, ...]
    starred: bool = False
    tags: tuple[str, ...] = ()


def rows(connection: sa.Connection, filters: Filters) -> list[CallRow]:
    """The calls that fit, in order."""
    query = _ordered(sa.select(*_SHOWN).where(*_conditions(filters)), filters.order)
    found = connection.execute(query.limit(filters.limit).offset(filters.skip)).all()
    ids = [row.id for row in found]
    scores, tagged = _scores(connection, ids), _tags(connection, ids)
    starred = _starred(connection)
    return [
        CallRow(
            row.id,
            datetime.fromisoformat(row.local),
            row.scenario,
            row.title,
            row.contact,
            row.reached,
            row.finished,
            tuple(scores[row.id]),
            row.id in starred,
            tuple(tagged[row.id]),
        )
        for row in found
    ]


def count(connection: sa.Connection, filters: Filters) -> int:
    """How many calls fit."""
    query = sa.select(sa.func.count()).select_from(calls).where(*_conditions(filters))
    return connection.execute(query).scalar_one()


def _conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    day = sa.func.substr(calls.c.local, 1, 10)
    wanted: list[sa.ColumnElement[bool]] = []
    if filters.since:
        wanted.append(day >= filters.since.isoformat())
    if filters.until:
        wanted.append(day <= filters.until.isoformat())
    if filters.call:
        text = sa.func.lower(calls.c.scenario + "\n" + calls.c.title + "\n" + calls.c.contact)
        wanted.append(sa.func.instr(text, filters.call.lower()) > 0)
    if filters.least is not None:
        wanted.append(_some_turn(turns.c.score >= filters.least))
    if filters.most is not None:
        wanted.append(_some_turn(turns.c.score <= filters.most))
    if filters.found:
        wanted.append(
            sa.exists().where(
                findings.c.key == filters.found,
                findings.c.call_id == calls.c.id,
                findings.c.kind.in_(("move", "slip")),
            )
        )
    if filters.starred:
        wanted.append(sa.exists().where(notes.c.call_id == calls.c.id, notes.c.starred))
    if filters.tag:
        wanted.append(sa.exists().where(tags.c.call_id == calls.c.id, tags.c.tag == filters.tag))
    return wanted


def _some_turn(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(turns.c.call_id == calls.c.id, condition)


def _ordered(query: sa.Select[Any], order: Order) -> sa.Select[Any]:
    newest = (calls.c.began_us.desc(), calls.c.id.desc())
    if order == "oldest":
        return query.order_by(calls.c.began_us, calls.c.id)
    if order == "call":
        return query.order_by(calls.c.title, *newest)
    if order in ("best", "worst"):
        extreme = sa.func.max if order == "best" else sa.func.min
        score = (
            sa.select(extreme(turns.c.score)).where(turns.c.call_id == calls.c.id).scalar_subquery()
        )
        by_score = score.desc() if order == "best" else score.asc()
        return query.order_by(by_score.nulls_last(), *newest)
    return query.order_by(*newest)


def _scores(connection: sa.Connection, ids: list[str]) -> dict[str, list[LineScore]]:
    """Of each call a line each, in order."""
    columns = (turns.c.call_id, turns.c.number, turns.c.attempt, turns.c.score)
    result: dict[str, list[LineScore]] = defaultdict(list)
    for begin in range(0, len(ids), MOST_VALUES):
        some = turns.c.call_id.in_(ids[begin : begin + MOST_VALUES])
        found = connection.execute(sa.select(*columns).where(some).order_by(*columns[:3])).all()
        for call_id, number, _, score in found:
            lines = result[call_id]
            if lines and lines[-1].number == number:
                lines[-1] = _tried_again(lines[-1], score)
            else:
                lines.append(LineScore(number, score, score, 1))
    return result


def _tags(connection: sa.Connection, ids: list[str]) -> dict[str, list[str]]:
    """Of each call that has some."""
    result: dict[str, list[str]] = defaultdict(list)
    for begin in range(0, len(ids), MOST_VALUES):
        some = tags.c.call_id.in_(ids[begin : begin + MOST_VALUES])
        for row in connection.execute(sa.select(tags).where(some).order_by(tags.c.tag)):
            result[row.call_id].append(row.tag)
    return result


def _starred(connection: sa.Connection) -> set[str]:
    """Calls with a star; there are few."""
    return set(connection.execute(sa.select(notes.c.call_id).where(notes.c.starred)).scalars())


def _tried_again(before: LineScore, score: int | None) -> LineScore:
    known = [value for value in (before.best, score) if value is not None]
    return LineScore(before.number, before.first, max(known, default=None), before.tries + 1)
