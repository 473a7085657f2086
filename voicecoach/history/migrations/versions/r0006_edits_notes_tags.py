"""What the caller puts on a call: words put right (the original is kept), a note, tags, a star."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _of_call(*, primary: bool = False) -> sa.Column[str]:
    """The call it belongs to, and goes with."""
    key = sa.ForeignKey("calls.id", ondelete="CASCADE")
    return sa.Column("call_id", sa.Text, key, nullable=False, primary_key=primary)


def upgrade() -> None:
    """Make the tables; there is nothing to fill them with."""
    op.create_table(
        "edits",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_call(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_index("edits_by_call", "edits", ["call_id", "number", "attempt"])
    op.create_table(
        "notes",
        _of_call(primary=True),
        sa.Column("starred", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "tags",
        _of_call(primary=True),
        sa.Column("tag", sa.Text, primary_key=True, nullable=False),
    )
    op.create_index("tags_by_tag", "tags", ["tag"])


def downgrade() -> None:
    """Drop what the step made."""
    for table in ("tags", "notes", "edits"):
        op.drop_table(table)
