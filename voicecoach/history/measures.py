"""Moments as the database keeps them. Pure."""

from __future__ import annotations

from datetime import datetime


def microseconds(at: datetime) -> int:
    """Since 1970, UTC: what moments are sorted by."""
    return round(at.timestamp() * 1_000_000)
