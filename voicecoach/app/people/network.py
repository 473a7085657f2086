"""People and real calls put together from real parts: settings, history, what the week is about."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache, cached_property
from typing import Any

from voicecoach import assets
from voicecoach.errors import StorageError, VoiceCoachError
from voicecoach.history.database import FILE, Database
from voicecoach.history.people import PeopleStore
from voicecoach.plan import people as people_module
from voicecoach.plan.book import FILE as BOOK
from voicecoach.plan.book import Book, load_book
from voicecoach.plan.calls import RealCall, next_call
from voicecoach.plan.people import Person, find, new_id, tidied
from voicecoach.settings import Settings


@dataclass(frozen=True, slots=True)
class Circle:
    """Everybody and all calls, as they are now.

    Attributes:
        people: in the order they were added.
        calls: by their day, those to come first.
    """

    people: Sequence[Person] = ()
    calls: Sequence[RealCall] = ()

    @property
    def by_id(self) -> Mapping[str, Person]:
        """Everybody by id."""
        return {one.id: one for one in self.people}

    @property
    def sounds(self) -> Mapping[str, str]:
        """How everybody's name sounds, by name."""
        return {one.name: one.say or one.name for one in self.people}

    def calls_with(self, person: str) -> list[RealCall]:
        """All calls to somebody."""
        return [call for call in self.calls if call.person == person]

    def held_with(self, person: str) -> list[RealCall]:
        """Calls held with somebody, the earliest first."""
        found = [(call.done, call) for call in self.calls_with(person) if call.done is not None]
        return [call for _, call in sorted(found, key=lambda pair: pair[0])]


@dataclass
class Network:
    """Everything about people that needs files; each is read when it is asked for."""

    settings: Settings
    now: datetime = field(default_factory=lambda: datetime.now().astimezone())

    @cached_property
    def book(self) -> Book:
        """Kinds of calls and what can come of them."""
        return _book()

    @property
    def today(self) -> date:
        """By the clock on the wall."""
        return self.now.date()

    def read(self) -> Circle:
        """What is kept; nothing is made where there is no history yet.

        Raises:
            StorageError: the history cannot be read.
        """
        if not os.path.exists(self.settings.data_folder / FILE):
            return Circle()
        store = self._open()
        try:
            return Circle(*store.read())
        finally:
            store.close()

    def keep(self, people: Sequence[Person] = (), calls: Sequence[RealCall] = ()) -> None:
        """Keep what is new or changed; all of it or nothing.

        Raises:
            StorageError: it could not be kept.
        """
        store = self._open()
        try:
            store.keep(people, calls)
        finally:
            store.close()

    def forget(self, person: str) -> None:
        """Remove somebody with all calls to them.

        Raises:
            StorageError: they could not be removed.
        """
        store = self._open()
        try:
            store.remove(person)
        finally:
            store.close()

    def drop_calls(self, calls: Sequence[RealCall]) -> None:
        """Remove planned calls.

        Raises:
            StorageError: they could not be removed.
        """
        store = self._open()
        try:
            for call in calls:
                store.drop_call(call.id)
        finally:
            store.close()

    def _open(self) -> PeopleStore:
        return PeopleStore(Database(self.settings.data_folder / FILE))


@cache
def _book() -> Book:
    return load_book(assets.scenarios() / BOOK)


def add(network: Network, name: str, given: Mapping[str, Any]) -> Person:
    """Add somebody.

    Args:
        network: where to.
        name: as written.
        given: further fields of a person; ``source`` may be anybody's name.

    Raises:
        VoiceCoachError: the name is empty, or they are there already.
    """
    circle = network.read()
    fresh = Person(new_id(name, circle.by_id), people_module.one_line(name), network.now)
    person = _with(fresh, given, circle)
    for other in circle.people:
        if _same(person, other):
            raise StorageError(
                f"{other.name} is in your network already: {other.id}.",
                "Change it with: voicecoach people edit, or give their company, if it is another.",
            )
    network.keep([person])
    return person


def edit(network: Network, wanted: str, given: Mapping[str, Any]) -> Person:
    """Change what is known of somebody.

    Raises:
        VoiceCoachError: there is nobody of that name, or it is no change that can be kept.
    """
    circle = network.read()
    person = _with(find(circle.people, wanted), given, circle)
    network.keep([person])
    return person


def _with(person: Person, given: Mapping[str, Any], circle: Circle) -> Person:
    changes = {name: value for name, value in given.items() if value is not None}
    if "source" in changes:
        changes |= _came_from(str(changes["source"]), person, circle)
    if "facts" in changes:
        changes["facts"] = tuple(changes["facts"])
    return tidied(replace(person, **changes))


def _came_from(words: str, person: Person, circle: Circle) -> dict[str, str]:
    """Somebody in the network, or anything else in words.

    Raises:
        VoiceCoachError: it is the person, or somebody whose name they gave.
    """
    try:
        giver = find(circle.people, words)
    except people_module.NoPersonError:
        return {"source": "", "heard_of": words}
    above: set[str] = set()
    one: Person | None = giver
    while one is not None and one.id not in above:
        above.add(one.id)
        one = circle.by_id.get(one.source)
    if person.id in above:
        raise VoiceCoachError(
            f"{giver.name}'s name comes from {person.name}: it cannot be the other way round too.",
            "See who gave whose name: voicecoach people tree",
        )
    return {"source": giver.id, "heard_of": ""}


def _same(one: Person, other: Person) -> bool:
    return (one.name.casefold(), one.company.casefold()) == (
        other.name.casefold(),
        other.company.casefold(),
    )


def plan_call(
    network: Network,
    person: Person,
    about: str = "",
    day: date | None = None,
    hour: time | None = None,
) -> RealCall:
    """Plan a call, or move the one of that kind that is planned already.

    Args:
        network: where to.
        person: whom.
        about: kind of the call; empty: that of the next planned one, or the usual one.
        day: when; None: today.
        hour: of that day.

    Raises:
        VoiceCoachError: there is no such kind.
    """
    circle = network.read()
    planned = [call for call in circle.calls_with(person.id) if call.open]
    if about:
        network.book.kind(about)
        planned = [call for call in planned if call.about == about]
    first = next_call(planned, person.id)
    if first is None:
        kind = about or (network.book.given if _was_given(person) else network.book.usual)
        call = RealCall(new_call(), person.id, kind, day or network.today, hour)
    else:
        moved = (first.due, first.at) != (day or network.today, hour)
        call = replace(first, due=day or network.today, at=hour, moved=first.moved + moved)
    network.keep(calls=[call])
    return call


def new_call() -> str:
    """An id that no other call has, in any history."""
    return secrets.token_hex(8)


def _was_given(person: Person) -> bool:
    return bool(person.source or person.heard_of)
