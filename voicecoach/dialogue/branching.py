"""Which branch a reply takes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voicecoach.dialogue.scenario import Branch, Condition, Temper
from voicecoach.domain.turn import Verdict


@dataclass(frozen=True, slots=True)
class Reached:
    """What a branch may depend on.

    Attributes:
        verdict: of the reply.
        visits: how often the line that was answered was said, the last time counted.
        temper: the contact's.
    """

    verdict: Verdict
    visits: int
    temper: Temper


def next_branch(branches: Iterable[Branch], reached: Reached) -> Branch:
    """The first that holds; the last one of a checked scenario has no condition."""
    return next(branch for branch in branches if holds(branch.when, reached))


def holds(when: Condition | None, reached: Reached) -> bool:
    """Whether everything a condition names is so."""
    if when is None:
        return True
    verdict = reached.verdict
    made = {found.key for found in (*verdict.moves, *verdict.slips)}
    checks = (
        not when.any or bool(made & set(when.any)),
        made >= set(when.all),
        not made & set(when.none),
        when.asked is None or verdict.asked == when.asked,
        when.score is None or verdict.score >= when.score,
        when.visits is None or reached.visits >= when.visits,
        not when.temper or reached.temper in when.temper,
    )
    return all(checks)
