"""A call to rehearse, built from what is known of a real person. Pure.

What comes out is written like every other scenario file and goes through the ordinary loader;
its texts are data (``scenarios/person_calls.yaml``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from voicecoach.dialogue.details import clean
from voicecoach.dialogue.scenario import MAX_CHARACTERS
from voicecoach.plan.book import Kind
from voicecoach.plan.calls import RealCall
from voicecoach.plan.people import Person, new_id

FILE = "person_calls.yaml"
OTHER = "other"
"""Ways out for an objection that the file does not know."""
GROUP = "my own people"
MOST_FACTS = 12
FIRST_NO = "no-1"
"""Key of the line with the likeliest objection."""
_PLACE = re.compile(r"<([a-z]+)>")
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KindOfCall:
    """What calls of one kind have in common."""

    title: str
    goal: str
    aim: tuple[str, ...]
    moves: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """One "no" and the ways out of it; ``next`` holds branches as in a scenario."""

    says: tuple[str, ...]
    answers: tuple[str, ...]
    next: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """The file, whose head explains its fields."""

    voices: dict[str, tuple[str, ...]]
    temper: tuple[str, ...]
    most: int
    role: str
    who: tuple[str, ...]
    sentences: tuple[str, ...]
    permission: dict[str, str]
    before: dict[str, str]
    start: str
    silence: str
    hang_up: str
    goodbye: str
    dies: tuple[str, ...]
    always: tuple[Plain, ...]
    kinds: dict[str, KindOfCall]
    pick_up: Plain
    objections: dict[str, Objection]
    lines: dict[str, Plain]


@dataclass(frozen=True, slots=True)
class Known:
    """What a call is built from.

    Attributes:
        kind: of the call.
        sent: name of who gave this person's name; empty: not known.
        may_say: whether that name may be used: "yes", "no" or not known.
        earlier: calls held with them, the earliest first.
    """

    person: Person
    kind: Kind
    sent: str = ""
    may_say: str = ""
    earlier: Sequence[RealCall] = field(default_factory=tuple)


def expected(texts: Texts, known: Known) -> list[tuple[str, str]]:
    """The objections to rehearse: those met with this person, the latest first, then likely ones.

    Returns:
        pairs of the situation's key and what was said, empty where it was not met with them.
    """
    found: dict[str, str] = {}
    for call in reversed(known.earlier):
        if call.objection:
            found[call.objection] = found.get(call.objection) or _said(call)
    for situation in known.kind.likely:
        found.setdefault(situation, "")
    sayable = [pair for pair in found.items() if pair[0] in texts.objections or pair[1]]
    return sayable[: texts.most]


def compose(texts: Texts, known: Known) -> Plain:
    """The scenario as plain values, to be written to a file and loaded.

    Args:
        texts: what it is put together from.
        known: what is known of the person.
    """
    person, of_kind = known.person, texts.kinds[known.kind.key]
    about = _details(known)
    heard = {**about, "sent": about["sent"] if known.may_say == "yes" else ""}
    objections = expected(texts, known)
    lines = {texts.start: {**texts.pick_up, "answers": list(of_kind.answers)}}
    for number, (situation, said) in enumerate(objections, start=1):
        last = number == len(objections)
        then = texts.goodbye if last else f"no-{number + 1}"
        lines[f"no-{number}"] = _objection(texts, situation, said, then)
    lines[texts.start]["next"] = [*_dying(texts), {"to": FIRST_NO}]
    lines = {key: _filled(line, heard) for key, line in {**lines, **texts.lines}.items()}
    return {
        "key": key_of(person),
        "title": _one(of_kind.title, about),
        "group": GROUP,
        "brief": _cut(" ".join(_brief(texts, of_kind, known, about))),
        "facts": _facts(texts, known),
        "contact": _contact(texts, person),
        "goal": {"words": _one(of_kind.goal, about), "moves": list(of_kind.moves)},
        "start": texts.start,
        "silence": texts.silence,
        "hang_up": texts.hang_up,
        "always": list(texts.always),
        "lines": _reachable(lines, texts),
    }


def key_of(person: Person) -> str:
    """The key of the call to a person."""
    return f"to-{new_id(person.id, ())}"[:40].strip("-")


def heard_lines(texts: Texts, person: Person, calls: Iterable[RealCall]) -> dict[str, Plain]:
    """Every "no" of theirs that was written down, as lines of a call by key of the real call."""
    return {
        f"met-{call.id}": _filled(
            _objection(texts, call.objection, _said(call), texts.goodbye, own=True), {}
        )
        for call in calls
        if call.person == person.id and call.objection and _said(call)
    }


def met_call(texts: Texts, person: Person, calls: Iterable[RealCall]) -> Plain:
    """A call of nothing but what they said, for the deck: each line is a card in their words."""
    said = heard_lines(texts, person, calls)
    first = next(iter(said))
    keys = [*said, texts.goodbye]
    for key, after in zip(said, keys[1:], strict=False):
        said[key]["next"][-1] = {"to": after}
    lines = {**said, **{key: _filled(line, {}) for key, line in texts.lines.items()}}
    return {
        "key": key_of(person),
        "title": clean(person.name),
        "group": GROUP,
        "brief": clean(person.name),
        "contact": _contact(texts, person),
        "goal": {"words": clean(person.name)},
        "start": first,
        "silence": texts.silence,
        "lines": _reachable(lines, texts, start=first),
    }


def _details(known: Known) -> dict[str, str]:
    person = known.person
    plain = {
        "person": person.name,
        "first": person.name.split()[0],
        "company": person.company,
        "role": person.role,
        "sent": known.sent,
        "why": person.why.rstrip("."),
    }
    return {name: clean(value) for name, value in plain.items()}


def _brief(texts: Texts, of_kind: KindOfCall, known: Known, about: Mapping[str, str]) -> list[str]:
    told = [*_some(texts.who, about)[:1], *_some(texts.sentences, about)]
    if known.sent:
        told += _some([texts.permission[known.may_say or "unknown"]], about)
    told += _some(of_kind.aim, about)[:1]
    return [text[:1].upper() + text[1:] for text in told]


def _facts(texts: Texts, known: Known) -> list[str]:
    last = [call for call in known.earlier if _said(call)][-1:]
    before = [
        _one(texts.before["met" if call.objection else "noted"], {"said": _said(call)})
        for call in last
    ]
    return [_cut(fact) for fact in [*known.person.facts[:MOST_FACTS], *before]]


def _contact(texts: Texts, person: Person) -> Plain:
    everyone = [voice for voices in texts.voices.values() for voice in voices]
    choice = texts.voices.get(person.voice) or ((person.voice,) if person.voice else everyone)
    number = hashlib.sha256(person.id.encode()).digest()[0]
    return {
        "name": _cut(clean(person.name)),
        "say": clean(person.say),
        "role": _cut(clean(person.role)) or texts.role,
        "company": clean(person.company),
        "temper": list(texts.temper),
        "voice": choice[number % len(choice)],
    }


def _objection(texts: Texts, situation: str, said: str, then: str, *, own: bool = False) -> Plain:
    found = texts.objections.get(situation) or texts.objections[OTHER]
    words = [_cut(said)] if said else []
    says = words if own or not found.says else [*words, *found.says]
    return {
        "situation": situation,
        "says": says,
        "answers": list(found.answers),
        "next": [*_dying(texts), *found.next, {"to": then}],
    }


def _dying(texts: Texts) -> list[Plain]:
    return [{"when": {"any": list(texts.dies)}, "to": texts.goodbye}]


def _filled(line: Plain, about: Mapping[str, str]) -> Plain:
    """The line with its wordings filled in; those that speak of something unknown are left out."""
    changed = dict(line)
    for name in ("says", "answers"):
        if name in line:
            changed[name] = [_cut(text) for text in _some(line[name], about)]
    return changed


def _some(texts: Iterable[str], about: Mapping[str, str]) -> list[str]:
    return [_one(text, about) for text in texts if all(about.get(n) for n in _PLACE.findall(text))]


def _one(text: str, about: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda match: about.get(match.group(1), ""), text)


def _said(call: RealCall) -> str:
    """What they said, as it can be spoken; empty where there is no word in it."""
    words = clean(call.said)
    return words if any(character.isalnum() for character in words) else ""


def _cut(text: str) -> str:
    return text if len(text) <= MAX_CHARACTERS else text[: MAX_CHARACTERS - 1].rstrip() + "…"


def _reachable(lines: dict[str, Plain], texts: Texts, start: str = "") -> dict[str, Plain]:
    """Without the lines that this call does not lead to."""
    todo = [start or texts.start, texts.silence, texts.hang_up]
    todo += [branch["to"] for branch in texts.always]
    seen: list[str] = []
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.append(key)
            todo += [branch["to"] for branch in lines[key].get("next", ())]
    return {key: line for key, line in lines.items() if key in seen}
