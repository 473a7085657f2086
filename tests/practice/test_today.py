"""What today proposes, the caller's own times, the ladder, felt against scored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from voicecoach.domain.deck import DrillRecord, Figures, Review
from voicecoach.practice.cards import Day
from voicecoach.practice.standing import earlier, feeling, figures
from voicecoach.practice.today import USUAL_SECONDS, look, rung, seconds_a_card

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
KEYS = [f"c{n}" for n in range(100)]


def made(card: str = "c0", **more) -> Review:
    values = {"drill": "d", "card": card, "at": AT, "day": DAY, "wording": "No.", "score": 70}
    return Review(**{**values, "grade": 3, "by_rule": 3, "seconds": 20.0, **more})


def held(mode: str, before: int | None, after: int | None) -> DrillRecord:
    return DrillRecord("d", mode, AT, DAY, before, after)


def test_a_newcomer_is_offered_a_few_new_ones():
    today = look(KEYS, [], Day(DAY, 5), 10)
    assert (today.due, today.new, today.proposed, today.rest) == (0, 5, 5, 0)
    assert today.minutes == pytest.approx(5 * USUAL_SECONDS / 60)
    assert today.last_day is None
    assert today.caught_up is None


@pytest.mark.parametrize("cards", [1, 10, 29, 30, 31, 60, 100])
def test_it_is_never_more_than_the_usual_minutes_and_the_rest_has_its_day(cards):
    log = [made(key) for key in KEYS[:cards]]
    later = DAY + timedelta(days=30)
    today = look(KEYS, log, Day(later, 5), 10)
    assert today.due == cards
    assert today.minutes <= 10
    assert today.proposed == min(30, cards + today.new)
    assert today.rest == max(0, cards - 30)
    assert (today.caught_up is None) == (today.rest == 0)
    if today.rest:
        assert today.caught_up == later + timedelta(days=-(-today.rest // 30))


def test_slow_callers_are_offered_fewer():
    log = [made(key, seconds=120.0) for key in KEYS[:50]]
    assert look(KEYS, log, Day(DAY + timedelta(days=30), 5), 10).proposed == 5


def test_the_time_is_the_median_of_the_latest_cards():
    assert seconds_a_card([]) == USUAL_SECONDS
    assert seconds_a_card([made(seconds=s) for s in (10.0, 500.0, 20.0)]) == 20
    assert seconds_a_card([made(seconds=900.0)] * 50 + [made(seconds=20.0)] * 50) == 20
    assert seconds_a_card([made(seconds=0.01)]) == 5


def test_what_was_taken_back_is_not_done():
    today = look(KEYS, [made("c1"), made("c2", undone=True)], Day(DAY, 5), 10)
    assert today.done == 1
    assert today.new == 4


LADDER = ("yes", "neutral", "curt")


@pytest.mark.parametrize(
    ("drills", "expected"),
    [
        ([], "yes"),
        ([held("yes", 4, 4)], "yes"),
        ([held("yes", 4, None)], "yes"),
        ([held("yes", 4, 3)], "neutral"),
        ([held("yes", None, 2)], "neutral"),
        ([held("yes", 5, 4), held("neutral", 5, 5)], "neutral"),
        ([held("yes", 5, 4), held("neutral", 5, 2), held("curt", 3, 2)], "curt"),
        ([held("other", 5, 1)], "yes"),
    ],
)
def test_the_ladder_goes_up_when_nerves_fall(drills, expected):
    assert rung(LADDER, drills) == expected


def test_the_figures_of_a_drill():
    scores = (70, 80, 20, 60, 61, 90, 59)
    log = [made(score=score, hesitation=1.0 + n) for n, score in enumerate(scores)]
    assert figures(log) == Figures(hits=5, misses=2, streak=3, hesitation=4.0)
    assert figures([*log, made(undone=True)]) == figures(log)
    assert figures([]) == Figures()


def test_drills_before_are_the_last_five_with_a_grade():
    log = [made(drill=f"d{n}", score=10 * n) for n in range(8)]
    log.append(made(drill="d9", undone=True))
    assert [one.hits for one in earlier(log, "d7")] == [0, 0, 0, 0, 1]


def test_the_feeling_against_the_score():
    log = [made(felt=1, score=80), made(felt=2, score=30), made(felt=5, score=40), made()]
    found = feeling([*log, replace(log[0], undone=True)])
    assert found is not None
    assert (found.replies, found.felt_bad, found.went_well) == (3, 2, 1)
    assert found.score == 50
    assert [(row.felt, row.replies, row.score) for row in found.chart] == [
        (1, 1, 80),
        (2, 1, 30),
        (5, 1, 40),
    ]
    assert feeling([made()]) is None
