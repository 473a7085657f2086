"""Whether doing what the advice prescribes makes a difference in a scenario. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from voicecoach.dialogue.branching import Reached, next_branch
from voicecoach.dialogue.problems import Location
from voicecoach.dialogue.scenario import TEMPERS, LineOf, Scenario
from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Finding, Span, Verdict

Prescribed = Mapping[str, Collection[str]]
"""Keys of the moves that open the door, by situation."""


def unrewarded(
    scenario: Scenario, advice: Advice, prescribed: Prescribed
) -> Iterator[tuple[Location, str]]:
    """Lines after which a good reply and one that lets the call die lead to the same place."""
    for key, line in scenario.lines.items():
        if not line.next:
            continue
        moves = prescribed.get(line.situation, ())
        good = {*_ways(line, moves, advice), *_ways_together(line, moves, advice)}
        bad = {_way(line, Verdict(0, "ends it"), 1)}
        bad |= {
            _way(line, Verdict(0, "ends it", slips=(_found(slip.key),)), 1)
            for slip in advice.slips.values()
            if slip.ends_call
        }
        if moves and good == bad:
            named = ", ".join(moves)
            yield (
                ("lines", key, "next"),
                f"lines.{key}.next: a good reply is never rewarded here ({named})",
            )


def _ways(line: LineOf, moves: Collection[str], advice: Advice) -> set[str]:
    return {way for move in moves for way in _ways_together(line, [move], advice)}


def _ways_together(line: LineOf, moves: Collection[str], advice: Advice) -> set[str]:
    asked = any(advice.moves[move].asks for move in moves)
    verdict = Verdict(100, "excellent", asked, moves=tuple(map(_found, moves)))
    return {_way(line, verdict, visits) for visits in (1, 2)}


def _way(line: LineOf, verdict: Verdict, visits: int) -> str:
    return next_branch(line.next, Reached(verdict, visits, TEMPERS[1])).to


def _found(key: str) -> Finding:
    return Finding(key, 1.0, Span("", 0, 0))
