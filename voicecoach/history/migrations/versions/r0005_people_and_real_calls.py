"""People in the caller's real network, and the calls to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make both tables; there is nothing to fill them with."""
    op.create_table(
        "people",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_table(
        "real_calls",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("due", sa.Text),
        sa.Column("done_us", sa.Integer),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_index("real_calls_by_person", "real_calls", ["person"])


def downgrade() -> None:
    """Drop what the step made."""
    op.drop_table("real_calls")
    op.drop_table("people")
