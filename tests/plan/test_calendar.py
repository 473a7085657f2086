"""A calendar file that calendars take (H-42)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import icalendar
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.making import ADDED, BOOK, call, people, person
from voicecoach.plan.calendar import to_calendar

DUE = date(2026, 12, 1)
SOHNE = person("Jörg Müller", "jm", company="Müller, Söhne & Co; Einkauf", phone="+49 170")


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def written(one, *planned) -> bytes:
    return to_calendar(planned, {one.id: one}, BOOK, ADDED)


@settings(max_examples=25)
@given(people("a"), st.times().map(lambda at: time(at.hour, at.minute)))
def test_lines_are_folded_and_ended_as_the_rfc_says_and_nothing_is_lost(one, at) -> None:
    content = written(one, call("a", due=DUE, at=at))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # no character is cut in two
    (event,) = events(content)
    where = f" ({one.company})" if one.company else ""
    assert str(event["summary"]) == f"Call {one.name}{where}"
    if one.why:
        assert f"why: {one.why}" in str(event["description"]).splitlines()


def test_what_every_event_needs_is_there() -> None:
    (event,) = events(written(SOHNE, call("jm", due=DUE, at=time(9, 30))))
    assert event["summary"] == "Call Jörg Müller (Müller, Söhne & Co; Einkauf)"
    assert event["dtstamp"].dt == ADDED.astimezone(UTC)
    (alarm,) = event.walk("VALARM")
    assert alarm["description"] == "Call Jörg Müller"
    unfolded = written(SOHNE, call("jm", due=DUE)).replace(b"\r\n ", b"").decode("utf-8")
    assert "SUMMARY:Call Jörg Müller (Müller\\, Söhne & Co\\; Einkauf)" in unfolded


def test_a_call_keeps_its_uid_and_counts_its_moves() -> None:
    planned = call("jm", due=DUE, id="c0ffee")
    (first,) = events(written(SOHNE, planned))
    (again,) = events(written(SOHNE, replace(planned, due=date(2026, 12, 4), moved=1)))
    assert first["uid"] == again["uid"] == "c0ffee@voicecoach"
    assert (first["sequence"], again["sequence"]) == (0, 1)


def test_an_hour_is_the_same_moment_everywhere_and_a_day_stays_that_day() -> None:
    for day, utc in ((date(2026, 7, 1), 7), (date(2026, 12, 1), 8)):  # summer and winter time
        with time_machine.travel(datetime(2026, 1, 1, tzinfo=ZoneInfo("Europe/Berlin"))):
            (event,) = events(written(SOHNE, call("jm", due=day, at=time(9, 30))))
        assert event["dtstart"].dt == datetime(day.year, day.month, day.day, utc, 30, tzinfo=UTC)
    (event,) = events(written(SOHNE, call("jm", due=DUE)))
    assert event["dtstart"].dt == DUE


def test_only_calls_to_come_on_a_day_are_events() -> None:
    held = call("jm", due=DUE, done=ADDED)
    assert events(written(SOHNE, held, call("jm", id="x"), call("gone", due=DUE))) == []
