"""How long a call takes, estimated from its lines. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from voicecoach.dialogue.misreadings import seconds
from voicecoach.dialogue.scenario import Scenario

REPLY_SECONDS = 10.0
"""s; what a reply is taken to last, 25 to 30 words."""
_MOST_STEPS = 20_000
"""The search for the longest call stops there; a scenario of 15 lines needs some hundreds."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long a call is, from the shortest way to the goal to the longest without repetition.

    Attributes:
        replies: of the caller: fewest, most.
        seconds: of the whole call, with ``REPLY_SECONDS`` for each reply: for these two.
    """

    replies: tuple[int, int]
    seconds: tuple[float, float]


def length(scenario: Scenario) -> Length:
    """The estimate for a scenario whose links are right."""
    short, long = _shortest(scenario), _longest(scenario)
    return Length(
        (len(short) - 1, len(long) - 1),
        (_duration(scenario, short), _duration(scenario, long)),
    )


def _shortest(scenario: Scenario) -> list[str]:
    """To an ending that reaches the goal; to any ending where none does."""
    ways, seen = [[scenario.start]], {scenario.start}
    endings: list[list[str]] = []
    for way in ways:
        end = scenario.lines[way[-1]].end
        if end is not None:
            endings.append(way)
            if end.reached:
                return way
        for branch in scenario.lines[way[-1]].next:
            if branch.to not in seen:
                seen.add(branch.to)
                ways.append([*way, branch.to])
    return endings[0]


def _longest(scenario: Scenario) -> list[str]:
    longest: list[str] = []
    todo = [[scenario.start]]
    for _ in range(_MOST_STEPS):
        if not todo:
            break
        way = todo.pop()
        line = scenario.lines[way[-1]]
        if line.end is not None and len(way) > len(longest):
            longest = way
        todo += [[*way, branch.to] for branch in line.next if branch.to not in way]
    return longest


def _duration(scenario: Scenario, way: list[str]) -> float:
    spoken = (seconds(scenario.lines[key].says[0], scenario.speaker(key).rate) for key in way)
    return round(sum(spoken) + REPLY_SECONDS * (len(way) - 1), 1)
