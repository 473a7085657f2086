"""What is summed up of a practice day's replies, a row a day: progress need not read all turns.

Kept by the database itself (triggers), as ``asked_days`` is.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# Each sum of a day, and what a turn adds to it.
SUMS = {
    "replies": "1",
    "cold": "CASE WHEN {row}cold THEN ifnull({row}score, 0) ELSE 0 END",
    "colds": "CASE WHEN {row}cold THEN {row}score IS NOT NULL ELSE 0 END",
    "score": "ifnull({row}score, 0)",
    "scores": "({row}score IS NOT NULL)",
    "hesitation": "ifnull({row}hesitation, 0)",
    "hesitations": "({row}hesitation IS NOT NULL)",
    "pace": "ifnull({row}pace, 0)",
    "paces": "({row}pace IS NOT NULL)",
}
REAL = ("hesitation", "pace")


def _added(row: str) -> str:
    return ", ".join(what.format(row=row) for what in SUMS.values())


ADD = (
    f"INSERT INTO day_sums (day, {', '.join(SUMS)})"
    f" SELECT new.day, {_added('new.')} WHERE new.day IS NOT NULL"
    " ON CONFLICT (day) DO UPDATE SET "
    f"{', '.join(f'{name} = {name} + excluded.{name}' for name in SUMS)};"
)
TAKEN = ", ".join(f"{name} = {name} - {what.format(row='old.')}" for name, what in SUMS.items())
TAKE = (
    f"UPDATE day_sums SET {TAKEN} WHERE day = old.day;"  # noqa: S608 - names from above alone
    " DELETE FROM day_sums WHERE day = old.day AND replies = 0;"
)


def upgrade() -> None:
    """Make the table, fill it, and have it kept."""
    op.create_table(
        "day_sums",
        sa.Column("day", sa.Text, primary_key=True, nullable=False),
        *(
            sa.Column(name, sa.Float if name in REAL else sa.Integer, nullable=False)
            for name in SUMS
        ),
    )
    sums = ", ".join(f"sum({what.format(row='')})" for what in SUMS.values())
    every = f"INSERT INTO day_sums SELECT day, {sums} FROM turns"  # noqa: S608 - as above
    op.execute(f"{every} WHERE day IS NOT NULL GROUP BY day")
    op.execute(f"CREATE TRIGGER day_added AFTER INSERT ON turns BEGIN {ADD} END")
    op.execute(f"CREATE TRIGGER day_taken AFTER DELETE ON turns BEGIN {TAKE} END")
    op.execute(
        "CREATE TRIGGER day_changed AFTER UPDATE OF day, cold, score, hesitation, pace ON turns"
        f" BEGIN {TAKE} {ADD} END"
    )


def downgrade() -> None:
    """Drop what the step made."""
    for trigger in ("day_added", "day_taken", "day_changed"):
        op.execute(f"DROP TRIGGER {trigger}")
    op.drop_table("day_sums")
