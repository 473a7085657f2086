"""Planned calls as a calendar file (RFC 5545) that other programs take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

import icalendar

from voicecoach.plan.book import Book
from voicecoach.plan.calls import RealCall
from voicecoach.plan.people import Person, who_sent

PRODUCT = "-//voicecoach//calls//EN"
DURATION = timedelta(minutes=15)
"""A call with an hour takes that long in the calendar."""
REMINDER = timedelta(minutes=-10)


def to_calendar(
    calls: Iterable[RealCall], people: Mapping[str, Person], book: Book, now: datetime
) -> bytes:
    """One event for each call that is to come on a day.

    A call keeps its UID, and its SEQUENCE counts how often it was moved: who takes the file in
    again has the call moved, not doubled. An hour is written as UTC, which is the same moment in
    every calendar whatever its zone; a day without an hour stays that day everywhere.

    Args:
        calls: all.
        people: by id.
        book: names of the kinds.
        now: written as DTSTAMP.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for call in calls:
        if call.open and call.due is not None and call.person in people:
            calendar.add_component(_event(call, people, book, now))
    return bytes(calendar.to_ical())


def _event(
    call: RealCall, people: Mapping[str, Person], book: Book, now: datetime
) -> icalendar.Event:
    person = people[call.person]
    where = f" ({person.company})" if person.company else ""
    event = icalendar.Event()
    event.add("uid", f"{call.id}@voicecoach")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", call.moved)
    event.add("summary", f"Call {person.name}{where}")
    event.add("description", "\n".join(_told(call, person, people, book)))
    if call.due is None:
        raise ValueError("a call without a day is no event")
    if call.at is None:
        event.add("dtstart", call.due)
        event.add("transp", "TRANSPARENT")
    else:
        # Without a zone it is the clock where the caller is: the system knows its rules.
        begins = datetime.combine(call.due, call.at).astimezone(UTC)
        event.add("dtstart", begins)
        event.add("dtend", begins + DURATION)
        event.add_component(_alarm(person))
    return event


def _told(call: RealCall, person: Person, people: Mapping[str, Person], book: Book) -> list[str]:
    sent = who_sent(person, people)
    told = [
        book.kinds[call.about].name,
        person.phone,
        f"why: {person.why}" if person.why else "",
        f"from: {sent}" if sent else "",
    ]
    return [line for line in told if line]


def _alarm(person: Person) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Call {person.name}")
    alarm.add("trigger", REMINDER)
    return alarm
