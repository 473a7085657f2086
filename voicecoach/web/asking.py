"""What stands in the address of a page, checked: a wrong value is told, never an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast, get_args

from voicecoach.history.listing import Filters, Order
from voicecoach.history.marks import tidied_tag

MANY, MOST = 50, 200
"""Calls shown on a page, and at most."""
FURTHEST = 1_000_000
"""Calls that can be left out before them."""
LONGEST = 1000
"""Characters of a search."""


@dataclass(slots=True)
class Asked:
    """Reads values; what is wrong with them is collected.

    Args:
        given: names and values, as in the address.
    """

    given: Mapping[str, str]
    complaints: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        """A text; empty if it is not there."""
        return self.given.get(name, "").replace("\0", " ").strip()[:LONGEST]

    def number(self, name: str, lowest: int, highest: int) -> int | None:
        """A whole number; None if it is not there or wrong."""
        text = self.text(name)
        if not text:
            return None
        if text.isascii() and text.isdecimal() and lowest <= int(text[:9]) <= highest:
            return int(text[:9])
        self.complaints.append(f"“{text[:20]}” is no number from {lowest} to {highest}.")
        return None

    def day(self, name: str) -> date | None:
        """A day; None if it is not there or wrong."""
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.complaints.append(f"“{text[:20]}” is no day like 2026-11-30.")
            return None

    def order(self) -> Order:
        """How a list is sorted."""
        text = self.text("sort")
        return cast("Order", text) if text in get_args(Order) else "newest"

    def filters(self) -> Filters:
        """Which calls to list."""
        return Filters(
            since=self.day("from"),
            until=self.day("to"),
            call=self.text("call"),
            least=self.number("least", 0, 100),
            most=self.number("most", 0, 100),
            found=self.text("move"),
            starred=self.text("starred") == "yes",
            tag=tidied_tag(self.text("tag")),
            order=self.order(),
            limit=self.number("limit", 1, MOST) or MANY,
            skip=self.number("skip", 0, FURTHEST) or 0,
        )
