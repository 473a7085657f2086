"""People, calls and the week as lines of text. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from voicecoach.app.people.network import Circle
from voicecoach.plan import calls as calls_module
from voicecoach.plan import people as people_module
from voicecoach.plan.book import Book
from voicecoach.plan.calls import Proposal, RealCall, last_contact, next_call
from voicecoach.plan.people import Person, who_sent
from voicecoach.plan.week import Week
from voicecoach.terminal.text.tables import bar, table

SHOWN = 12
"""Columns of a bar."""
NOBODY = 'Nobody is in your network yet. Add somebody: voicecoach people add "Dana Price"'


def people_values(circle: Circle, book: Book) -> list[dict[str, Any]]:
    """Everybody as plain JSON values."""
    return [person_values(one, circle, book) for one in circle.people]


def person_values(person: Person, circle: Circle, book: Book) -> dict[str, Any]:
    """Somebody with their calls as plain JSON values."""
    last = last_contact(circle.calls, person.id, book)
    following = next_call(circle.calls, person.id)
    return {
        **people_module.encode(person),
        "last_contact": last.isoformat() if last else None,
        "next_contact": following.due.isoformat() if following and following.due else None,
        "calls": [calls_module.encode(call) for call in circle.calls_with(person.id)],
    }


def people_lines(circle: Circle, book: Book) -> list[str]:
    """Everybody, one a line."""
    if not circle.people:
        return [NOBODY]
    rows = [["id", "name", "where", "last", "next"]]
    for one in circle.people:
        last = last_contact(circle.calls, one.id, book)
        rows.append(
            [
                *(one.id, one.name, one.company),
                f"{last:%Y-%m-%d}" if last else "-",
                _next_day(next_call(circle.calls, one.id)),
            ]
        )
    return table(rows, [False] * 5)


def _next_day(call: RealCall | None) -> str:
    return "-" if call is None or call.due is None else when(call)


def when(call: RealCall) -> str:
    """The day of a planned call, and its hour."""
    if call.due is None:
        return "some time"
    hour = f" {call.at:%H:%M}" if call.at else ""
    return f"{call.due:%a} {call.due.isoformat()}{hour}"


def person_lines(person: Person, circle: Circle, book: Book) -> list[str]:
    """Everything that is known of somebody."""
    sent = who_sent(person, circle.by_id)
    told = [
        ("spoken as", person.say),
        ("where", ", ".join(part for part in (person.role, person.company) if part)),
        ("phone", person.phone),
        ("email", person.email),
        ("why", person.why),
        ("name from", sent),
        ("their name", _permission(person)),
        *(("fact", fact) for fact in person.facts),
        *(("note", line) for line in person.notes.splitlines()),
    ]
    lines = [f"{person.name} ({person.id})"]
    lines += [f"  {name}: {value}" for name, value in told if value]
    return [*lines, *(f"  {_call(call, book)}" for call in circle.calls_with(person.id))]


def _permission(person: Person) -> str:
    words = {"yes": "you may use it", "no": "do not use it", "": "not asked yet"}[person.may_use]
    return words + (f" (asked: {person.asked_of})" if person.asked_of else "")


def _call(call: RealCall, book: Book) -> str:
    if call.done is None:
        return f"next: {when(call)}, {book.kinds[call.about].name}"
    outcome = book.outcomes.get(call.outcome)
    met = f", met: {call.objection}" if call.objection else ""
    said = f': "{" ".join(call.said.split())}"' if call.said else ""
    return f"{call.done:%Y-%m-%d}: {outcome.name if outcome else call.outcome}{met}{said}"


def tree_lines(people: Sequence[Person]) -> list[str]:
    """Who gave whose name."""
    if not people:
        return [NOBODY]
    return [
        f"{'  ' * depth}{one.name}"
        + (f", {one.company}" if one.company else "")
        + (f" (from: {one.heard_of})" if one.heard_of else "")
        for depth, one in people_module.tree(people)
    ]


def call_lines(calls: Sequence[RealCall], people: Mapping[str, Person], book: Book) -> list[str]:
    """Calls, one a line."""
    known = [call for call in calls if call.person in people]
    if not known:
        return ['There are no calls. Plan one: voicecoach calls add "Dana Price"']
    return [f"{people[call.person].name}: {_call(call, book)}" for call in known]


def next_lines(worth: Sequence[Proposal]) -> list[str]:
    """What to call next, and why."""
    if not worth:
        return ["No call is planned. What else is there this week? voicecoach week"]
    lines = []
    for number, one in enumerate(worth, start=1):
        phone = f", {one.person.phone}" if one.person.phone else ""
        lines.append(f"{number}. {one.person.name}{phone}: {'; '.join(one.why)}")
    return lines


def proposal_values(one: Proposal) -> dict[str, Any]:
    """A proposal as plain JSON values."""
    return {
        "person": one.person.id,
        "name": one.person.name,
        "phone": one.person.phone,
        "about": one.call.about,
        "due": one.call.due.isoformat() if one.call.due else None,
        "at": one.call.at.isoformat() if one.call.at else None,
        "why": list(one.why),
    }


def week_lines(week: Week, people: Mapping[str, Person]) -> list[str]:
    """The goals with their progress."""
    lines = [f"Week of {week.monday:%A} {week.monday.isoformat()}"]
    for goal in week.goals:
        if goal.wanted:
            share = min(100, round(100 * goal.done / goal.wanted))
            lines.append(f"{bar(share, SHOWN)} {goal.words}: {goal.done} of {goal.wanted}")
        else:
            lines.append(f"{' ' * SHOWN} {goal.words}: nobody at the moment")
        if goal.left and not goal.reached:
            lines.append(f"{' ' * SHOWN}   to call: {', '.join(people[p].name for p in goal.left)}")
    added = len(week.met)
    calls = "call" if week.held == 1 else "calls"
    new = "person" if added == 1 else "people"
    lines.append(f"{week.held} {calls} held; {added} {new} new in your network.")
    return lines
