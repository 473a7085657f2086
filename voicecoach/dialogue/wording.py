"""A line of a scenario in words: picked by the seed, filled in, spelled for the voice. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from voicecoach.dialogue.details import fill
from voicecoach.dialogue.scenario import Scenario, Temper
from voicecoach.domain.turn import ContactLine


@dataclass(frozen=True, slots=True)
class Wording:
    """What decides how a line is worded.

    Attributes:
        details: names and values of what is known of the caller.
        temper: the contact's in this call.
    """

    scenario: Scenario
    seed: int
    details: tuple[tuple[str, str], ...]
    temper: Temper


def say(how: Wording, said: tuple[str, ...], shift: int = 0) -> ContactLine:
    """The last of the lines said; one that is said again is worded otherwise.

    Args:
        how: what decides the wording.
        said: keys of the lines of the call so far.
        shift: how many wordings further on.
    """
    scenario, key = how.scenario, said[-1]
    line, before = scenario.lines[key], scenario.lines[asked(scenario, said)]
    turn = number(how.seed, key) + said.count(key) - 1 + shift
    details = dict(how.details)
    wordings = line.wordings(how.temper)
    answers = () if line.end else line.answers or before.answers
    text = fill(wordings[turn % len(wordings)], details)
    spoken = spelled(text, spellings(scenario))
    persona = scenario.speaker(key)
    return ContactLine(
        key=key,
        text=text,
        voice=persona.speaks(how.temper),
        say=spoken if spoken != text else "",
        situation="" if line.end else line.situation or before.situation,
        model_answer=fill(answers[turn % len(answers)], details) if answers else "",
        ends=line.end is not None,
        speaker="" if line.by is None else persona.name,
    )


def asked(scenario: Scenario, said: tuple[str, ...]) -> str:
    """Key of the line the caller answers: the one before an "are you there?"."""
    return next((key for key in reversed(said) if not scenario.passes_on(key)), said[-1])


def spellings(scenario: Scenario) -> dict[str, str]:
    """How words and names are spelled for the voice."""
    people = (scenario.contact, *scenario.speakers.values())
    return {**{person.name: person.say for person in people if person.say}, **scenario.say}


def spelled(text: str, spelling: Mapping[str, str]) -> str:
    """The text as the synthesizer should read it: whole words only, the longest first."""
    if not spelling:
        return text
    longest = sorted(spelling, key=len, reverse=True)
    pattern = "|".join(re.escape(word) for word in longest)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", lambda match: spelling[match.group()], text)


def number(seed: int, key: str) -> int:
    """A number from 0 to 255 that the seed gives to a key; the same on every machine."""
    return hashlib.sha256(f"{seed}/{key}".encode()).digest()[0]
