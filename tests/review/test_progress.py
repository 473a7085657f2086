"""Figures over all calls: the ask rate first, first tries of a day apart from retries."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.history.making import call, turn
from tests.review.making import ADVICE
from voicecoach.domain.days import practice_day
from voicecoach.domain.turn import Turn
from voicecoach.history import tally
from voicecoach.history.store import open_store
from voicecoach.review.progress import LEAST, OCCASIONS, Progress, first_day, progress
from voicecoach.terminal.look_back.progress_text import progress_lines
from voicecoach.terminal.text.tables import width

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 3, 31)
NOON = datetime(2026, 3, 31, 12, 0, tzinfo=BERLIN)


def figures(folder: Path, turns: list[Turn], today: date = TODAY, weeks: int = 8) -> Progress:
    """Each turn in a call of its own, so that numbers do not clash."""
    with open_store(folder) as store:
        for number, one in enumerate(turns):
            store.begin(call(f"c{number}", began=one.at))
            store.add_turn(f"c{number}", one)
        with store.reading() as connection:
            first = first_day(today, weeks)
            days = tally.days(connection, {"no-jobs"}, first)
            earlier = tally.asked_before(connection, {"no-jobs"}, first)
            latest = tally.latest(connection, ADVICE.moves, OCCASIONS)
    return progress(days, earlier, latest, ADVICE, today, weeks)


def ago(days: int, **more: int) -> datetime:
    return NOON - timedelta(days=days, **more)


def test_the_ask_rate_comes_first(tmp_path: Path) -> None:
    turns = [turn(at=ago(day), asked=day % 2 == 0) for day in range(7)]
    turns += [turn(at=ago(7 + day), asked=day == 0) for day in range(5)]
    found = figures(tmp_path, turns)
    assert found.sentence == "You asked in 4 of 7 noes this week, 1 of 5 before."
    assert progress_lines(found)[0] == found.sentence


@pytest.mark.parametrize(
    ("turns", "sentence"),
    [
        ([], "You met no noes yet."),
        ([(0, True)], "You asked in 1 of 1 no this week."),
        (
            [(0, True), (60, True), (61, False), (5, False)],
            "You asked in 1 of 2 noes this week, 1 of 2 before.",
        ),
        ([(8, True)], "You met no noes this week; before, you asked in 1 of 1."),
        ([(-3, True)], "You asked in 1 of 1 no this week."),
    ],
)
def test_the_sentence(tmp_path: Path, turns: list[tuple[int, bool]], sentence: str) -> None:
    found = figures(tmp_path, [turn(at=ago(day), asked=asked) for day, asked in turns])
    assert found.sentence == sentence
    assert progress_lines(found)


def test_a_retry_is_no_second_no(tmp_path: Path) -> None:
    turns = [turn(asked=False, at=ago(0)), turn(1, 2, asked=True, at=ago(0, minutes=-1))]
    assert figures(tmp_path, turns).sentence == "You asked in 0 of 1 no this week."


def test_what_is_no_no_does_not_count(tmp_path: Path) -> None:
    found = figures(tmp_path, [turn(at=ago(0), situation="small-talk")])
    assert found.sentence == "You met no noes yet."


def test_the_first_try_of_a_day_is_told_apart(tmp_path: Path) -> None:
    scores = [(1, 20), (1, 80), (1, 90), (0, 40), (0, 100)]
    found = figures(
        tmp_path,
        [turn(score=s, at=ago(day, minutes=-n)) for n, (day, s) in enumerate(scores)],
    )
    assert (found.weeks[-1].first_tries, found.weeks[-1].retries) == (30, 90)
    assert found.weeks[-1].replies == 5


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-29T03:59", "2026-03-28"),  # the night with the lost hour
        ("2026-03-29T04:30", "2026-03-29"),
        ("2026-03-28T04:30", "2026-03-28"),
        ("2026-10-24T04:30", "2026-10-24"),
        ("2026-10-25T04:30", "2026-10-25"),  # the night with the double one
        ("2026-10-25T03:30", "2026-10-24"),
    ],
)
def test_a_day_of_23_or_25_hours_is_a_day(moment: str, day: str) -> None:
    assert practice_day(datetime.fromisoformat(moment).replace(tzinfo=BERLIN)).isoformat() == day


def test_days_do_not_move_when_the_clocks_do(tmp_path: Path) -> None:
    """Practice at 4:30 on both sides of the change, looked at in December in another offset."""
    turns = [
        turn(at=datetime(2026, 10, day, 4, 30, tzinfo=BERLIN), score=score)
        for day, score in ((24, 10), (25, 20), (26, 30))
    ]
    found = figures(tmp_path, turns, date(2026, 12, 1), weeks=52)
    assert sum(week.replies for week in found.weeks) == 3
    assert [week.first_tries for week in found.weeks if week.replies] == [20]


def test_a_move_is_mastered_after_eight_of_ten_and_not_by_luck(tmp_path: Path) -> None:
    def tries(key: str, made: int, missed: int) -> list[Turn]:
        done = [turn(moves=[(key, "who else")], at=ago(0, minutes=n)) for n in range(made)]
        return done + [turn(missing=(key,), at=ago(0, minutes=60 + n)) for n in range(missed)]

    turns = tries("thank", 8, 2) + tries("acknowledge", LEAST - 1, 0) + tries("ask-contacts", 7, 9)
    moves = {move.key: move for move in figures(tmp_path, turns).moves}
    assert (moves["thank"].made, moves["thank"].occasions, moves["thank"].mastered) == (8, 10, True)
    assert not moves["acknowledge"].mastered
    assert (moves["ask-contacts"].occasions, moves["ask-contacts"].made) == (OCCASIONS, 7)
    assert not moves["ask-contacts"].mastered


def test_weeks_without_practice_are_there_and_empty(tmp_path: Path) -> None:
    found = figures(tmp_path, [turn(at=ago(0)), turn(at=ago(21))])
    assert [week.replies for week in found.weeks] == [1, 0, 0, 1]
    assert found.weeks[1].percent is None


def test_text_and_json_show_the_same_figures(tmp_path: Path) -> None:
    turns = [turn(at=ago(day), score=50 + day, asked=day % 3 == 0) for day in range(60)]
    found = figures(tmp_path, turns)
    lines = progress_lines(found)
    told = set(re.findall(r"\d+(?:\.\d+)?", "\n".join(lines)))
    there = set(re.findall(r"\d+(?:\.\d+)?", json.dumps(found.plain())))
    assert told <= there
    assert max(map(width, lines)) <= 40 or lines[0] == max(lines, key=width)
    assert lines[1:] != progress_lines(found, chart=False)[1:]
