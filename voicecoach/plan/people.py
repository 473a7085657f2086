"""People in the caller's real network: who, why they, from whom; who gave whose name. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from voicecoach.errors import VoiceCoachError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Permission = Literal["", "yes", "no"]
LONGEST = 60
"""Characters of an id; the voice and every list are made for names shorter than that."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the caller knows, or was given the name of.

    Attributes:
        id: small letters and hyphens, as typed on the command line.
        name: as written.
        added: when, with the zone's offset.
        say: as spoken, where the voice would read the name wrongly.
        voice: "woman", "man", or one of the synthesizer's; empty: any.
        company, role: where they work and as what, or who they are to the caller.
        phone, email: as typed; never changed.
        why: why this person.
        source: id of the person who gave the name; empty: nobody in the network did.
        heard_of: in words, where the name comes from if not from a person.
        may_use: whether their name may be used with others; empty: not known.
        asked_of: who was asked for that, and when, in words.
        facts: what is known of them, one line each.
        notes: anything else.
    """

    id: str
    name: str
    added: datetime
    say: str = ""
    voice: str = ""
    company: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    why: str = ""
    source: str = ""
    heard_of: str = ""
    may_use: Permission = ""
    asked_of: str = ""
    facts: tuple[str, ...] = ()
    notes: str = ""


TEXTS = tuple(
    field.name for field in fields(Person) if field.name not in ("id", "added", "may_use", "facts")
)
"""The fields that are text and may be typed."""


class NoPersonError(VoiceCoachError):
    """There is no such person, or more than one."""


def tidied(person: Person) -> Person:
    """The person as it is kept: one line where one line belongs, nothing that cannot be stored.

    Raises:
        VoiceCoachError: the name is empty.
    """
    changed: dict[str, Any] = {name: one_line(getattr(person, name)) for name in TEXTS}
    changed["notes"] = several_lines(person.notes)
    changed["facts"] = tuple(fact for fact in map(one_line, person.facts) if fact)
    if not changed["name"]:
        raise VoiceCoachError(
            "A person needs a name.", 'For example: voicecoach people add "Dana Price"'
        )
    return replace(person, **changed)


def one_line(text: str) -> str:
    """On one line, without what cannot be printed."""
    return " ".join("".join(c if _shows(c) else " " for c in text).split())


def several_lines(text: str) -> str:
    """Lines without what cannot be printed, and without empty ones around them."""
    return "\n".join(one_line(line) for line in text.splitlines()).strip("\n")


def _shows(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


def new_id(name: str, taken: Iterable[str]) -> str:
    """An id for a name: ``Jörg Müller`` is ``jorg-muller``, the next of that name ``-2``."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or "person"
    there = set(taken)
    number = 2
    wanted = base
    while wanted in there:
        wanted, number = f"{base}-{number}", number + 1
    return wanted


def find(people: Sequence[Person], wanted: str) -> Person:
    """One person by id, by name, or by the beginning of either; capitals do not matter.

    Raises:
        NoPersonError: none fits, or more than one.
    """
    text = one_line(wanted).casefold()
    exact = [one for one in people if text in (one.id, one.name.casefold())]
    parts = [one for one in people if text and _begins(one, text)]
    found = exact or parts
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(one.id for one in found[:4])
        raise NoPersonError(f"{wanted!r} fits more than one person: {shown}.", "Give the whole id.")
    names = {name: one.id for one in people for name in (one.id, one.name.casefold())}
    near = get_close_matches(text, list(names), n=1)
    todo = (
        f"Did you mean {names[near[0]]}?" if near else f'Add them: voicecoach people add "{wanted}"'
    )
    raise NoPersonError(f"There is nobody called {wanted!r} in your network.", todo)


def _begins(person: Person, text: str) -> bool:
    words = person.name.casefold().split()
    return person.id.startswith(text) or any(word.startswith(text) for word in words)


def tree(people: Sequence[Person]) -> Iterator[tuple[int, Person]]:
    """Everybody once, below the one who gave their name, with the depth from 0.

    Links that go round in a circle, as a file edited by hand may have them, are cut where the
    circle is entered.
    """
    known = {one.id for one in people}
    below: dict[str, list[Person]] = {}
    for one in people:
        below.setdefault(one.source if one.source in known else "", []).append(one)
    seen: set[str] = set()
    for root in [*below.get("", []), *people]:
        todo = [(0, root)]
        while todo:
            depth, one = todo.pop()
            if one.id not in seen:
                seen.add(one.id)
                yield depth, one
                todo += [(depth + 1, each) for each in reversed(below.get(one.id, []))]


def who_sent(person: Person, people: Mapping[str, Person]) -> str:
    """In words, where a name comes from; empty where it is not known."""
    giver = people.get(person.source)
    return giver.name if giver else person.heard_of


def encode(person: Person) -> dict[str, Any]:
    """As plain JSON values."""
    return {**asdict(person), "added": person.added.isoformat(), "facts": list(person.facts)}


def decode(plain: object) -> Person:
    """What ``encode`` wrote.

    Raises:
        pydantic.ValidationError: not such a record.
    """
    return _codec().validate_python(plain)


@cache
def _codec() -> TypeAdapter[Person]:
    from pydantic import TypeAdapter

    return TypeAdapter(Person)
