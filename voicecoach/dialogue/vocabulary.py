"""Moves, slips and situations that a scenario names, checked against the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from voicecoach.dialogue.problems import Location
from voicecoach.dialogue.scenario import Branch, Scenario
from voicecoach.domain.advice import Advice


def unknown_keys(scenario: Scenario, advice: Advice) -> list[tuple[Location, str]]:
    """Keys the vocabulary does not have: (place in the file, what is wrong)."""
    found: list[tuple[Location, str]] = []
    made = (*advice.moves, *advice.slips)
    for place, key in _named(scenario):
        if key not in made:
            found.append((place, _unknown(place, "move or slip", key, made)))
    for number, key in enumerate(scenario.goal.moves):
        if key not in advice.moves:
            place = ("goal", "moves", number)
            found.append((place, _unknown(place, "move", key, advice.moves)))
    for name, line in scenario.lines.items():
        if line.situation and line.situation not in advice.situations:
            place = ("lines", name, "situation")
            found.append((place, _unknown(place, "situation", line.situation, advice.situations)))
    return found


def _named(scenario: Scenario) -> Iterator[tuple[Location, str]]:
    yield from _in_branches(("always",), scenario.always)
    for name, line in scenario.lines.items():
        yield from _in_branches(("lines", name, "next"), line.next)


def _in_branches(place: Location, branches: tuple[Branch, ...]) -> Iterator[tuple[Location, str]]:
    for number, branch in enumerate(branches):
        for word in ("any", "all", "none"):
            for position, key in enumerate(getattr(branch.when, word, ())):
                yield (*place, number, "when", word, position), key


def _unknown(place: Location, what: str, key: str, known: Iterable[str]) -> str:
    name = ".".join(str(part) for part in place if not isinstance(part, int))
    near = get_close_matches(key, list(known), n=1)
    return f"{name}: no {what} {key!r}" + (f"; did you mean {near[0]}?" if near else "")
