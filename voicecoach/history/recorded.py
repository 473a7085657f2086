"""Replies whose sound is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence

import sqlalchemy as sa

from voicecoach.domain.turn import Turn, decode_turn
from voicecoach.history.tables import turns


def latest_recorded(connection: sa.Connection, most: int) -> Sequence[Turn]:
    """The latest turns with sound and a score, of calls that were understood, the latest first."""
    query = (
        sa.select(turns.c.data)
        .where(turns.c.recording != "", turns.c.score.is_not(None), turns.c.day.is_not(None))
        .order_by(turns.c.id.desc())
        .limit(most)
    )
    return [decode_turn(json.loads(data)) for data in connection.execute(query).scalars()]
