"""Figures for progress as columns, what was found in each reply, and search over both sides.

Earlier turns are read from their JSON as it was written then; the step names no class of the
program, so that it works the same for ever.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

COLUMNS = (
    ("at_us", sa.Integer),
    ("day", sa.Text),
    ("situation", sa.Text),
    ("cold", sa.Boolean),
    ("asked", sa.Boolean),
    ("hesitation", sa.Float),
    ("pace", sa.Float),
)


def upgrade() -> None:
    """Add the columns and tables, then fill them."""
    for name, kind in COLUMNS:
        op.add_column("turns", sa.Column(name, kind))
    op.create_index(
        "turns_by_day",
        "turns",
        ["day", "attempt", "cold", "situation", "asked", "score", "hesitation", "pace"],
    )
    op.create_index("turns_by_situation", "turns", ["situation", "day"])
    op.create_table(
        "findings",
        sa.Column("turn_id", sa.Integer, sa.ForeignKey("turns.id"), nullable=False),
        sa.Column("call_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("at_us", sa.Integer, nullable=False),
    )
    op.create_index("findings_by_key", "findings", ["key", "attempt", "at_us", "kind"])
    op.create_index("findings_by_call", "findings", ["key", "call_id", "kind"])
    op.create_index("findings_by_turn", "findings", ["turn_id"])
    op.create_index("turns_by_call", "turns", ["call_id", "number", "attempt", "score"])
    op.execute("CREATE VIRTUAL TABLE spoken USING fts5(contact, reply, prefix = '2 3')")
    _fill(op.get_bind())


def downgrade() -> None:
    """Drop what the step made."""
    op.execute("DROP TABLE spoken")
    op.drop_table("findings")
    for index in ("turns_by_call", "turns_by_situation", "turns_by_day"):
        op.drop_index(index, "turns")
    for name, _ in COLUMNS:
        op.drop_column("turns", name)


def _fill(bind: sa.Connection) -> None:
    from voicecoach.scoring.text import fold  # what search folds with, now and then

    rows = bind.execute(sa.text("SELECT id, call_id, data FROM turns ORDER BY id")).all()
    turns = sorted(
        ((row.id, row.call_id, json.loads(row.data)) for row in rows),
        key=lambda row: _us(row[2]["at"]),
    )
    seen: set[tuple[str, str]] = set()
    for row_id, call_id, turn in turns:
        values = _figures(turn, seen)
        sets = ", ".join(f"{name} = :{name}" for name in values)
        bind.execute(
            sa.text(f"UPDATE turns SET {sets} WHERE id = :id"),  # noqa: S608 - our own names
            {**values, "id": row_id},
        )
        _fill_findings(bind, row_id, call_id, turn)
        bind.execute(
            sa.text("INSERT INTO spoken (rowid, contact, reply) VALUES (:id, :contact, :reply)"),
            {
                "id": row_id,
                "contact": fold(turn["line"]["text"]),
                "reply": fold(turn["reply"]["text"]),
            },
        )


def _figures(turn: dict[str, Any], seen: set[tuple[str, str]]) -> dict[str, Any]:
    at = datetime.fromisoformat(turn["at"])
    day = (at.replace(tzinfo=None) - timedelta(hours=4)).date().isoformat()
    situation = turn["line"]["situation"]
    cold = (situation, day) not in seen
    seen.add((situation, day))
    return {
        "at_us": _us(turn["at"]),
        "day": day,
        "situation": situation,
        "cold": cold,
        "asked": (turn["verdict"] or {}).get("asked"),
        "hesitation": turn["reply"]["hesitation"],
        "pace": _pace(turn["reply"]),
    }


def _fill_findings(bind: sa.Connection, row_id: int, call_id: str, turn: dict[str, Any]) -> None:
    verdict = turn["verdict"] or {}
    found = [("move", item["key"]) for item in verdict.get("moves", [])]
    found += [("slip", item["key"]) for item in verdict.get("slips", [])]
    found += [("missing", key) for key in verdict.get("missing", [])]
    for kind, key in dict.fromkeys(found):
        bind.execute(
            sa.text("INSERT INTO findings VALUES (:turn, :call, :kind, :key, :attempt, :at)"),
            {
                "turn": row_id,
                "call": call_id,
                "kind": kind,
                "key": key,
                "attempt": turn["attempt"],
                "at": _us(turn["at"]),
            },
        )


def _us(moment: str) -> int:
    return round(datetime.fromisoformat(moment).timestamp() * 1_000_000)


def _pace(reply: dict[str, Any]) -> float | None:
    segments = (reply["transcript"] or {"segments": []})["segments"]
    words = [word for segment in segments for word in segment["words"]]
    if len(words) < 8 or words[-1]["end"] <= words[0]["start"]:
        return None
    return float(60 * len(words) / (words[-1]["end"] - words[0]["start"]))
