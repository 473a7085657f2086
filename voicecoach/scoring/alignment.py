"""Which words of a reply say a recommended wording, and how alike the two are (rapidfuzz).

Whole replies cannot be compared with wordings (a negated or a keyword reply scores 97 to 100), so
every wording is laid along the reply and compared with the words it lies on. First the wordings
that share the most telling words with the reply are picked, then rapidfuzz places them.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import ScoreAlignment

from voicecoach.scoring.phrasings import Phrasing
from voicecoach.scoring.text import Folded, folded

PLACED = 8
"""Wordings of one label that are laid along the reply; more found the same on the training rows."""
SMOOTHING = 4.0
"""Weight of words added to every wording, so that one of two words does not win by one word."""
RARE = 8.0
"""Weight of a word that stands in no wording (about that of a word that stands in one)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A wording laid along the reply.

    Attributes:
        phrasing: which wording.
        first, last: the reply's tokens it lies on, from ``first`` up to not including ``last``.
        similarity: rapidfuzz ratio of wording and words, 0–100.
        likeness: mean of the similarity and of the share of telling words in common, 0–100.
    """

    phrasing: Phrasing
    first: int
    last: int
    similarity: float
    likeness: float

    def overlap(self, other: Match) -> float:
        """Share of the tokens of this match that ``other`` lies on as well."""
        common = min(self.last, other.last) - max(self.first, other.first)
        return max(0, common) / max(1, self.last - self.first)


class Alignment:
    """Finds for each label the wording closest to some words of a reply.

    Args:
        phrasings: the recommended wordings and the caller's own; the order settles ties.
    """

    def __init__(self, phrasings: Iterable[Phrasing]) -> None:
        self._phrasings = list(phrasings)
        words = [frozenset(phrasing.folded.split()) for phrasing in self._phrasings]
        self._words = words
        number = len(words)
        counts = Counter(word for each in words for word in each)
        self._weight = {word: math.log(1 + number / (1 + n)) for word, n in counts.items()}
        self._total = np.array([self._sum(each) for each in words])
        places: dict[str, list[int]] = defaultdict(list)
        for index, each in enumerate(words):
            for word in each:
                places[word].append(index)
        self._places = {word: np.array(indices) for word, indices in places.items()}
        groups: dict[tuple[str, bool], list[int]] = defaultdict(list)
        for index, phrasing in enumerate(self._phrasings):
            groups[phrasing.label, phrasing.own].append(index)
        self._has_own = any(phrasing.own for phrasing in self._phrasings)
        self._groups = {group: np.array(indices) for group, indices in groups.items()}

    def closest(self, reply: Folded, labels: Container[str] | None = None) -> dict[str, Match]:
        """The best match of each label that shares at least a word with the reply.

        Args:
            reply: what was said.
            labels: which labels to look for; None: all.
        """
        return self._best(reply, own=None, only=labels)

    def own(self, reply: Folded) -> dict[str, Match]:
        """The best match of each label among the caller's own wordings."""
        return self._best(reply, own=True) if self._has_own else {}

    def closest_to(self, label: str, reply: Folded, first: int, last: int) -> Match | None:
        """The wording of a label most like the tokens ``first`` up to, not including, ``last``."""
        part = Folded(reply.text, reply.tokens[first:last])
        match = self._best(part, own=None, only=(label,)).get(label)
        if match is None:
            return None
        similarity = fuzz.ratio(match.phrasing.folded, part.plain)
        return Match(match.phrasing, first, last, similarity, match.likeness)

    def _best(
        self, reply: Folded, own: bool | None, only: Container[str] | None = None
    ) -> dict[str, Match]:
        shares = self._shares(reply)
        found: dict[str, Match] = {}
        for (label, is_own), indices in self._groups.items():
            if (own is not None and is_own != own) or (only is not None and label not in only):
                continue
            order = np.argsort(-shares[indices], kind="stable")[:PLACED]
            for index in indices[order]:
                if shares[index] <= 0:
                    break
                match = self._place(int(index), reply)
                if label not in found or match.likeness > found[label].likeness:
                    found[label] = match
        return found

    def _shares(self, reply: Folded) -> npt.NDArray[np.float64]:
        """How much of the telling words of each wording the reply has, 0–1."""
        common = np.zeros(len(self._phrasings))
        for word in sorted({token.word for token in reply.tokens}):
            if word in self._places:
                common[self._places[word]] += self._weight[word]
        shares: npt.NDArray[np.float64] = common / (self._total + SMOOTHING)
        return shares

    def _place(self, index: int, reply: Folded) -> Match:
        phrasing = self._phrasings[index]
        first, last = _where(phrasing.folded, reply)
        words = [token.word for token in reply.tokens[first:last]]
        similarity = fuzz.ratio(phrasing.folded, " ".join(words))
        there = frozenset(words)
        common = self._sum(self._words[index] & there)
        sum_of_both = float(self._total[index]) + self._sum(there) + SMOOTHING
        likeness = 0.5 * similarity + 0.5 * 100 * 2 * common / sum_of_both
        return Match(phrasing, first, last, similarity, likeness)

    def _sum(self, words: Iterable[str]) -> float:
        return sum(self._weight.get(word, RARE) for word in sorted(words))


def similarity(line: str, reply: str) -> float:
    """Rapidfuzz ratio of a line and the words of a reply that it lies on, 0–100."""
    wording, words = folded(line).plain, folded(reply)
    if not wording or not words.tokens:
        return 0.0
    first, last = _where(wording, words)
    return fuzz.ratio(wording, " ".join(token.word for token in words.tokens[first:last]))


def _where(wording: str, reply: Folded) -> tuple[int, int]:
    """The reply's tokens that the wording lies on, whole words."""
    plain = reply.plain
    if len(wording) >= len(plain):
        return 0, len(reply.tokens)
    placed = fuzz.partial_ratio_alignment(wording, plain)
    if placed is None:  # only below a cut-off, and there is none
        return 0, len(reply.tokens)
    first = max(0, bisect_right(reply.starts, placed.dest_start) - 1)
    last = bisect_left(reply.starts, placed.dest_end)
    while first < last and not _touched(reply, first, placed):
        first += 1
    while first < last and not _touched(reply, last - 1, placed):
        last -= 1
    return (first, last) if first < last else (0, len(reply.tokens))


def _touched(reply: Folded, number: int, placed: ScoreAlignment) -> bool:
    """Whether the wording lies on more than half of a token."""
    start, size = reply.starts[number], len(reply.tokens[number].word)
    covered = min(start + size, placed.dest_end) - max(start, placed.dest_start)
    return covered > size / 2


def strangeness(reply: Folded, pairs: frozenset[tuple[str, str]]) -> float:
    """Share of neighbouring words of the reply that never stand so in any wording, 0–1."""
    words = [token.word for token in reply.tokens]
    following = list(pairwise(words))
    if not following:
        return 0.0
    return sum(pair not in pairs for pair in following) / len(following)


def neighbours(phrasings: Iterable[Phrasing]) -> frozenset[tuple[str, str]]:
    """All pairs of words that follow each other in some wording."""
    found: set[tuple[str, str]] = set()
    for phrasing in phrasings:
        words = phrasing.folded.split()
        found.update(pairwise(words))
    return frozenset(found)
