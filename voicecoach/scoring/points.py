"""From moves and slips to a number from 0 to 100. Pure and monotone.

Simple enough to redo with pencil and paper: docs/scoring.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import product
from math import prod

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


SURE = 0.05
"""Confidence up to which a label is surely not made; from 1 minus this it surely is."""
SHARPER = 2.2
"""Power of the odds: with 1 the order of the scores is a little better (dev: 0.871 for 0.864), but
a bare good ask that is merely likely falls into a lower band."""
UNSURE = 7
"""Labels that are left open at most, the least sure first; the others are as found."""


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


def expected(situation: str, held: Mapping[str, float], rubric: Rubric, advice: Advice) -> int:
    """The score to be expected where it is not sure what was said.

    Every way the unsure labels can come out is scored and weighed by how likely it is; an ask
    and the slip of asking nothing never go together. With nothing unsure it is the plain score.
    One word heard otherwise then moves a score a little, not by forty.

    Args:
        situation: its key.
        held: confidence of each label, 0–1; those left out are not made.
        rubric: the figures.
        advice: which moves ask.
    """
    held = {key: _surer(sure) for key, sure in held.items()}
    unsure = [key for key, sure in held.items() if SURE < sure < 1 - SURE]
    unsure = sorted(unsure, key=lambda key: (abs(held[key] - 0.5), key))[:UNSURE]
    given = {key for key, sure in held.items() if sure >= 0.5 and key not in unsure}
    total = weight = 0.0
    for made in product((True, False), repeat=len(unsure)):
        ways = list(zip(unsure, made, strict=True))
        chosen = given | {key for key, there in ways if there}
        moves = {key for key in chosen if key in advice.moves}
        if _excluded(moves, chosen - moves, advice):
            continue
        likely = prod(held[key] if there else 1 - held[key] for key, there in ways)
        total += likely * points(situation, moves, chosen - moves, rubric, advice).score
        weight += likely
    if not weight:
        moves = {key for key in given if key in advice.moves}
        return points(situation, moves, given - moves, rubric, advice).score
    return round(total / weight)


def _surer(confidence: float) -> float:
    """How likely a label is made, from the confidence in it."""
    odds = max(confidence, 1e-9) / max(1 - confidence, 1e-9)
    return 1 / (1 + math.pow(odds, -SHARPER))


def _excluded(moves: Set[str], slips: Set[str], advice: Advice) -> bool:
    """Whether something is asked and nothing is."""
    return any(advice.slips[key].unasked for key in slips) and any(
        advice.moves[key].asks for key in moves
    )


def band(score: int) -> Band:
    """The score in words."""
    return next(name for highest, name in BANDS if score <= highest)


def _first(group: tuple[str, ...] | list[str], made: Set[str]) -> str | None:
    return next((key for key in group if key in made), None)
