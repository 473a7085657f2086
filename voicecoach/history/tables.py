"""The database's tables as the newest migration step leaves them (a test compares the two)."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

calls = sa.Table(
    "calls",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("began_us", sa.Integer, nullable=False),  # microseconds since 1970, UTC
    sa.Column("local", sa.Text, nullable=False),  # the same with its zone's offset, ISO 8601
    sa.Column("scenario", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("contact", sa.Text, nullable=False),
    sa.Column("reached", sa.Boolean),
    sa.Column("finished", sa.Boolean, nullable=False),
    sa.Column("data", sa.Text, nullable=False),  # the call's codec without its turns, JSON
    sa.Index("calls_by_time", "began_us", "id"),
)

turns = sa.Table(
    "turns",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("score", sa.Integer),
    sa.Column("recording", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),  # the turn's codec, JSON
    sa.Column("at_us", sa.Integer),
    # See measures.practice_day; without one (an unreliable call) a turn counts nowhere.
    sa.Column("day", sa.Text),
    sa.Column("situation", sa.Text),
    sa.Column("cold", sa.Boolean),  # the first reply of that day in that situation
    sa.Column("asked", sa.Boolean),
    sa.Column("hesitation", sa.Float),
    sa.Column("pace", sa.Float),
    sa.UniqueConstraint("call_id", "number", "attempt"),
    sa.Index("turns_by_call", "call_id", "number", "attempt", "score"),
    sa.Index("turns_by_situation", "situation", "day"),
    sa.Index(
        "turns_by_day",
        *("day", "attempt", "cold", "situation", "asked", "score", "hesitation", "pace"),
    ),
)

# First tries that count, and those in which the caller asked; kept by triggers on turns.
asked_days = sa.Table(
    "asked_days",
    metadata,
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("situation", sa.Text, primary_key=True),
    sa.Column("asked", sa.Integer, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
)

# Sums over a day's replies that count, and how many of them have a value; kept by triggers too.
day_sums = sa.Table(
    "day_sums",
    metadata,
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("replies", sa.Integer, nullable=False),
    sa.Column("cold", sa.Integer, nullable=False),  # scores of the first replies of the day
    sa.Column("colds", sa.Integer, nullable=False),
    sa.Column("score", sa.Integer, nullable=False),
    sa.Column("scores", sa.Integer, nullable=False),
    sa.Column("hesitation", sa.Float, nullable=False),
    sa.Column("hesitations", sa.Integer, nullable=False),
    sa.Column("pace", sa.Float, nullable=False),
    sa.Column("paces", sa.Integer, nullable=False),
)

findings = sa.Table(
    "findings",
    metadata,
    sa.Column("turn_id", sa.Integer, sa.ForeignKey("turns.id"), nullable=False),
    sa.Column("call_id", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),  # move, slip or missing
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("at_us", sa.Integer, nullable=False),
    sa.Index("findings_by_key", "key", "attempt", "at_us", "kind"),
    sa.Index("findings_by_call", "key", "call_id", "kind"),
    sa.Index("findings_by_turn", "turn_id"),
)

# Turns as they were before the caller put words right, the oldest being the original.
edits = sa.Table(
    "edits",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id", ondelete="CASCADE"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("data", sa.Text, nullable=False),  # the turn's codec, JSON
    sa.Index("edits_by_call", "call_id", "number", "attempt"),
)

notes = sa.Table(
    "notes",
    metadata,
    sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("starred", sa.Boolean, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
)

tags = sa.Table(
    "tags",
    metadata,
    sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("tag", sa.Text, primary_key=True),
    sa.Index("tags_by_tag", "tag"),
)

# Full-text search (FTS5) over folded words of both sides; its rowid is the turn's id. SQLAlchemy
# knows no virtual tables: the migration makes it, this only names its columns.
spoken = sa.table("spoken", sa.column("rowid"), sa.column("contact"), sa.column("reply"))
