"""Calls and their turns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "calls",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("began_us", sa.Integer, nullable=False),
        sa.Column("local", sa.Text, nullable=False),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("reached", sa.Boolean),
        sa.Column("finished", sa.Boolean, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_index("calls_by_time", "calls", ["began_us", "id"])
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("score", sa.Integer),
        sa.Column("recording", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.UniqueConstraint("call_id", "number", "attempt"),
    )


def downgrade() -> None:
    """There is nothing before it."""
    op.drop_table("turns")
    op.drop_table("calls")
