"""Figures of a scorer on labelled replies: F1, rank correlation, AUC, each with an interval."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REPLIES = ROOT / "models" / "scoring" / "replies"
DRAWS = 400
"""Resamplings for an interval."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """What was found in one reply, beside what is labelled."""

    row: Row
    moves: frozenset[str]
    slips: frozenset[str]
    score: float


Figure = Callable[[Sequence[Judged]], float]


def rows(name: str) -> list[Row]:
    """The labelled replies in a file."""
    text = (REPLIES / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def moves_f1(judged: Sequence[Judged]) -> float:
    """Micro-F1 of the moves, 0–1."""
    return _f1([(frozenset(each.row["moves"]), each.moves) for each in judged])


def slips_f1(judged: Sequence[Judged]) -> float:
    """Micro-F1 of the slips, 0–1."""
    return _f1([(frozenset(each.row["slips"]), each.slips) for each in judged])


def _f1(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> float:
    both = sum(len(truth & found) for truth, found in pairs)
    either = sum(len(truth) + len(found) for truth, found in pairs)
    return 2 * both / either if either else 0.0


def spearman(judged: Sequence[Judged]) -> float:
    """Rank correlation of score and hand rating."""
    return correlation(
        ranks([each.score for each in judged]), ranks([each.row["rating"] for each in judged])
    )


def auc(judged: Sequence[Judged]) -> float:
    """How often a good reply (rated 3 or 4) scores above a bad one (0 or 1), 0–1."""
    good = [each.score for each in judged if each.row["rating"] >= 3]
    bad = [each.score for each in judged if each.row["rating"] <= 1]
    won = sum((one > other) + 0.5 * (one == other) for one in good for other in bad)
    return won / max(1, len(good) * len(bad))


def ranks(values: Sequence[float]) -> list[float]:
    """Place of each value, 1 the lowest; equal ones share the mean of their places."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            found[place] = (start + 1 + end) / 2
        start = end
    return found


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's; 0 where one does not vary."""
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    a = [value - mean_one for value in one]
    b = [value - mean_other for value in other]
    size = (sum(x * x for x in a) * sum(y * y for y in b)) ** 0.5
    return float(sum(x * y for x, y in zip(a, b, strict=True)) / size) if size else 0.0


def interval(figure: Figure, judged: Sequence[Judged], seed: int = 1) -> tuple[float, float]:
    """The middle 95 % of the figure over replies drawn anew with replacement."""
    chance = random.Random(seed)  # noqa: S311 - resamples, keeps no secret
    drawn = sorted(figure(chance.choices(judged, k=len(judged))) for _ in range(DRAWS))
    return drawn[DRAWS // 40], drawn[-DRAWS // 40]


def per_label(judged: Sequence[Judged], kind: str) -> dict[str, tuple[int, int, int]]:
    """By label: rows that have it, found and right, found and wrong."""
    found: dict[str, tuple[int, int, int]] = {}
    keys = {key for each in judged for key in (*each.row[kind], *getattr(each, kind))}
    for key in sorted(keys):
        pairs = [(key in each.row[kind], key in getattr(each, kind)) for each in judged]
        right = sum(truth and there for truth, there in pairs)
        wrong = sum(there and not truth for truth, there in pairs)
        found[key] = sum(truth for truth, _ in pairs), right, wrong
    return found
