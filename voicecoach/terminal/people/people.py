"""Runs ``voicecoach people``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from voicecoach import settings as settings_module
from voicecoach.app.people import network as network_module
from voicecoach.app.people.network import Network, plan_call
from voicecoach.plan import days
from voicecoach.plan.people import Person, find
from voicecoach.terminal.people import people_text
from voicecoach.terminal.text.tables import say, say_json
from voicecoach.terminal.upkeep.keeping import may

DONE, NOT_DONE = 0, 1


def here() -> Network:
    """The caller's network."""
    return Network(settings_module.load())


def run_add(name: str, given: Mapping[str, Any], about: str, on: str, *, call: bool) -> None:
    """Add somebody and plan the first call.

    Args:
        name: as written.
        given: further fields.
        about: kind of the call; empty: by where the name comes from.
        on: day of the call; empty: today.
        call: whether to plan one.

    Raises:
        VoiceCoachError: they are there already, or something typed does not fit.
    """
    network = here()
    day, hour = parsed(on, network.today)
    if about:
        network.book.kind(about)
    person = network_module.add(network, name, given)
    say(f"{person.name} is in your network: {person.id}")
    if call:
        planned = plan_call(network, person, about, day, hour)
        kind = network.book.kinds[planned.about].name
        say(f"Call planned for {people_text.when(planned)} ({kind}).")
        say(f"Rehearse it: voicecoach rehearse {person.id}")


def parsed(on: str, today: date) -> tuple[date | None, time | None]:
    """The day that was typed; None where none was.

    Raises:
        VoiceCoachError: it is no day.
    """
    return days.parse(on, today) if on else (None, None)


def run_edit(who: str, given: Mapping[str, Any]) -> None:
    """Change what is known of somebody, and show it.

    Raises:
        VoiceCoachError: there is nobody of that name, or something typed does not fit.
    """
    network = here()
    _show(network, network_module.edit(network, who, given))


def run_show(who: str, *, as_json: bool) -> None:
    """Print everything that is known of somebody.

    Raises:
        VoiceCoachError: there is nobody of that name.
    """
    network = here()
    circle = network.read()
    person = find(circle.people, who)
    if as_json:
        return say_json(people_text.person_values(person, circle, network.book))
    _show(network, person)


def _show(network: Network, person: Person) -> None:
    for line in people_text.person_lines(person, network.read(), network.book):
        say(line)


def run_list(*, as_json: bool) -> None:
    """Print everybody."""
    network = here()
    circle = network.read()
    if as_json:
        return say_json({"people": people_text.people_values(circle, network.book)})
    for line in people_text.people_lines(circle, network.book):
        say(line)


def run_tree(*, as_json: bool) -> None:
    """Print who gave whose name."""
    people = here().read().people
    if as_json:
        return say_json({"links": [{"person": one.id, "from": one.source} for one in people]})
    for line in people_text.tree_lines(people):
        say(line)


def run_remove(who: str, *, sure: bool) -> int:
    """Forget somebody, after asking.

    Returns:
        the exit code.

    Raises:
        VoiceCoachError: there is nobody of that name, or they cannot be removed.
    """
    network = here()
    circle = network.read()
    person = find(circle.people, who)
    held = len(circle.calls_with(person.id))
    question = f"Remove {person.name} and {held} {'call' if held == 1 else 'calls'} for good?"
    if not may(question, sure):
        return NOT_DONE
    network.forget(person.id)
    say(f"Removed: {person.name}. Rehearsals of calls to them stay in your history.")
    return DONE


def run_export(file: Path, *, semicolons: bool) -> None:
    """Write everybody to a CSV file.

    Raises:
        StorageError: it is there already or cannot be written.
    """
    from voicecoach.app.people import network_files

    count = network_files.export_people(here(), file, semicolons=semicolons)
    say(f"{file}: {count} {'person' if count == 1 else 'people'}.")
    say(network_files.OTHERS)


def run_import(file: Path) -> None:
    """Add everybody in a CSV file.

    Raises:
        VoiceCoachError: it is no such file, or cannot be kept.
    """
    from voicecoach.app.people import network_files

    taken = network_files.take_in(here(), file)
    say(f"{file}: {taken.people} people and {taken.calls} calls taken in.")
