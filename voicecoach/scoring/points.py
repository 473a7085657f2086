"""From moves and slips to a number from 0 to 100. Pure and monotone.

Simple enough to redo with pencil and paper: docs/scoring.md.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from voicecoach.domain.advice import Advice
from voicecoach.domain.rubric import Rubric
from voicecoach.domain.turn import Band

BANDS: tuple[tuple[int, Band], ...] = (
    (20, "ends it"),
    (40, "weak"),
    (60, "acceptable"),
    (80, "good"),
    (100, "excellent"),
)
"""Highest score of each band."""


@dataclass(frozen=True, slots=True)
class Points:
    """A score and what it is made of.

    Attributes:
        score: 0–100.
        band: the score in words.
        missing: one move a group of the rubric that nothing was said for.
    """

    score: int
    band: Band
    missing: tuple[str, ...]


def points(
    situation: str, moves: Set[str], slips: Set[str], rubric: Rubric, advice: Advice
) -> Points:
    """The score of a reply that says something.

    Args:
        situation: its key.
        moves: keys of the moves made.
        slips: keys of the slips made.
        rubric: the figures.
        advice: which moves ask.
    """
    expected, weights = rubric.situations[situation], rubric.weights
    counted = moves - set(expected.out_of_place)
    opened = _first(expected.open, counted)
    graced = _first([key for key in expected.grace if key != opened], counted)
    asks = {key for key in counted if advice.moves[key].asks}
    score, used = weights.base, {opened, graced}
    if opened:
        score += weights.open
    elif asks:
        score += weights.side_door
        used.add(min(asks))
    if graced:
        score += weights.grace
    score += weights.strength * min(weights.strengths, len(counted - used))
    score -= weights.slip * len(slips)
    score = max(0, min([score, 100, *(rubric.caps[key] for key in slips)]))
    groups = ((expected.open, opened), (expected.grace, graced))
    missing = tuple(group[0] for group, made in groups if group and not made)
    return Points(score, band(score), missing)


def band(score: int) -> Band:
    """The score in words."""
    return next(name for highest, name in BANDS if score <= highest)


def _first(group: tuple[str, ...] | list[str], made: Set[str]) -> str | None:
    return next((key for key in group if key in made), None)
