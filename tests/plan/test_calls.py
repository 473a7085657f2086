"""When to call again, what to call next, days as they are typed."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.making import ADDED, BOOK, call, calls, person
from voicecoach import assets
from voicecoach.data_files import load
from voicecoach.dialogue.for_person import FILE, Texts
from voicecoach.errors import VoiceCoachError
from voicecoach.plan import days
from voicecoach.plan.calls import (
    EARLIEST,
    LATEST,
    decode,
    encode,
    last_contact,
    met,
    next_call,
    proposed,
    ranked,
)
from voicecoach.scoring.advice_files import load_advice

TODAY = date(2026, 11, 26)  # a Thursday


@settings(max_examples=25)
@given(calls("x"))
def test_a_call_is_kept_as_it_is(one) -> None:
    assert decode(encode(one)) == one


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(list(BOOK.outcomes)))
def test_a_follow_up_is_proposed_in_one_to_two_weeks_on_a_working_day(held, outcome) -> None:
    day = proposed(held, BOOK.outcomes[outcome])
    assert day.weekday() < 5
    if not BOOK.outcomes[outcome].again:
        assert EARLIEST <= day - held <= LATEST
    else:
        assert day - held <= timedelta(days=3)


def test_the_file_of_the_week_names_only_what_there_is() -> None:
    advice = load_advice(assets.scenarios() / "moves.yaml")
    texts = load(assets.scenarios() / FILE, Texts)
    assert {BOOK.given, BOOK.waiting, BOOK.usual} <= set(BOOK.kinds)
    assert set(texts.kinds) == set(BOOK.kinds)
    assert {one.then for one in BOOK.outcomes.values()} <= {"", *BOOK.kinds}
    assert set(BOOK.closed) <= set(advice.situations)
    for kind in BOOK.kinds.values():
        assert set(kind.likely) <= set(advice.situations) & set(texts.objections)


def order(*planned, today: date = TODAY) -> list[str]:
    people = {one.id: one for one in PEOPLE}
    return [one.person.id for one in ranked(planned, people, BOOK, today)]


PEOPLE = [
    person("Ann", may_use="yes"),
    person("Bob", source="ann"),
    person("Cleo"),
    person("Dan", may_use="no"),
    person("Eve", source="dan"),
]


def test_what_is_due_goes_before_what_is_not_whatever_it_is_about() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert order(call("ann", "waiting", tomorrow), call("cleo", "touch", TODAY)) == ["cleo", "ann"]


def test_who_keeps_the_caller_waiting_goes_first_then_applications_names_interviews() -> None:
    kinds = ["touch", "interview", "lead", "application", "waiting"]
    planned = [call(one.id, kind, TODAY) for one, kind in zip(PEOPLE, kinds, strict=True)]
    assert order(*planned) == ["eve", "dan", "cleo", "bob", "ann"]


def test_a_name_that_may_be_used_and_a_late_call_go_first_among_equals() -> None:
    assert order(call("cleo", due=TODAY), call("bob", due=TODAY)) == ["bob", "cleo"]
    late = call("cleo", due=TODAY - timedelta(days=9))
    assert order(call("bob", due=TODAY), late) == ["cleo", "bob"]


def test_why_is_told() -> None:
    people = {one.id: one for one in PEOPLE}
    planned = [call("bob", due=TODAY), call("eve", due=TODAY - timedelta(days=3))]
    why = {one.person.id: one.why for one in ranked(planned, people, BOOK, TODAY)}
    assert why["bob"] == ("a name you were given", "due today", "you may say that Ann sent you")
    assert why["eve"] == ("a name you were given", "due for 3 days", "without Dan's name")


def test_held_calls_and_those_to_nobody_are_not_proposed() -> None:
    assert order(call("ann", done=ADDED), call("gone", due=TODAY)) == []


def test_last_and_next_contact() -> None:
    held = call("ann", done=ADDED, outcome="no", id="1")
    missed = replace(held, done=ADDED + timedelta(days=1), outcome="nobody", id="2")
    planned = call("ann", due=TODAY, id="3")
    assert last_contact([missed, held], "ann", BOOK) == ADDED
    assert last_contact([missed], "ann", BOOK) is None
    assert next_call([held, replace(planned, due=None), planned], "ann") == planned


def test_what_was_met_counts_half_after_two_weeks() -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=ADDED.tzinfo)
    held = call("ann", done=now, objection="no-jobs")
    before = replace(held, done=now - timedelta(days=14))
    assert met([held, before], TODAY, 14) == {"no-jobs": 1.5}


@pytest.mark.parametrize(
    ("typed", "day", "hour"),
    [
        ("today", 26, None),
        ("Tomorrow", 27, None),
        ("fri", 27, None),
        ("thursday 9:30", 33, time(9, 30)),
        ("+10", 36, None),
        ("2026-12-01T14:05", 31, time(14, 5)),
        ("8:00", 26, time(8)),
    ],
)
def test_days_as_they_are_typed(typed: str, day: int, hour: time | None) -> None:
    assert days.parse(typed, TODAY) == (date(2026, 11, 1) + timedelta(days=day - 1), hour)


@pytest.mark.parametrize("typed", ["", "f", "flurday", "2026-13-01", "+99999", "25:00", "mañana"])
def test_what_is_no_day_is_told(typed: str) -> None:
    with pytest.raises(VoiceCoachError, match="is no day"):
        days.parse(typed, TODAY)


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("today", "2026-11-26T09:00:00+01:00"),
        ("today 8:15", "2026-11-26T08:15:00+01:00"),
        ("Yesterday", "2026-11-25T12:00:00+01:00"),
        ("thu", "2026-11-19T12:00:00+01:00"),  # today is a Thursday
        ("wednesday 16:30", "2026-11-25T16:30:00+01:00"),
        ("-2", "2026-11-24T12:00:00+01:00"),
        ("2026-10-24 9:30", "2026-10-24T09:30:00+02:00"),  # summer time then
    ],
)
def test_when_a_call_was_is_a_moment_of_that_day_in_the_zone_of_that_day(typed, held) -> None:
    now = datetime(2026, 11, 26, 9, 0, tzinfo=BERLIN)
    with time_machine.travel(now):
        assert days.parse_held(typed, now).isoformat() == held


@pytest.mark.parametrize("typed", ["tomorrow", "today 9:01", "2027-01-01", "+1", "", "25:00"])
def test_a_call_that_is_to_come_or_on_no_day_was_not_held(typed: str) -> None:
    now = datetime(2026, 11, 26, 9, 0, tzinfo=BERLIN)
    with time_machine.travel(now), pytest.raises(VoiceCoachError, match=r"is (no day|still)"):
        days.parse_held(typed, now)


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_day_or_told(typed: str) -> None:
    with contextlib.suppress(VoiceCoachError):
        days.parse(typed, TODAY)
    with contextlib.suppress(VoiceCoachError):
        days.parse_held(typed, ADDED)
