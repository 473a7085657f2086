"""Two calls side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

from tests.history.making import BEGAN, call, turn
from tests.review.making import ADVICE, strong, weak
from voicecoach.review.compare import compare
from voicecoach.review.report import make_report
from voicecoach.terminal.look_back.report_text import comparison_lines

BEFORE = make_report(call("c1", weak(), reached=False), ADVICE)
LATER = BEGAN + timedelta(days=1)
AFTER = make_report(call("c2", replace(strong(), attempt=1), began=LATER, reached=True), ADVICE)


def test_the_earlier_one_comes_first_in_whichever_order_they_are_named() -> None:
    assert compare(BEFORE, AFTER) == compare(AFTER, BEFORE)
    assert compare(AFTER, BEFORE).before.id == "c1"


def test_the_order_is_that_of_the_moments_not_of_the_clocks_on_the_wall() -> None:
    west = (BEGAN + timedelta(minutes=1)).astimezone(timezone(timedelta(hours=-8)))
    moved = make_report(call("c3", began=west), ADVICE)
    assert moved.began < BEFORE.began  # as text
    assert compare(moved, BEFORE).before.id == "c1"


def test_what_changed() -> None:
    found = compare(BEFORE, AFTER)
    assert found.gained == ("takes the no with grace", "asks whom to talk to")
    assert found.slips_gone == ("gives up",)
    assert (found.lost, found.slips_new) == ((), ())
    assert (found.before.asked, found.before.replies, found.after.asked) == (0, 1, 1)
    lines = comparison_lines(found)
    assert "+ new: asks whom to talk to" in lines
    assert "+ gone: gives up" in lines
    assert max(map(len, lines)) <= 40


def test_first_and_best_tries_are_told_apart() -> None:
    tries = [turn(1, score=40), turn(1, 2, score=70), turn(1, 3, score=60), turn(2, score=81)]
    side = compare(make_report(call("c", *tries), ADVICE), BEFORE)
    one = side.before if side.before.id == "c" else side.after
    assert (one.scores, one.best) == ((40, 81), (70, 81))
    assert (one.mean_first, one.mean_best) == (60, 76)


def test_calls_in_which_nothing_was_judged() -> None:
    empty = make_report(call("c"), ADVICE)
    found = compare(empty, BEFORE)
    one = found.before if found.before.id == "c" else found.after
    assert (one.mean_first, one.hesitation, one.pace, one.replies) == (None, None, None, 0)
    assert comparison_lines(found)
