"""Keeps the log of graded replies and the drills. Every method is one short transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from voicecoach.domain.deck import DrillRecord, Review
from voicecoach.domain.turn import Turn, decode_turn
from voicecoach.errors import StorageError
from voicecoach.history.database import Database
from voicecoach.history.measures import microseconds
from voicecoach.history.rows import writable
from voicecoach.history.tables import metadata, turns

KEY = "$.line.key"
"""Where a turn's record names its card."""

drills = sa.Table(
    "drills",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("mode", sa.Text, nullable=False),
    sa.Column("began_us", sa.Integer, nullable=False),  # microseconds since 1970, UTC
    sa.Column("local", sa.Text, nullable=False),  # the same with its zone's offset, ISO 8601
    sa.Column("day", sa.Text, nullable=False),
    sa.Column("nerves_before", sa.Integer),
    sa.Column("nerves_after", sa.Integer),
    sa.Index("drills_by_time", "began_us", "id"),
)

reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),  # the order of the log, whatever the clock
    sa.Column("drill", sa.Text, nullable=False),
    sa.Column("card", sa.Text, nullable=False),
    sa.Column("at_us", sa.Integer, nullable=False),
    sa.Column("local", sa.Text, nullable=False),
    sa.Column("day", sa.Text, nullable=False),
    sa.Column("wording", sa.Text, nullable=False),
    sa.Column("grade", sa.Integer, nullable=False),
    sa.Column("by_rule", sa.Integer, nullable=False),
    sa.Column("score", sa.Integer, nullable=False),
    sa.Column("hesitation", sa.Float),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("felt", sa.Integer),
    sa.Column("undone", sa.Boolean, nullable=False),
    sa.Index("reviews_by_drill", "drill"),
)


class DeckStore:
    """The deck in the history.

    Args:
        database: of the open history.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def close(self) -> None:
        """Give the database back; harmless when called twice."""
        self._database.close()

    def add(self, made: Review) -> Review:
        """Append a graded reply to the log; returned with its number.

        Raises:
            StorageError: it could not be kept.
        """
        with self._database.writing() as connection:
            number = connection.execute(reviews.insert().values(_review_row(made))).lastrowid
        return replace(made, number=int(number or 0))

    def change(self, made: Review) -> None:
        """Correct a grade or take it back, in its place in the log.

        Raises:
            StorageError: it is not in the log, or could not be kept.
        """
        with self._database.writing() as connection:
            values = _review_row(made)
            done = connection.execute(
                reviews.update().where(reviews.c.id == made.number).values(values)
            )
            if done.rowcount != 1:
                raise StorageError(f"There is no grade number {made.number} to change.")

    def put_drill(self, drill: DrillRecord) -> None:
        """Keep a drill, or what changed in it.

        Raises:
            StorageError: it could not be kept.
        """
        with self._database.writing() as connection:
            _put_drill(connection, drill)

    def log(self) -> Sequence[Review]:
        """Every graded reply, also those taken back, in the order they were given."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(reviews).order_by(reviews.c.id)).all()
        return [_review(row) for row in rows]

    def drills(self) -> Sequence[DrillRecord]:
        """Every drill, in the order they began."""
        query = sa.select(drills).order_by(drills.c.began_us, drills.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [_drill(row) for row in rows]

    def recorded(self, card: str) -> Sequence[Turn]:
        """The turns on a card whose sound is kept, in the order of time."""
        query = (
            sa.select(turns.c.data)
            .where(turns.c.recording != "", sa.func.json_extract(turns.c.data, KEY) == card)
            .order_by(turns.c.at_us, turns.c.id)
        )
        with self._database.reading() as connection:
            found = connection.execute(query).scalars().all()
        return [decode_turn(json.loads(data)) for data in found]

    def take_in(self, log: Iterable[Review], held: Iterable[DrillRecord]) -> int:
        """Add what is not there yet, in the order of time; all of it or nothing.

        Args:
            log: graded replies; one of the same drill, card and moment is the same one.
            held: their drills.

        Returns:
            how many graded replies were new.

        Raises:
            StorageError: they could not be kept.
        """
        with self._database.writing() as connection:
            rows = connection.execute(sa.select(reviews).order_by(reviews.c.id)).all()
            there = [_review(row) for row in rows]
            known = {_same(made) for made in there}
            fresh = [made for made in log if _same(made) not in known]
            for drill in held:
                _put_drill(connection, drill)
            if fresh and there:
                # The deck is computed in the log's order: put the two together by their moments.
                connection.execute(reviews.delete())
                fresh = sorted([*there, *fresh], key=lambda made: microseconds(made.at))
                connection.execute(reviews.insert(), [_review_row(made) for made in fresh])
                return len(fresh) - len(there)
            if fresh:
                connection.execute(reviews.insert(), [_review_row(made) for made in fresh])
            return len(fresh)


def _same(made: Review) -> tuple[str, str, int]:
    return made.drill, made.card, microseconds(made.at)


def _put_drill(connection: sa.Connection, drill: DrillRecord) -> None:
    values = {
        "id": drill.id,
        "mode": drill.mode,
        "began_us": microseconds(drill.began),
        "local": drill.began.isoformat(),
        "day": drill.day.isoformat(),
        "nerves_before": drill.nerves_before,
        "nerves_after": drill.nerves_after,
    }
    there = connection.execute(sa.select(drills.c.id).where(drills.c.id == drill.id)).first()
    if there is None:
        connection.execute(drills.insert().values(values))
    else:
        connection.execute(drills.update().where(drills.c.id == drill.id).values(values))


def _review_row(made: Review) -> dict[str, Any]:
    return {
        "drill": made.drill,
        "card": made.card,
        "at_us": microseconds(made.at),
        "local": made.at.isoformat(),
        "day": made.day.isoformat(),
        "wording": writable(made.wording),
        "grade": made.grade,
        "by_rule": made.by_rule,
        "score": made.score,
        "hesitation": made.hesitation,
        "seconds": made.seconds,
        "felt": made.felt,
        "undone": made.undone,
    }


def _review(row: Any) -> Review:
    return Review(
        drill=row.drill,
        card=row.card,
        at=datetime.fromisoformat(row.local),
        day=date.fromisoformat(row.day),
        wording=row.wording,
        grade=row.grade,
        by_rule=row.by_rule,
        score=row.score,
        hesitation=row.hesitation,
        seconds=row.seconds,
        felt=row.felt,
        undone=bool(row.undone),
        number=row.id,
    )


def _drill(row: Any) -> DrillRecord:
    return DrillRecord(
        id=row.id,
        mode=row.mode,
        began=datetime.fromisoformat(row.local),
        day=date.fromisoformat(row.day),
        nerves_before=row.nerves_before,
        nerves_after=row.nerves_after,
    )
