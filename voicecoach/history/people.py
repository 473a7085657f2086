"""Keeps people and the real calls to them. Every method is one short transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from voicecoach.history.database import Database
from voicecoach.history.measures import microseconds
from voicecoach.history.rows import writable
from voicecoach.history.tables import metadata
from voicecoach.plan import calls as calls_module
from voicecoach.plan import people as people_module
from voicecoach.plan.calls import RealCall
from voicecoach.plan.people import Person

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),  # the person's codec, JSON
)

real_calls = sa.Table(
    "real_calls",  # `calls` are the rehearsed ones
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("due", sa.Text),
    sa.Column("done_us", sa.Integer),  # microseconds since 1970, UTC; none: still to come
    sa.Column("data", sa.Text, nullable=False),  # the call's codec, JSON
    sa.Index("real_calls_by_person", "person"),
)


class PeopleStore:
    """People and real calls in the history.

    Args:
        database: of the open history.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def close(self) -> None:
        """Give the database back; harmless when called twice."""
        self._database.close()

    def read(self) -> tuple[Sequence[Person], Sequence[RealCall]]:
        """Everybody in the order they were added, and all calls by their day."""
        with self._database.reading() as connection:
            there = connection.execute(sa.select(people.c.data).order_by(people.c.id)).scalars()
            found = [people_module.decode(json.loads(data)) for data in there.all()]
            order = (real_calls.c.done_us, real_calls.c.due, real_calls.c.id)
            query = sa.select(real_calls.c.data).order_by(*order)
            calls = [
                calls_module.decode(json.loads(data))
                for data in connection.execute(query).scalars().all()
            ]
        return sorted(found, key=lambda one: microseconds(one.added)), calls

    def keep(self, who: Iterable[Person] = (), calls: Iterable[RealCall] = ()) -> None:
        """Keep people and calls, new ones or what changed in them; all of it or nothing.

        Raises:
            StorageError: they could not be kept.
        """
        with self._database.writing() as connection:
            for person in who:
                _put(connection, people, _person_row(person))
            for call in calls:
                _put(connection, real_calls, _call_row(call))

    def remove(self, person: str) -> None:
        """Forget somebody with all calls to them; nothing of them is left in the two tables.

        Raises:
            StorageError: they could not be removed.
        """
        with self._database.writing() as connection:
            connection.execute(real_calls.delete().where(real_calls.c.person == person))
            for data in connection.execute(sa.select(people.c.data)).scalars().all():
                other = people_module.decode(json.loads(data))
                if other.source == person:
                    _put(connection, people, _person_row(replace(other, source="")))
            for data in connection.execute(sa.select(real_calls.c.data)).scalars().all():
                call = calls_module.decode(json.loads(data))
                if person in call.gave:
                    left = tuple(one for one in call.gave if one != person)
                    _put(connection, real_calls, _call_row(replace(call, gave=left)))
            connection.execute(people.delete().where(people.c.id == person))
        self._database.outside_transactions("VACUUM")

    def drop_call(self, call: str) -> None:
        """Forget one call.

        Raises:
            StorageError: it could not be removed.
        """
        with self._database.writing() as connection:
            connection.execute(real_calls.delete().where(real_calls.c.id == call))


def _put(connection: sa.Connection, table: sa.Table, values: dict[str, Any]) -> None:
    same = table.c.id == values["id"]
    if connection.execute(sa.select(table.c.id).where(same)).first() is None:
        connection.execute(table.insert().values(values))
    else:
        connection.execute(table.update().where(same).values(values))


def _person_row(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": writable(person.name),
        "data": json.dumps(people_module.encode(person)),
    }


def _call_row(call: RealCall) -> dict[str, Any]:
    return {
        "id": call.id,
        "person": call.person,
        "due": call.due.isoformat() if call.due else None,
        "done_us": microseconds(call.done) if call.done else None,
        "data": json.dumps(calls_module.encode(call)),
    }
