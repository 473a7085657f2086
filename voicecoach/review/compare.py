"""Two calls side by side: what got better. Pure; made of two reports, so figures are the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from voicecoach.review.report import Report, TurnView


@dataclass(frozen=True, slots=True)
class Side:
    """What is compared of one call.

    Attributes:
        replies: how many replies were judged.
        asked: in how many of them the caller asked.
        scores: of the first try at each line, in order.
        best: of the best try at each line.
        mean_first, mean_best: of these; None where nothing was judged.
        hesitation: s, mean of the replies where it is known.
        pace: words a minute, mean.
    """

    id: str
    title: str
    began: str
    reached: bool | None
    replies: int
    asked: int
    scores: tuple[int, ...]
    best: tuple[int, ...]
    mean_first: int | None
    mean_best: int | None
    hesitation: float | None
    pace: int | None
    moves: tuple[str, ...]
    slips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two calls.

    Attributes:
        before, after: the earlier and the later one.
        gained, lost: names of moves that only the later, only the earlier one has.
        slips_gone, slips_new: the same for slips.
    """

    before: Side
    after: Side
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    slips_gone: tuple[str, ...]
    slips_new: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def compare(one: Report, other: Report) -> Comparison:
    """The earlier call beside the later one, in whichever order they are given."""
    first, second = sorted((one, other), key=lambda report: datetime.fromisoformat(report.began))
    before, after = side(first), side(second)
    return Comparison(
        before,
        after,
        gained=_without(after.moves, before.moves),
        lost=_without(before.moves, after.moves),
        slips_gone=_without(before.slips, after.slips),
        slips_new=_without(after.slips, before.slips),
    )


def side(report: Report) -> Side:
    """One call's column."""
    judged = [turn for turn in report.turns if turn.score is not None]
    first, best = tuple(turn.score or 0 for turn in judged if turn.attempt == 1), _best(judged)
    return Side(
        id=report.id,
        title=report.title,
        began=report.began,
        reached=report.reached,
        replies=len(judged),
        asked=sum(turn.asked is True for turn in judged),
        scores=first,
        best=best,
        mean_first=_whole(_mean(first, 0)),
        mean_best=_whole(_mean(best, 0)),
        hesitation=_mean([turn.hesitation for turn in report.turns], 1),
        pace=_whole(_mean([turn.pace for turn in report.turns], 0)),
        moves=_names(report, "move"),
        slips=_names(report, "slip"),
    )


def _best(judged: list[TurnView]) -> tuple[int, ...]:
    best: dict[int, int] = {}
    for turn in judged:
        best[turn.number] = max(best.get(turn.number, 0), turn.score or 0)
    return tuple(best.values())


def _names(report: Report, kind: str) -> tuple[str, ...]:
    found = (mark.name for turn in report.turns for mark in turn.marks if mark.kind == kind)
    return tuple(dict.fromkeys(found))


def _mean(values: Iterable[float | None], digits: int) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), digits) if known else None


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _without(names: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)
