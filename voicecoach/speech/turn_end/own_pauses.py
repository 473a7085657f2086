"""How long this caller pauses inside replies. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

USUAL = 0.75
"""s: half of the pauses inside a reply are shorter, in planned and in published ones."""

WEIGHT = 0.15
"""Of a new pause in the average: some ten pauses are remembered."""

ENOUGH = 5
"""Pauses below which the average says nothing."""

LEAST, MOST = 0.9, 1.5
"""The factor's bounds: nobody is cut off for speaking fast, nobody waits for ever."""

CUTS, AFTER_CUTS = 2, 1.35
"""Wrong cuts in a session after which every pause may be longer, and how much."""


@dataclass(frozen=True, slots=True)
class OwnPauses:
    """What is known of one caller.

    Attributes:
        mean: s, the newest ones count most.
        count: pauses it was made of.
        cuts: times the caller was not finished when a reply was said to be over, this session.
    """

    mean: float = USUAL
    count: int = 0
    cuts: int = 0

    @classmethod
    def of(cls, pauses: Iterable[float]) -> OwnPauses:
        """From earlier sessions.

        Args:
            pauses: s each, the oldest first.
        """
        own = cls()
        for seconds in pauses:
            own = own.after(seconds)
        return own

    def after(self, seconds: float) -> OwnPauses:
        """With another pause, after which the reply went on."""
        mean = self.mean + WEIGHT * (seconds - self.mean)
        return OwnPauses(mean, self.count + 1, self.cuts)

    def after_cut(self) -> OwnPauses:
        """After the caller was cut off."""
        return OwnPauses(self.mean, self.count, self.cuts + 1)

    @property
    def wants_more(self) -> bool:
        """Whether the caller was cut off so often that patience grows by itself."""
        return self.cuts >= CUTS

    @property
    def factor(self) -> float:
        """By how much pauses may be longer for this caller."""
        known = max(LEAST, min(MOST, self.mean / USUAL)) if self.count >= ENOUGH else 1.0
        return known * AFTER_CUTS if self.wants_more else known
