"""Replies whose words the caller put right: what was there before is kept and can come back."""

from __future__ import annotations

import json
from dataclasses import replace

import sqlalchemy as sa

from voicecoach.domain.turn import Turn, decode_turn, encode_turn
from voicecoach.errors import StorageError
from voicecoach.history.store import Store
from voicecoach.history.tables import edits, turns

Place = tuple[int, int]
"""Number and attempt of a turn."""


def put(store: Store, call_id: str, before: Turn, after: Turn) -> None:
    """Keep a turn in place of another; both or neither are on the disk.

    Raises:
        StorageError: it could not be kept.
    """
    with store.writing() as connection:
        values = {
            "call_id": call_id,
            "number": before.number,
            "attempt": before.attempt,
            "data": json.dumps(encode_turn(before)),
        }
        connection.execute(edits.insert().values(values))
        store.put_turn(connection, call_id, after)


def undo(store: Store, call_id: str, place: Place | None = None) -> tuple[Turn, Turn]:
    """Take the latest edit back.

    Args:
        store: the history.
        call_id: a whole id.
        place: of the turn; None: the one that was edited latest.

    Returns:
        the turn as it was until now, and as it is again.

    Raises:
        StorageError: nothing was edited, or it could not be kept.
    """
    query = sa.select(edits).where(edits.c.call_id == call_id)
    if place is not None:
        query = query.where(edits.c.number == place[0], edits.c.attempt == place[1])
    with store.writing() as connection:
        row = connection.execute(query.order_by(edits.c.id.desc()).limit(1)).first()
        if row is None:
            raise StorageError("Nothing was put right here.", "See: voicecoach review")
        now = decode_turn(
            json.loads(
                connection.execute(
                    sa.select(turns.c.data).where(
                        turns.c.call_id == call_id,
                        turns.c.number == row.number,
                        turns.c.attempt == row.attempt,
                    )
                ).scalar_one()
            )
        )
        old = decode_turn(json.loads(row.data))
        # Its sound may have been removed since, or saved only after a killed program.
        again = replace(old, reply=replace(old.reply, recording=now.reply.recording))
        store.put_turn(connection, call_id, again)
        connection.execute(edits.delete().where(edits.c.id == row.id))
    return now, again


def places(store: Store, call_id: str) -> set[Place]:
    """The turns of a call that were put right."""
    query = sa.select(edits.c.number, edits.c.attempt).where(edits.c.call_id == call_id)
    with store.reading() as connection:
        return {(row.number, row.attempt) for row in connection.execute(query)}
