"""Where the bars of a chart stand. Pure; the figures are those of ``progress``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 360, 170
_LEFT, _TOP, _BOTTOM = 28, 14, 22
_GAP = 0.25
"""Share of a bar's place that stays empty on either side."""
_LABELS = 8
"""More of them would touch."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One value.

    Attributes:
        x, y, width, height: in the chart's own units.
        middle: of its place, for the label.
        label: below it; empty where there is no room.
        value: above it; empty where there is none.
    """

    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from 0 to 100.

    Attributes:
        lines: heights of the help lines with what they stand for.
        base: height of the axis.
    """

    bars: tuple[Bar, ...]
    lines: tuple[tuple[float, int], ...]
    base: float
    width: int = WIDTH
    height: int = HEIGHT


def chart(values: Sequence[tuple[str, int | None]]) -> Chart:
    """A bar a value.

    Args:
        values: label and value (0–100; None: there is none).
    """
    base, room = HEIGHT - _BOTTOM, HEIGHT - _BOTTOM - _TOP
    place = (WIDTH - _LEFT) / max(1, len(values))
    every = -(-len(values) // _LABELS)
    bars = []
    for number, (label, value) in enumerate(values):
        height = room * max(0, min(100, value or 0)) / 100
        left = _LEFT + number * place
        bars.append(
            Bar(
                x=round(left + place * _GAP, 1),
                y=round(base - height, 1),
                width=round(place * (1 - 2 * _GAP), 1),
                height=round(height, 1),
                middle=round(left + place / 2, 1),
                label=label if number % every == 0 else "",
                value="" if value is None else str(value),
            )
        )
    lines = tuple((round(base - room * share / 100, 1), share) for share in (0, 50, 100))
    return Chart(tuple(bars), lines, base)
