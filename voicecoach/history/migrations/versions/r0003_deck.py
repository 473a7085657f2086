"""Drills, and the log of graded replies that the deck is computed from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make both tables; there is nothing to fill them with."""
    op.create_table(
        "drills",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("began_us", sa.Integer, nullable=False),
        sa.Column("local", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("nerves_before", sa.Integer),
        sa.Column("nerves_after", sa.Integer),
    )
    op.create_index("drills_by_time", "drills", ["began_us", "id"])
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer, primary_key=True),
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
    )
    op.create_index("reviews_by_drill", "reviews", ["drill"])


def downgrade() -> None:
    """Drop what the step made."""
    op.drop_table("reviews")
    op.drop_table("drills")
