"""Sums over the whole history, a row a day, computed inside the database."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from voicecoach.domain.turn import decode_turn
from voicecoach.history.tables import asked_days, day_sums, turns
from voicecoach.scoring.delivery import Calm, calm_of

CALM_REPLIES = 40
"""Newest replies that are looked at: habits change, and a minute is spoken in some ten."""

_LATEST = sa.text(
    """
    SELECT kind FROM findings WHERE key = :key AND attempt = 1 AND kind IN ('move', 'missing')
    AND EXISTS (SELECT 1 FROM turns WHERE turns.id = turn_id AND day IS NOT NULL)
    ORDER BY at_us DESC LIMIT :most
    """
)


@dataclass(frozen=True, slots=True)
class Sum:
    """Something added up.

    Attributes:
        total: the sum; ``count`` values went into it.
    """

    total: float = 0.0
    count: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.total + other.total, self.count + other.count)

    @property
    def mean(self) -> float | None:
        """None of nothing."""
        return self.total / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Day:
    """One practice day.

    Attributes:
        asked: first tries at a "no" (count), and in how many the caller asked (total).
        cold: scores of the first reply of the day in each situation.
        warm: scores of all others.
        hesitation: s.
        pace: words a minute.
    """

    day: date
    asked: Sum
    cold: Sum
    warm: Sum
    hesitation: Sum
    pace: Sum


def asked_before(connection: sa.Connection, noes: Collection[str], day: date) -> Sum:
    """First tries at a "no" before a day: all of them (count), and where the caller asked (total).

    Args:
        connection: reading.
        noes: situations in which the advice is to ask for something.
        day: the first one that does not count.
    """
    columns = asked_days.c
    query = sa.select(sa.func.sum(columns.asked), sa.func.sum(columns.tries)).where(
        columns.day < day.isoformat(), columns.situation.in_(sorted(noes))
    )
    total, count = connection.execute(query).one()
    return Sum(float(total or 0), int(count or 0))


def calm(connection: sa.Connection, noes: Collection[str], but: str) -> Calm | None:
    """How the caller speaks where nothing is refused; None: too little of it was kept.

    Args:
        connection: reading.
        noes: situations in which something is refused.
        but: a call that is to be compared, and does not count itself.
    """
    columns = turns.c
    query = sa.select(columns.data).where(
        columns.day.is_not(None), columns.pace.is_not(None), columns.call_id != but,
        columns.situation.not_in(sorted(noes)),
    )  # fmt: skip
    newest = query.order_by(columns.day.desc(), columns.id.desc()).limit(CALM_REPLIES)
    replies = (decode_turn(json.loads(row)).reply for row in connection.execute(newest).scalars())
    return calm_of(reply.transcript for reply in replies if reply.transcript is not None)


def days(connection: sa.Connection, noes: Collection[str], since: date) -> list[Day]:
    """The practice days from ``since`` on, oldest first.

    Args:
        connection: reading.
        noes: situations in which the advice is to ask for something.
        since: the first one.
    """
    columns, asks = day_sums.c, asked_days.c
    asked = (
        sa.select(asks.day, sa.func.sum(asks.asked), sa.func.sum(asks.tries))
        .where(asks.day >= since.isoformat(), asks.situation.in_(sorted(noes)))
        .group_by(asks.day)
    )
    asked_on = {day: Sum(float(total), count) for day, total, count in connection.execute(asked)}
    query = sa.select(
        *(columns.day, columns.cold, columns.colds, columns.score, columns.scores),
        *(columns.hesitation, columns.hesitations, columns.pace, columns.paces),
    ).where(columns.day >= since.isoformat())
    rows = connection.execute(query.order_by(columns.day))
    return [_day(day, asked_on.get(day, Sum()), *sums) for day, *sums in rows]


def _day(day: str, asked: Sum, *sums: float) -> Day:
    pairs = [Sum(sums[n], int(sums[n + 1])) for n in range(0, len(sums), 2)]
    cold, every, hesitation, pace = pairs
    warm = Sum(every.total - cold.total, every.count - cold.count)
    return Day(date.fromisoformat(day), asked, cold, warm, hesitation, pace)


def latest(connection: sa.Connection, keys: Iterable[str], most: int) -> dict[str, list[bool]]:
    """How the latest first tries went, move by move.

    Args:
        connection: reading.
        keys: of the moves.
        most: occasions to look back.

    Returns:
        for each move, newest first, whether it was made (else it was prescribed and missing).
    """
    return {
        key: [
            kind == "move"
            for kind in connection.execute(_LATEST, {"key": key, "most": most}).scalars()
        ]
        for key in keys
    }
