"""The linear model: one logistic regression a label over word and character n-grams."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from models.scoring.trainer.data import Data, Row
from voicecoach.scoring.features import damped, letter_grams, word_grams
from voicecoach.scoring.linear import SITUATION, LinearModel, Vocabulary
from voicecoach.scoring.text import fold

STRENGTH = 20.0
"""Inverse of the penalty on large weights."""
PHRASING = 0.5
"""Weight of a wording against a reply."""
FEWEST = (2, 3)
"""Texts that a word n-gram and a letter n-gram must stand in."""

Counts = tuple[Counter[str], Counter[str]]


@dataclass(frozen=True)
class Examples:
    """Texts ready to be learned from."""

    counts: list[Counts]
    situations: list[str]
    truth: npt.NDArray[np.bool_]
    weights: npt.NDArray[np.float64]


def counted(text: str) -> Counts:
    """How often each n-gram stands in a text."""
    words = fold(text).split()
    return Counter(gram for gram, *_ in word_grams(words)), Counter(
        gram for gram, *_ in letter_grams(words)
    )


def examples(data: Data, replies: list[Row], phrasings: list[Row]) -> Examples:
    """Replies with their situation, wordings with none."""
    return Examples(
        counts=[counted(row.get("reply") or row["text"]) for row in [*replies, *phrasings]],
        situations=[row.get("situation", "") for row in [*replies, *phrasings]],
        truth=data.truth([*replies, *phrasings]),
        weights=np.array([1.0] * len(replies) + [PHRASING] * len(phrasings)),
    )


def fit(data: Data, given: Examples) -> LinearModel:
    """A model of its own vocabulary."""
    words, letters = (
        _vocabulary([counts[kind] for counts in given.counts], FEWEST[kind]) for kind in (0, 1)
    )
    seen = _matrix(given, words, letters, data.situations)
    rows = [_one(seen, given.truth[:, label], given.weights) for label in range(len(data.labels))]
    weights = np.array([row[0] for row in rows])
    bias = np.array([row[1] for row in rows])
    return LinearModel(data.labels, data.situations, words, letters, weights, bias)


def _one(
    seen: Any, truth: npt.NDArray[np.bool_], weights: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], float]:
    model = LogisticRegression(
        C=STRENGTH, solver="liblinear", dual=True, tol=0.01, max_iter=400, random_state=0
    )
    model.fit(seen, truth, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def _vocabulary(counts: Sequence[Counter[str]], fewest: int) -> Vocabulary:
    standing = Counter(gram for each in counts for gram in each)
    kept = sorted(gram for gram, number in standing.items() if number >= fewest)
    total = 1 + len(counts)
    rarity = [math.log(total / (1 + standing[gram])) + 1 for gram in kept]
    return Vocabulary(tuple(kept), np.array(rarity))


def _matrix(
    given: Examples, words: Vocabulary, letters: Vocabulary, situations: Sequence[str]
) -> sparse.csr_matrix:
    parts = [
        _part((counts[kind] for counts in given.counts), vocabulary)
        for kind, vocabulary in enumerate((words, letters))
    ]
    places = {key: place for place, key in enumerate(situations)}
    told = np.zeros((len(given.counts), len(situations)))
    for row, key in enumerate(given.situations):
        if key:
            told[row, places[key]] = SITUATION
    return sparse.hstack([*parts, sparse.csr_matrix(told)]).tocsr()


def _part(counts: Iterable[Counter[str]], vocabulary: Vocabulary) -> sparse.csr_matrix:
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for each in counts:
        there = sorted((vocabulary.places[g], n) for g, n in each.items() if g in vocabulary.places)
        value = np.array([damped(n) * vocabulary.rarity[place] for place, n in there])
        columns += [place for place, _ in there]
        values += list(value / (np.linalg.norm(value) or 1.0))
        ends.append(len(columns))
    shape = (len(ends) - 1, len(vocabulary.grams))
    return sparse.csr_matrix((values, columns, ends), shape=shape)
