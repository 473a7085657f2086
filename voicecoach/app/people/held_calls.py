"""After a real call: what came of it, who was named, when to call again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from voicecoach import assets
from voicecoach.app.people.network import Circle, Network, new_call
from voicecoach.domain.advice import Advice
from voicecoach.errors import VoiceCoachError
from voicecoach.plan.calls import RealCall, next_call, proposed
from voicecoach.plan.people import Permission, Person, new_id, several_lines, tidied
from voicecoach.scoring.advice_files import load_advice


@dataclass(frozen=True, slots=True)
class Result:
    """What the caller tells of a call.

    Attributes:
        outcome: key of what came of it.
        objection: key of the situation that was met; empty: none.
        said: the "no" in their words, or what came of it.
        may_use: whether the caller may use their name; empty: not asked.
        named: names of people they gave.
        at_company: where these work, if it is known.
        back: the day to call again; None: as proposed.
        hour: of that day.
        never: do not call again.
        held: when the call was; None: just now.
    """

    outcome: str
    objection: str = ""
    said: str = ""
    may_use: Permission = ""
    named: tuple[str, ...] = ()
    at_company: str = ""
    back: date | None = None
    hour: time | None = None
    never: bool = False
    held: datetime | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What was kept of it.

    Attributes:
        call: the call that was held.
        person: as they are now.
        again: when to call again; None: not planned.
        leads: new people with the calls to them.
        closed: they do not want to be called again.
    """

    call: RealCall
    person: Person
    again: RealCall | None
    leads: tuple[tuple[Person, RealCall], ...] = ()
    closed: bool = False


def vocabulary() -> Advice:
    """Names of the situations.

    Raises:
        DataFileError: the file is malformed.
    """
    return load_advice(assets.scenarios() / "moves.yaml")


def proposal(network: Network, result: Result) -> date | None:
    """When to call again; None where they do not want that."""
    if result.objection in network.book.closed:
        return None
    held = (result.held or network.now).date()
    again = proposed(held, network.book.outcome(result.outcome))
    return max(again, network.today)  # a call told late: what was due since is due today


def hold(network: Network, person: Person, result: Result) -> Done:
    """Keep a call that was held, and plan what follows from it; all of it or nothing.

    Args:
        network: where to.
        person: who was called.
        result: what came of it.

    Raises:
        VoiceCoachError: there is no such outcome or objection, or it could not be kept.
    """
    if result.objection and result.objection not in vocabulary().situations:
        raise VoiceCoachError(
            f"There is no objection {result.objection!r}.",
            "See which there are: voicecoach calls done --list",
        )
    network.book.outcome(result.outcome)
    circle = network.read()
    leads = _leads(network, circle, person, result)
    planned = next_call(circle.calls, person.id)
    call = replace(
        planned or RealCall(new_call(), person.id, network.book.usual),
        done=result.held or network.now,
        objection=result.objection,
        outcome=result.outcome,
        said=several_lines(result.said),
        may_use=result.may_use,
        gave=tuple(lead.id for lead, _ in leads),
    )
    again = _again(network, call, result)
    if result.may_use:
        asked = f"{person.name}, {(result.held or network.now).date().isoformat()}"
        person = replace(person, may_use=result.may_use, asked_of=asked)
    more = [again] if again else []
    people = [person, *(lead for lead, _ in leads)]
    network.keep(people, [call, *more, *(first for _, first in leads)])
    closed = result.objection in network.book.closed
    if closed:
        rest = [one for one in circle.calls_with(person.id) if one.open and one.id != call.id]
        network.drop_calls(rest)
    return Done(call, person, again, tuple(leads), closed)


def _again(network: Network, call: RealCall, result: Result) -> RealCall | None:
    day = result.back or proposal(network, result)
    if result.never or day is None:
        return None
    kind = network.book.outcome(result.outcome).then or call.about
    return RealCall(new_call(), call.person, kind, day, result.hour)


def _leads(
    network: Network, circle: Circle, giver: Person, result: Result
) -> list[tuple[Person, RealCall]]:
    """People who were named: new ones, to be called today; who is there already is called too."""
    found: list[tuple[Person, RealCall]] = []
    taken = set(circle.by_id)
    for name in dict.fromkeys(result.named):
        known = [one for one in circle.people if one.name.casefold() == name.casefold().strip()]
        if known and known[0].id != giver.id:
            lead = known[0]
        else:
            lead = Person(new_id(name, taken), name, network.now, company=result.at_company)
            lead = tidied(replace(lead, source=giver.id))
        taken.add(lead.id)
        planned = next_call(circle.calls, lead.id)
        first = RealCall(new_call(), lead.id, network.book.given, network.today)
        found.append((lead, planned or first))
    return found
