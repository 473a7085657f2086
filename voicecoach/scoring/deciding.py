"""From alignment and classifier to findings: which moves and slips a reply makes. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import dataclass
from itertools import pairwise

from voicecoach.domain.turn import Finding
from voicecoach.scoring.alignment import Match
from voicecoach.scoring.classifier import Opinion
from voicecoach.scoring.phrasings import HARMLESS
from voicecoach.scoring.text import Folded

FOUND = 0.5
"""Confidence from which a label is found."""
EVEN_MOVE = 48.0
EVEN_SLIP = 60.0
"""Likeness at which alignment alone finds a move or a slip (train-a, -e and -j: best F1 of the
moves and best rank correlation of the score in steps of 4)."""
DOUBT = 0.3
"""Confidence in an ask from which asking nothing is no longer said."""
STEEP = 6.0
"""Points of likeness that turn even odds into e to one."""
ALIGNED = 0.1
"""Share of the alignment in the confidence of a move where a classifier has an opinion as well. It
has none in that of a slip: what is worded like one is often harmless (dev: 0.80, 0.785)."""
READABLE, BESIDE = 3, 3
"""Words from which evidence says by itself what was meant; those shown on each side of less."""
_PAUSES = re.compile(r"[.,;:?!\n–—]")
OWN = 78.0
"""rapidfuzz similarity from which the caller's own wording is made, whatever else is held: about
one word in five said otherwise."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label with all that speaks for it.

    Attributes:
        key: of the move or slip.
        confidence: 0–1.
        first, last: tokens of the evidence.
        match: the closest wording; None where there is none.
    """

    key: str
    confidence: float
    first: int
    last: int
    match: Match | None

    def finding(self, reply: Folded, *, whole: bool = False) -> Finding:
        """As it is shown and kept.

        Args:
            reply: the folded reply.
            whole: the label has no words of its own, so all of them are shown.
        """
        first, last = (0, len(reply.tokens)) if whole else shown(reply, self.first, self.last)
        evidence = reply.span(first, last)
        confidence = round(self.confidence, 4)
        if self.match is None:
            return Finding(self.key, confidence, evidence)
        similarity = round(self.match.similarity, 1)
        return Finding(self.key, confidence, evidence, self.match.phrasing.text, similarity)


def shown(reply: Folded, first: int, last: int) -> tuple[int, int]:
    """The words that a reader needs to see what was meant.

    Two trained models point at words, not at sentences: "better" alone, or the end of one
    sentence with the beginning of the next. Of several sentences the longest piece is shown, and
    a piece of less than ``READABLE`` words with those beside it, as far as marks allow.
    """
    if first >= last:
        return first, last
    breaks = [n for n in range(first + 1, last) if reply.begins_sentence(n)]
    pieces = list(pairwise([first, *breaks, last]))
    first, last = max(pieces, key=lambda piece: (piece[1] - piece[0], -piece[0]))
    if last - first >= READABLE:
        return first, last
    before, after = first - BESIDE, last + BESIDE
    while first > max(0, before) and not _PAUSES.search(reply.between(first)):
        first -= 1
    while last < min(len(reply.tokens), after) and not _PAUSES.search(reply.between(last)):
        last += 1
    return first, last


def candidates(
    reply: Folded,
    matches: Mapping[str, Match],
    own: Mapping[str, Match],
    opinions: Mapping[str, Opinion],
    slips: Container[str],
    place: Callable[[str, Folded, int, int], Match | None],
    aligned: float = ALIGNED,
) -> dict[str, Candidate]:
    """Every label with its confidence.

    Args:
        reply: the folded reply.
        matches: the closest wording of each label.
        own: the same among the caller's own wordings.
        opinions: of the classifier; empty without one.
        slips: which keys are slips; they need a closer wording, since they cost more.
        place: the wording of a label closest to some tokens, to go with a classifier's evidence.
        aligned: share of the alignment where the classifier has an opinion, 0–1.
    """
    found: dict[str, Candidate] = {}
    for key in [*matches, *(key for key in opinions if key not in matches)]:
        if key == HARMLESS:
            continue
        match, opinion = matches.get(key), opinions.get(key)
        if opinion is None:
            assert match is not None  # noqa: S101 - the key came from one of the two
            confidence = alone(match, slip=key in slips)
            if _beaten(key, match, matches):
                confidence *= FOUND
            found[key] = Candidate(key, confidence, match.first, match.last, match)
        else:
            confidence = opinion.probability
            if match is not None and key not in slips:
                confidence += aligned * (alone(match, slip=False) - opinion.probability)
            found[key] = _with_evidence(key, confidence, reply, match, opinion, place)
        mine = own.get(key)
        if mine is not None and mine.similarity >= OWN:
            sure = max(found[key].confidence, mine.similarity / 100)
            found[key] = Candidate(key, sure, mine.first, mine.last, mine)
    return found


def within_reach(
    opinions: Mapping[str, Opinion], labels: Collection[str], aligned: float
) -> set[str] | None:
    """The labels that alignment can still help to be found.

    Args:
        opinions: of the classifier.
        labels: all there are.
        aligned: share of the alignment in the confidence, 0–1.

    Returns:
        Keys; None where some label is judged by alignment alone, so that all compete.
    """
    if any(label not in opinions for label in labels):
        return None
    least = (FOUND - aligned) / (1 - aligned)
    return {key for key, each in opinions.items() if each.probability >= least}


def alone(match: Match, *, slip: bool) -> float:
    """Confidence by alignment alone, 0–1."""
    even = EVEN_SLIP if slip else EVEN_MOVE
    return 1 / (1 + math.exp((even - match.likeness) / STEEP))


def _beaten(key: str, match: Match, matches: Mapping[str, Match]) -> bool:
    """Whether another label's wording fits the same words better."""
    return any(
        other.likeness > match.likeness and match.overlap(other) > 0.6
        for label, other in matches.items()
        if label != key
    )


def _with_evidence(
    key: str,
    confidence: float,
    reply: Folded,
    match: Match | None,
    opinion: Opinion,
    place: Callable[[str, Folded, int, int], Match | None],
) -> Candidate:
    """The classifier's words where it names any, with the wording closest to those words."""
    touched = [
        number
        for number, token in enumerate(reply.tokens)
        if token.start < opinion.end and token.end > opinion.start
    ]
    if not touched:
        first, last = (match.first, match.last) if match else (0, len(reply.tokens))
        return Candidate(key, confidence, first, last, match)
    first, last = touched[0], touched[-1] + 1
    if confidence >= FOUND:
        match = place(key, reply, first, last) or match
    return Candidate(key, confidence, first, last, match)
