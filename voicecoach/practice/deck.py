"""The deck: which objection comes back when. Pure; days and log in, memory out.

The log of graded replies is the only record. What is remembered of a card is computed from the
log each time, so taking a grade back is the same as never having given it. Memory is FSRS with
its default parameters. Its learning steps of minutes are left out: a weak reply is said again at
once, and a card comes back after whole days. FSRS is told practice days, never hours: days of 23
or 25 hours, travel and a clock that was set back neither lose nor double a card.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from statistics import fmean

from fsrs import Card, Rating, Scheduler, State

from voicecoach.domain.deck import AGAIN, EASY, GOOD, HARD, Review
from voicecoach.domain.turn import Reply

HIT = 60
"""Score from which a reply counts as a hit."""
SCORES = ((80, EASY), (HIT, GOOD), (40, HARD), (0, AGAIN))
"""The grade by score alone: from this many points on."""
PAUSES = ((1.5, EASY), (4.0, GOOD), (float("inf"), HARD))
"""The best grade after this many s of hesitation: 0.3 to 1.5 s is composed, more is searching."""
BELIEVED = 0.4
"""Mean confidence of the words below which a hearing is too unreliable to grade by it."""


def grade(score: int, hesitation: float | None, stretch: float = 1.0) -> int:
    """How well a card is known: the worse of what score and hesitation say.

    A higher score never lowers the grade, a longer hesitation never raises it.

    Args:
        score: 0–100.
        hesitation: s before the first word; None where it is not measured: no pause counts,
            and the best grade is out of reach.
        stretch: factor on the times, for callers who need longer.
    """
    by_score = next(grade for least, grade in SCORES if score >= least)
    if hesitation is None:
        return min(by_score, GOOD)
    by_pause = next(grade for most, grade in PAUSES if hesitation <= most * stretch)
    return min(by_score, by_pause)


def understood(reply: Reply) -> bool:
    """Whether a reply can be graded: something was heard, and the hearing is believed."""
    if not reply.text.strip():
        return False
    words = reply.transcript.words if reply.transcript else ()
    sure = [word.confidence for word in words if word.confidence is not None]
    return not sure or fmean(sure) >= BELIEVED


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one card.

    Attributes:
        stability: days after which nine in ten would still know it.
        difficulty: 1–10.
        last: practice day of the last review.
        due: practice day it comes back on.
        reviews, lapses: how often it was graded, and how often with "again".
        wordings: what the contact said, the latest last.
    """

    stability: float
    difficulty: float
    last: date
    due: date
    reviews: int
    lapses: int
    wordings: tuple[str, ...]

    def known(self, today: date) -> float:
        """How likely the caller still knows it, 0–1."""
        return _scheduler().get_card_retrievability(_card(self), _noon(max(today, self.last)))


def review(memory: Memory | None, made: Review) -> Memory:
    """A card after one more grade.

    Args:
        memory: before; None: a new card.
        made: the grade; a day before the card's last one (clock set back) counts as that day.
    """
    day = made.day if memory is None else max(made.day, memory.last)
    card = Card(card_id=1) if memory is None else _card(memory)
    after, _ = _scheduler().review_card(card, Rating(made.grade), _noon(day))
    if after.stability is None or after.difficulty is None:
        raise AssertionError("a reviewed card has a memory state")
    return Memory(
        stability=after.stability,
        difficulty=after.difficulty,
        last=day,
        due=after.due.date(),
        reviews=(memory.reviews if memory else 0) + 1,
        lapses=(memory.lapses if memory else 0) + (made.grade == AGAIN),
        wordings=(*(memory.wordings if memory else ()), made.wording)[-8:],
    )


@dataclass(frozen=True, slots=True)
class Deck:
    """All cards that were ever graded.

    Attributes:
        memories: by key of the card.
        introduced: practice day of each card's first grade.
    """

    memories: Mapping[str, Memory] = field(default_factory=dict)
    introduced: Mapping[str, date] = field(default_factory=dict)

    def due(self, cards: Collection[str], today: date) -> list[str]:
        """Cards that are due, in order of benefit: the likeliest still known first.

        One repetition saves what is nearly lost, while what is lost loses nothing by waiting;
        so a pile after a long break is worked off where each minute keeps the most.

        Args:
            cards: those there are.
            today: the practice day.
        """
        found = [key for key in cards if key in self.memories and self.memories[key].due <= today]
        return sorted(found, key=lambda key: (-self.memories[key].known(today), key))

    def new(self, cards: Sequence[str], today: date, most: int) -> list[str]:
        """Cards never graded, in their own order: as many as today still has room for.

        Args:
            cards: those there are.
            today: the practice day.
            most: new ones a day.
        """
        begun = sum(1 for day in self.introduced.values() if day == today)
        fresh = [key for key in cards if key not in self.memories]
        return fresh[: max(0, most - begun)]

    def forecast(self, today: date, days: int) -> list[tuple[date, int]]:
        """How many known cards come back on each of the next days; overdue ones count today."""
        due = [max(memory.due, today) for memory in self.memories.values()]
        ahead = [today + timedelta(days=n) for n in range(days)]
        return [(day, due.count(day)) for day in ahead]

    def retention(self, today: date) -> float | None:
        """The share of the known cards that the caller would know today; None without cards."""
        known = [memory.known(today) for memory in self.memories.values()]
        return fmean(known) if known else None

    def wordings(self, card: str) -> tuple[str, ...]:
        """What was said on the card before, the latest last."""
        return self.memories[card].wordings if card in self.memories else ()


def deck_of(log: Iterable[Review]) -> Deck:
    """The deck that a log leaves, in the order of the log whatever its clock said."""
    memories: dict[str, Memory] = {}
    introduced: dict[str, date] = {}
    for made in log:
        if not made.undone:
            introduced.setdefault(made.card, made.day)
            memories[made.card] = review(memories.get(made.card), made)
    return Deck(memories, introduced)


def success(log: Iterable[Review]) -> float | None:
    """The share of repeated cards that were known (hard or better); None without any."""
    seen: set[str] = set()
    known: list[bool] = []
    for made in log:
        if not made.undone:
            if made.card in seen:
                known.append(made.grade != AGAIN)
            seen.add(made.card)
    return fmean(known) if known else None


def other_wording(wordings: Sequence[str], before: Sequence[str]) -> str:
    """The wording that was heard longest ago, never the last one where there is another.

    Args:
        wordings: what the contact can say here, at least one.
        before: what was said, the latest last.
    """
    latest = list(before)
    return min(wordings, key=lambda text: _place(latest, text))


def _place(latest: list[str], text: str) -> int:
    return max((n for n, one in enumerate(latest) if one == text), default=-1)


@cache
def _scheduler() -> Scheduler:
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _card(memory: Memory) -> Card:
    return Card(
        card_id=1,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_noon(memory.due),
        last_review=_noon(memory.last),
    )
