"""How practice goes over time: whether the caller asks, before anything else. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import reduce
from typing import Any

from voicecoach.domain.advice import Advice
from voicecoach.domain.rubric import Rubric
from voicecoach.history.tally import Day, Sum

WEEKS = 8
OCCASIONS = 10
"""A move is looked at over the last 10 first tries where the advice wanted it."""

MASTERED, LEAST = 0.8, 5
"""Mastered: made in 8 of 10 (a usual criterion of mastery learning), and in no
fewer than 5 occasions, so that luck is none."""


@dataclass(frozen=True, slots=True)
class AskRate:
    """In how many of how many noes the caller asked for something."""

    asked: int
    noes: int

    @property
    def percent(self) -> int | None:
        """0–100; None of no noes."""
        return round(100 * self.asked / self.noes) if self.noes else None


@dataclass(frozen=True, slots=True)
class Week:
    """Seven practice days.

    Attributes:
        begins: the first of them.
        first_tries: mean score of the first reply of the day in each situation.
        retries: mean score of all other replies.
        hesitation: s, mean.
        pace: words a minute, mean.
        replies: how many were scored.
    """

    begins: str
    asks: AskRate
    percent: int | None
    first_tries: int | None
    retries: int | None
    hesitation: float | None
    pace: int | None
    replies: int


@dataclass(frozen=True, slots=True)
class MoveProgress:
    """One move over its last occasions."""

    key: str
    name: str
    made: int
    occasions: int
    mastered: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """All of it.

    Attributes:
        sentence: the ask rate in words.
        this_week, before: the last seven days and everything earlier.
        weeks: the newest last; weeks without practice are there, empty.
        moves: those that had an occasion, best first.
    """

    sentence: str
    this_week: AskRate
    before: AskRate
    weeks: tuple[Week, ...]
    moves: tuple[MoveProgress, ...]

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def noes(rubric: Rubric, advice: Advice) -> set[str]:
    """The situations in which the advice is to ask for something."""
    return {
        key
        for key, expected in rubric.situations.items()
        if any(move in advice.moves and advice.moves[move].asks for move in expected.open)
    }


def first_day(today: date, weeks: int) -> date:
    """Of the oldest week that is shown."""
    return today - timedelta(days=7 * weeks - 1)


def progress(
    days: Sequence[Day],
    earlier: Sum,
    latest: Mapping[str, Sequence[bool]],
    advice: Advice,
    today: date,
    weeks: int = WEEKS,
) -> Progress:
    """The figures.

    Args:
        days: from ``tally.days``, since ``first_day``.
        earlier: from ``tally.asked_before`` that day.
        latest: from ``tally.latest``, at most ``OCCASIONS`` each.
        advice: names of the moves.
        today: the present practice day.
        weeks: how many to show.
    """
    week_ago = today - timedelta(days=6)
    now = _asks(Sum(), [day for day in days if day.day >= week_ago])
    before = _asks(earlier, [day for day in days if day.day < week_ago])
    return Progress(
        sentence=_sentence(now, before),
        this_week=now,
        before=before,
        weeks=_weeks(days, week_ago, weeks, all_of_them=earlier.count > 0),
        moves=_moves(latest, advice),
    )


def _asks(earlier: Sum, days: Sequence[Day]) -> AskRate:
    total = reduce(Sum.__add__, (day.asked for day in days), earlier)
    return AskRate(int(total.total), total.count)


def _sentence(now: AskRate, before: AskRate) -> str:
    if not now.noes and not before.noes:
        return "You met no noes yet."
    if not now.noes:
        return f"You met no noes this week; before, you asked in {before.asked} of {before.noes}."
    noes_ = "no" if now.noes == 1 else "noes"
    text = f"You asked in {now.asked} of {now.noes} {noes_} this week"
    return f"{text}, {before.asked} of {before.noes} before." if before.noes else f"{text}."


def _weeks(days: Sequence[Day], newest: date, count: int, *, all_of_them: bool) -> tuple[Week, ...]:
    """From the week of the first practice on, or all of them if that was earlier."""
    oldest = min((day.day for day in days), default=newest)
    begins = [newest - timedelta(days=7 * n) for n in range(count)]
    practised = [begin for begin in begins if begin + timedelta(days=6) >= oldest] or begins[:1]
    shown = begins if all_of_them else practised
    return tuple(_week(days, begin, open_ended=begin == newest) for begin in reversed(shown))


def _week(days: Sequence[Day], begins: date, *, open_ended: bool) -> Week:
    end = date.max if open_ended else begins + timedelta(days=7)
    inside = [day for day in days if begins <= day.day < end]
    asks = _asks(Sum(), inside)
    cold = reduce(Sum.__add__, (day.cold for day in inside), Sum())
    warm = reduce(Sum.__add__, (day.warm for day in inside), Sum())
    hesitation = reduce(Sum.__add__, (day.hesitation for day in inside), Sum()).mean
    return Week(
        begins=begins.isoformat(),
        asks=asks,
        percent=asks.percent,
        first_tries=_whole(cold.mean),
        retries=_whole(warm.mean),
        hesitation=None if hesitation is None else round(hesitation, 1),
        pace=_whole(reduce(Sum.__add__, (day.pace for day in inside), Sum()).mean),
        replies=cold.count + warm.count,
    )


def _moves(latest: Mapping[str, Sequence[bool]], advice: Advice) -> tuple[MoveProgress, ...]:
    found = [
        MoveProgress(
            key,
            advice.moves[key].name if key in advice.moves else key,
            sum(made),
            len(made),
            len(made) >= LEAST and sum(made) >= MASTERED * len(made),
        )
        for key, made in latest.items()
        if made
    ]
    return tuple(sorted(found, key=lambda move: (-move.made / move.occasions, -move.occasions)))


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
