"""Runs ``voicecoach calls``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from voicecoach.app.people import held_calls
from voicecoach.app.people.held_calls import Done, Result
from voicecoach.app.people.network import Circle, Network, plan_call
from voicecoach.errors import VoiceCoachError
from voicecoach.plan import calls as calls_module
from voicecoach.plan import days
from voicecoach.plan.calls import ranked
from voicecoach.plan.people import Permission, Person, find
from voicecoach.terminal.people import people_text
from voicecoach.terminal.people.people import here, parsed
from voicecoach.terminal.text.tables import say, say_json

DONE = 0
NEVER = "never"


@dataclass(frozen=True, slots=True)
class Told:
    """What was given on the command line; what is empty is asked for, or left open."""

    outcome: str = ""
    objection: str = ""
    said: str = ""
    spoken: bool = False
    may_use: Permission = ""
    named: tuple[str, ...] = ()
    company: str = ""
    back: str = ""
    on: str = ""


def run_add(who: str, about: str, on: str) -> None:
    """Plan a call, or move it.

    Raises:
        VoiceCoachError: there is nobody of that name, no such kind, or no such day.
    """
    network = here()
    person = find(network.read().people, who)
    call = plan_call(network, person, about, *parsed(on, network.today))
    verb = "moved to" if call.moved else "planned for"
    kind = network.book.kinds[call.about].name
    say(f"Call to {person.name} {verb} {people_text.when(call)} ({kind}).")


def run_list(who: str, *, as_json: bool) -> None:
    """Print calls.

    Raises:
        VoiceCoachError: there is nobody of that name.
    """
    network = here()
    circle = network.read()
    calls = circle.calls_with(find(circle.people, who).id) if who else list(circle.calls)
    if as_json:
        return say_json({"calls": [calls_module.encode(call) for call in calls]})
    for line in people_text.call_lines(calls, circle.by_id, network.book):
        say(line)


def run_next(most: int, *, as_json: bool) -> None:
    """Print whom to call next."""
    network = here()
    circle = network.read()
    worth = ranked(circle.calls, circle.by_id, network.book, network.today)[:most]
    if as_json:
        return say_json({"next": [people_text.proposal_values(one) for one in worth]})
    for line in people_text.next_lines(worth):
        say(line)
    if worth:
        say(f"Rehearse it: voicecoach rehearse {worth[0].person.id}")


def list_objections() -> None:
    """Print the objections that can be named."""
    for key, situation in held_calls.vocabulary().situations.items():
        say(f"{key}: {situation.says}")


def run_done(who: str, told: Told) -> int:
    """Keep what came of a call, and tell what follows.

    Returns:
        the exit code.

    Raises:
        VoiceCoachError: what was given does not fit, something is missing that nobody can be
            asked for, or it cannot be kept.
    """
    network = here()
    circle = network.read()
    person = _called(network, circle, who)
    result = _result(network, circle, person, told)
    _tell(network, held_calls.hold(network, person, result))
    return DONE


def _called(network: Network, circle: Circle, who: str) -> Person:
    if who:
        return find(circle.people, who)
    worth = ranked(circle.calls, circle.by_id, network.book, network.today)
    if not worth:
        raise VoiceCoachError(
            "No call is planned.", "Say who was called: voicecoach calls done NAME"
        )
    return worth[0].person


def _result(network: Network, circle: Circle, person: Person, told: Told) -> Result:
    from voicecoach.terminal.people.asking import ask_result

    asks = sys.stdin.isatty() and sys.stdout.isatty()
    if not asks and not told.outcome:
        known = ", ".join(network.book.outcomes)
        raise VoiceCoachError("What came of the call?", f"Add --outcome, one of: {known}.")
    never = told.back.strip().casefold() == NEVER
    back, hour = (None, None) if never or not told.back else days.parse(told.back, network.today)
    held = days.parse_held(told.on, network.now) if told.on else None
    said = told.said
    if told.spoken and not said:
        from voicecoach.terminal.prepare.dictating import dictate  # sound: only where it is wanted

        said = dictate(network.settings, circle.sounds)
    result = Result(
        *(told.outcome, told.objection, said, told.may_use, told.named, told.company),
        *(back, hour, never, held),
    )
    return ask_result(network, circle, person, result) if asks else result


def _tell(network: Network, done: Done) -> None:
    say(f"Kept: {done.person.name}, {network.book.outcomes[done.call.outcome].name}.")
    for lead, first in done.leads:
        say(f"New in your network: {lead.name}. Call planned for {people_text.when(first)}.")
        if not done.person.may_use:
            say(f"May you say that {done.person.name} sent you? That was not asked.")
    if done.call.objection and done.call.said:
        say("Their words are a card in your drills from tomorrow.")
    if done.closed:
        say("They asked not to be called: nothing is planned any more.")
    elif done.again is not None:
        say(f"Call again: {people_text.when(done.again)}.")
        say(f"Another day? voicecoach calls add {done.person.id} --on friday")
    else:
        say("No further call is planned.")


def run_cancel(who: str) -> None:
    """Drop the planned calls to somebody.

    Raises:
        VoiceCoachError: there is nobody of that name, or nothing is planned.
    """
    network = here()
    circle = network.read()
    person = find(circle.people, who)
    planned = [call for call in circle.calls_with(person.id) if call.open]
    if not planned:
        raise VoiceCoachError(f"No call to {person.name} is planned.")
    network.drop_calls(planned)
    say(f"No call to {person.name} is planned any more.")


def run_export(file: Path, *, semicolons: bool) -> None:
    """Write calls to a file.

    Raises:
        StorageError: it is there already or cannot be written.
    """
    from voicecoach.app.people import network_files

    count = network_files.export_calls(here(), file, semicolons=semicolons)
    say(f"{file}: {count} {'call' if count == 1 else 'calls'}.")
    say(network_files.OTHERS)
