"""The deck: grades are monotone, undo is as if never graded, days are days whatever the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.domain.days import practice_day
from voicecoach.domain.deck import AGAIN, EASY, GOOD, HARD, Review
from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.domain.turn import Ended, Reply
from voicecoach.practice.deck import (
    deck_of,
    grade,
    other_wording,
    success,
    understood,
)

BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
SCORES = st.integers(0, 100)
PAUSES = st.one_of(st.none(), st.floats(0, 60))
MONDAY = date(2026, 3, 2)


def made(card: str = "a", given: int = GOOD, day: date = MONDAY, **more) -> Review:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=BERLIN)
    values = {"drill": "d", "card": card, "at": at, "day": day, "wording": "No.", "score": 70}
    return Review(**{**values, "grade": given, "by_rule": given, **more})


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@given(SCORES, SCORES, PAUSES, st.floats(1, 10))
def test_a_higher_score_never_lowers_the_grade(one, other, pause, stretch):
    low, high = sorted((one, other))
    assert grade(low, pause, stretch) <= grade(high, pause, stretch)


@given(SCORES, st.floats(0, 60), st.floats(0, 60), st.floats(1, 10))
def test_a_longer_pause_never_raises_the_grade(score, one, other, stretch):
    short, long = sorted((one, other))
    assert grade(score, long, stretch) <= grade(score, short, stretch)


@given(SCORES, st.floats(0, 60), st.floats(1, 10), st.floats(1, 10))
def test_who_needs_longer_is_never_graded_worse_for_it(score, pause, one, other):
    assert grade(score, pause, min(one, other)) <= grade(score, pause, max(one, other))


@pytest.mark.parametrize(
    ("score", "pause", "expected"),
    [
        (90, 0.8, EASY),
        (90, 1.6, GOOD),
        (90, 4.5, HARD),
        (90, None, GOOD),
        (79, 0.8, GOOD),
        (59, 0.8, HARD),
        (39, 0.8, AGAIN),
        (0, 9.0, AGAIN),
    ],
)
def test_the_rule_as_it_is_documented(score, pause, expected):
    assert grade(score, pause) == expected


@pytest.mark.parametrize(
    ("text", "confidence", "expected"),
    [
        ("", None, False),
        ("  ", None, False),
        ("who else", None, True),
        ("who else", 0.9, True),
        ("who else", 0.2, False),
    ],
)
def test_what_was_not_understood_is_not_graded(text, confidence, expected):
    words = tuple(Word(word, n, n + 1, confidence) for n, word in enumerate(text.split()))
    heard = Transcript((Segment(text, words),)) if words else None
    assert understood(Reply(text, "spoken", Ended("pause", "quiet"), heard)) is expected


ONE = st.builds(made, card=st.sampled_from("abc"))
LOGS = st.lists(
    st.builds(
        made,
        card=st.sampled_from("abc"),
        given=st.integers(AGAIN, EASY),
        day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ),
    max_size=25,
)


@given(LOGS, LOGS, ONE)
def test_undone_is_as_never_graded(before, after, one):
    undone = replace(one, undone=True)
    assert deck_of([*before, undone, *after]) == deck_of([*before, *after])


@given(LOGS, ONE)
def test_corrected_is_as_graded_so(log, one):
    corrected = replace(one, grade=EASY)
    assert deck_of([*log, corrected]) == deck_of([*log, replace(one, grade=EASY, by_rule=EASY)])


@given(LOGS)
def test_no_card_is_lost_or_doubled_whatever_the_clock_did(log):
    deck = deck_of(log)
    assert set(deck.memories) == {one.card for one in log}
    for key, memory in deck.memories.items():
        assert memory.due > memory.last == max(one.day for one in log if one.card == key)
        assert memory.reviews == sum(one.card == key for one in log)
    far = date(2150, 1, 1)
    due = deck.due("abcd", far)
    assert sorted(due) == sorted(deck.memories)
    known = [deck.memories[key].known(far) for key in due]
    assert known == sorted(known, reverse=True)


def test_due_cards_are_those_whose_day_has_come():
    deck = deck_of([made("a", AGAIN), made("b", EASY), made("c", GOOD)])
    tomorrow = MONDAY + timedelta(days=1)
    assert deck.due("abc", MONDAY) == []
    assert deck.due("abc", tomorrow) == ["a"]
    assert deck.due("abc", deck.memories["b"].due) == ["b", "c", "a"]
    assert deck.memories["a"].due < deck.memories["c"].due < deck.memories["b"].due


def test_new_cards_come_in_their_order_and_so_many_a_day():
    deck = deck_of([made("a")])
    assert deck.new("abcdef", MONDAY, 3) == ["b", "c"]
    assert deck.new("abcdef", MONDAY + timedelta(days=1), 3) == ["b", "c", "d"]
    assert deck.new("abcdef", MONDAY, 0) == []
    assert deck_of([made("a", undone=True)]).new("abc", MONDAY, 1) == ["a"]


def test_the_forecast_counts_every_card_once_overdue_ones_today():
    deck = deck_of([made("a", AGAIN), made("b", GOOD), made("c", GOOD)])
    ahead = deck.forecast(MONDAY + timedelta(days=1), 200)
    assert sum(count for _, count in ahead) == 3
    late = deck.forecast(MONDAY + timedelta(days=90), 2)
    assert late[0] == (MONDAY + timedelta(days=90), 3)


def test_retention_falls_and_success_counts_repeats_only():
    deck = deck_of([made("a"), made("b")])
    assert deck.retention(MONDAY) == pytest.approx(1.0)
    assert 0 < deck.retention(MONDAY + timedelta(days=60)) < deck.retention(MONDAY)
    assert deck_of([]).retention(MONDAY) is None
    assert success([made("a"), made("b")]) is None
    assert success([made("a"), made("a", AGAIN), made("a"), made("a", undone=True)]) == 0.5


@given(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from("abcdx"), max_size=8),
)
def test_never_the_same_wording_twice_running(wordings, before):
    chosen = other_wording(wordings, before)
    assert chosen in wordings
    assert len(wordings) == 1 or not before or chosen != before[-1]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-10-24T04:30", "2026-10-24"),
        ("2026-10-25T03:59", "2026-10-24"),
        ("2026-10-25T04:30", "2026-10-25"),
        ("2026-03-29T04:30", "2026-03-29"),
        ("2026-03-29T03:30", "2026-03-28"),
        ("2026-12-31T23:59", "2026-12-31"),
        ("2027-01-01T00:10", "2026-12-31"),
    ],
)
def test_a_day_ends_at_the_hour_on_the_wall(moment, expected):
    assert practice_day(at(moment), 4).isoformat() == expected


def test_the_hour_can_be_set_and_the_offset_is_that_of_the_moment():
    late = at("2026-10-25T01:30")
    assert practice_day(late, 0) == date(2026, 10, 25)
    assert practice_day(late, 2.5) == date(2026, 10, 24)
    assert practice_day(at("2026-05-05T05:00", TOKYO), 4) == date(2026, 5, 5)
    assert practice_day(at("2026-05-05T05:00", TOKYO).astimezone(BERLIN), 4) == date(2026, 5, 4)


def test_a_card_comes_back_after_whole_days_on_both_sides_of_a_clock_change():
    """H-30: seen at 4:30 before the change, due at 4:30 after it, not an hour later."""
    for day in (date(2026, 3, 27), date(2026, 10, 23)):
        deck = deck_of([made(given=GOOD, day=day)])
        due = deck.memories["a"].due
        first = datetime(due.year, due.month, due.day, 4, 0, tzinfo=BERLIN)
        assert deck.due("a", practice_day(first - timedelta(minutes=1), 4)) == []
        assert deck.due("a", practice_day(first, 4)) == ["a"]


def test_a_clock_set_back_changes_no_memory():
    forward = [made(day=MONDAY), made(day=MONDAY + timedelta(days=3))]
    back = [*forward, made(day=MONDAY - timedelta(days=400))]
    same = [*forward, made(day=MONDAY + timedelta(days=3))]
    assert deck_of(back) == deck_of(same)


def test_the_same_log_always_gives_the_same_deck():
    log = [made("a", HARD), made("a", GOOD, MONDAY + timedelta(days=9)), made("b")]
    assert deck_of(log) == deck_of(list(log))
