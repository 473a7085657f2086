"""Figures of drills from the log: this one, those before it, what comes tomorrow. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from statistics import fmean

from voicecoach.domain.deck import DrillRecord, Figures, Review, Summary
from voicecoach.practice.deck import HIT, deck_of

COMPARED = 5
"""Drills that a drill is compared with."""


def figures(log: Iterable[Review]) -> Figures:
    """How the replies went that were not taken back."""
    made = [one for one in log if not one.undone]
    hits = [one.score >= HIT for one in made]
    streak = max((len(list(run)) for hit, run in groupby(hits) if hit), default=0)
    pauses = [one.hesitation for one in made if one.hesitation is not None]
    return Figures(sum(hits), len(hits) - sum(hits), streak, fmean(pauses) if pauses else None)


def earlier(log: Sequence[Review], drill: str) -> tuple[Figures, ...]:
    """Of the last drills before this one in which something was graded, the latest last."""
    ids = dict.fromkeys(one.drill for one in log if not one.undone and one.drill != drill)
    return tuple(
        figures(one for one in log if one.drill == wanted) for wanted in list(ids)[-COMPARED:]
    )


def summary(
    drill: DrillRecord, before: Sequence[Review], made: Sequence[Review], ungraded: int
) -> Summary:
    """A drill, looked back on.

    Args:
        drill: its record.
        before: the log as it was when it began.
        made: what it added, as it stands now.
        ungraded: how many replies were not understood.
    """
    tomorrow = drill.day + timedelta(days=1)
    deck = deck_of([*before, *made])
    felt = [(one.felt, one.score) for one in made if one.felt is not None and not one.undone]
    return Summary(
        drill=drill,
        figures=figures(made),
        ungraded=ungraded,
        before=earlier(before, drill.id),
        tomorrow=len(deck.due(list(deck.memories), tomorrow)),
        felt=tuple(felt),
    )


FELT_BAD = 2
"""Up to this of 5 a reply felt bad."""


@dataclass(frozen=True, slots=True)
class Felt:
    """Replies that felt alike.

    Attributes:
        felt: 1-5.
        replies: how many.
        score: their mean, 0-100.
    """

    felt: int
    replies: int
    score: float


@dataclass(frozen=True, slots=True)
class Feeling:
    """What was felt against what was scored, over all replies of which both are known.

    Attributes:
        replies: how many.
        felt: mean, 1-5.
        score: mean, 0-100.
        felt_bad: replies that felt bad; ``went_well`` of them were hits all the same.
        chart: the same by how it felt, the worst first; only what was felt.
    """

    replies: int
    felt: float
    score: float
    felt_bad: int
    went_well: int
    chart: tuple[Felt, ...] = ()


def feeling(log: Iterable[Review]) -> Feeling | None:
    """None where nobody told how a reply felt."""
    pairs = [(one.felt, one.score) for one in log if one.felt is not None and not one.undone]
    if not pairs:
        return None
    bad = [score for felt, score in pairs if felt <= FELT_BAD]
    return Feeling(
        replies=len(pairs),
        felt=fmean(felt for felt, _ in pairs),
        score=fmean(score for _, score in pairs),
        felt_bad=len(bad),
        went_well=sum(score >= HIT for score in bad),
        chart=tuple(_alike(felt, pairs) for felt in sorted({felt for felt, _ in pairs})),
    )


def _alike(felt: int, pairs: Iterable[tuple[int, int]]) -> Felt:
    scores = [score for one, score in pairs if one == felt]
    return Felt(felt, len(scores), fmean(scores))
