"""How often the caller asked, a row a practice day and situation: progress need not read all turns.

Kept by the database itself (triggers), so that no writer can forget it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ADD = """
    INSERT INTO asked_days (day, situation, asked, tries)
    SELECT {row}.day, {row}.situation, {row}.asked, 1 {where}
    ON CONFLICT (day, situation)
    DO UPDATE SET asked = asked + excluded.asked, tries = tries + 1;
"""
TAKE = """
    UPDATE asked_days SET asked = asked - old.asked, tries = tries - 1
    WHERE day = old.day AND situation = old.situation AND {counts};
    DELETE FROM asked_days WHERE day = old.day AND situation = old.situation AND tries = 0;
"""
COUNTS = (
    "{row}.attempt = 1 AND {row}.day IS NOT NULL AND {row}.situation IS NOT NULL"
    " AND {row}.asked IS NOT NULL"
)


def upgrade() -> None:
    """Make the table, fill it, and have it kept."""
    op.create_table(
        "asked_days",
        sa.Column("day", sa.Text, primary_key=True, nullable=False),
        sa.Column("situation", sa.Text, primary_key=True, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
    )
    every = "INSERT INTO asked_days SELECT day, situation, sum(asked), count(*) FROM turns"
    op.execute(f"{every} WHERE {COUNTS.format(row='turns')} GROUP BY day, situation")
    add = ADD.format(row="new", where=f"WHERE {COUNTS.format(row='new')}")
    take = TAKE.format(counts=COUNTS.format(row="old"))
    op.execute(f"CREATE TRIGGER asked_added AFTER INSERT ON turns BEGIN {add} END")
    op.execute(f"CREATE TRIGGER asked_taken AFTER DELETE ON turns BEGIN {take} END")
    op.execute(
        "CREATE TRIGGER asked_changed AFTER UPDATE OF day, situation, asked, attempt ON turns"
        f" BEGIN {take} {add} END"
    )


def downgrade() -> None:
    """Drop what the step made."""
    for trigger in ("asked_added", "asked_taken", "asked_changed"):
        op.execute(f"DROP TRIGGER {trigger}")
    op.drop_table("asked_days")
