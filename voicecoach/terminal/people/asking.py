"""The questions after a real call: two keys, one sentence, and what follows from them."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import replace

from voicecoach.app.people.held_calls import Result, proposal, vocabulary
from voicecoach.app.people.network import Circle, Network
from voicecoach.errors import VoiceCoachError
from voicecoach.plan import days
from voicecoach.plan.calls import next_call
from voicecoach.plan.people import Permission, Person
from voicecoach.terminal.text.tables import say

NONE, MORE = "0", "m"
USUAL = 8
"""Objections that have a key of their own at once."""
NEVER = "never"
SPEAK = "/speak"
_BETWEEN = re.compile(r"[,;&]|\band\b")


def ask_result(network: Network, circle: Circle, person: Person, given: Result) -> Result:
    """Ask for what is not given.

    Raises:
        VoiceCoachError: a given key is not known.
    """
    say(f"The call to {person.name}:")
    result = given
    if not result.objection and not result.outcome:
        result = replace(result, objection=_objection(network, circle, person))
    if not result.outcome:
        names = {key: one.name for key, one in network.book.outcomes.items()}
        result = replace(result, outcome=_choice("What came of it?", names))
    outcome = network.book.outcome(result.outcome)
    if outcome.again:
        return _when(network, result)
    if not result.said:
        result = replace(result, said=_sentence(network, circle, met=bool(result.objection)))
    if outcome.names and not result.named:
        named = _line("Whom did they name? (several: with commas; Enter: later) ")
        result = replace(result, named=_several(named))
    if outcome.names and not result.may_use:
        result = replace(result, may_use=_may_use(person))
    return _when(network, result)


def _objection(network: Network, circle: Circle, person: Person) -> str:
    situations = vocabulary().situations
    planned = next_call(circle.calls, person.id)
    kind = network.book.kinds[planned.about if planned else network.book.usual]
    others = [key for one in network.book.kinds.values() for key in one.likely]
    usual = list(dict.fromkeys([*kind.likely, *others]))[:USUAL]
    names = {key: situations[key].says for key in usual}
    key = _choice("Which no did you meet?", names, none="none", more=True)
    if key == MORE:
        return _choice("Which one?", {k: one.says for k, one in situations.items()}, none="none")
    return key


def _choice(question: str, names: Mapping[str, str], *, none: str = "", more: bool = False) -> str:
    """One key; asks again until it is one of them."""
    keys = list(names)
    say(question)
    for number, key in enumerate(keys, start=1):
        say(f"  {number} {names[key]}")
    if none:
        say(f"  {NONE} {none}" + (f"   {MORE} others" if more else ""))
    while True:
        typed = _line("> ").casefold()
        if typed in names or (more and typed == MORE):
            return typed
        if none and typed in ("", NONE):
            return ""
        if typed.isdecimal() and 1 <= int(typed) <= len(keys):
            return keys[int(typed) - 1]
        say(f"A number from 1 to {len(keys)}, please.")


def _sentence(network: Network, circle: Circle, *, met: bool) -> str:
    what = "What did they say, in their words?" if met else "What came of it, in a sentence?"
    typed = _line(f"{what} (Enter: nothing, {SPEAK} to say it aloud) ")
    if typed.casefold() != SPEAK:
        return typed
    from voicecoach.terminal.prepare.dictating import dictate  # sound: only where it is wanted

    return dictate(network.settings, circle.sounds)


def _several(names: str) -> tuple[str, ...]:
    """Names in one answer: "Grace Miller and Tom Berg"."""
    return tuple(name for name in map(str.strip, _BETWEEN.split(names)) if name)


def _may_use(person: Person) -> Permission:
    typed = _line(f"May you use {person.name}'s name? y, n (Enter: not asked) ").casefold()
    if typed[:1] == "y":
        return "yes"
    return "no" if typed[:1] == "n" else ""


def _when(network: Network, result: Result) -> Result:
    if result.back is not None or result.never:
        return result
    day = proposal(network, result)
    if day is None:
        return result
    while True:
        typed = _line(f"Call again on {day:%A} {day.isoformat()}? (Enter: yes, a day, {NEVER}) ")
        if not typed:
            return replace(result, back=day)
        if typed.casefold() == NEVER:
            return replace(result, never=True)
        try:
            chosen, hour = days.parse(typed, network.today)
        except VoiceCoachError as error:
            say(str(error))
            continue
        return replace(result, back=chosen, hour=hour)


def _line(prompt: str) -> str:
    """One typed line; the end of the input breaks off, and nothing is kept.

    Raises:
        KeyboardInterrupt: the input ended.
    """
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip()
