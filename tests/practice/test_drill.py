"""A drill iterates in milliseconds: scripted answers, a made-up clock, no sound."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice.drilling import (
    CARDS,
    GOOD_REPLY,
    KEYS,
    LIMITS,
    MODE,
    WEAK_REPLY,
    Answering,
    log,
    of,
    run,
    said,
)
from tests.practice.making import BEGAN, TickingClock
from voicecoach.domain.deck import AGAIN, EASY, GOOD, HARD, Review
from voicecoach.practice import events
from voicecoach.practice.commands import (
    HangUp,
    Knew,
    Next,
    Pause,
    PlayModelAnswer,
    Rate,
    Resume,
    SayAgain,
    Undo,
)
from voicecoach.practice.deck import deck_of


def test_every_graded_reply_is_one_record_kept_before_its_result_is_shown():
    seen = run([GOOD_REPLY, WEAK_REPLY, GOOD_REPLY])
    kinds = [type(event).__name__ for event in seen]
    one = ["CardBegins", "ContactSpeaks", "YourTurn", "Answered", "Graded", "Judged"]
    one.append("TurnDone")
    assert kinds[:15] == ["DrillBegins", *one, *one]
    assert kinds[-2:] == ["CallEnded", "DrillEnded"]
    assert [one.card for one in log(seen)] == KEYS[:3]
    assert [one.grade for one in log(seen)] == [GOOD, AGAIN, GOOD]
    assert len(of(seen, events.TurnDone)) == 3
    summary = seen[-1].summary
    assert (summary.figures.hits, summary.figures.misses, summary.figures.streak) == (2, 1, 1)
    assert summary.figures.hesitation == 0.5
    assert seen[-2].call.turns == tuple(event.turn for event in of(seen, events.TurnDone))


@pytest.mark.parametrize("reply", [said(""), said(GOOD_REPLY, confidence=0.1)])
def test_what_was_not_understood_is_never_graded(reply):
    seen = run([reply, GOOD_REPLY])
    assert [one.card for one in log(seen)] == [KEYS[1]]
    assert len(of(seen, events.NotGraded)) == 1
    assert seen[-1].summary.ungraded == 1


def test_in_an_unreliable_session_nothing_is_graded():
    seen = run([GOOD_REPLY, WEAK_REPLY], reliable=False)
    assert log(seen) == []
    assert len(of(seen, events.NotGraded)) == 2


def test_a_weak_reply_is_said_again_at_once_in_other_words_and_graded_once():
    caller = Answering([WEAK_REPLY, GOOD_REPLY, GOOD_REPLY])
    seen = run([], [SayAgain(), Next()], caller=caller, queue=KEYS[:2])
    first, second, third = caller.asked
    assert first.key == second.key == KEYS[0]
    assert first.text != second.text
    assert third.key == KEYS[1]
    turns = [(event.turn.number, event.turn.attempt) for event in of(seen, events.TurnDone)]
    assert turns == [(1, 1), (1, 2), (2, 1)]
    assert [one.card for one in log(seen)] == KEYS[:2]
    assert log(seen)[0].grade == AGAIN


def test_no_wording_is_heard_twice_running():
    made = [
        Review("d0", KEYS[0], BEGAN, BEGAN.date(), text, 3, 3, 70)
        for text in CARDS[KEYS[0]].wordings("neutral")[:2]
    ]
    caller = Answering([GOOD_REPLY] * 9)
    run([], [SayAgain()] * 8, caller=caller, queue=KEYS[:1], log=made)
    texts = [made[-1].wording, *(line.text for line in caller.asked)]
    assert len(texts) == 10
    assert all(one != other for one, other in itertools.pairwise(texts))


def test_i_knew_that_corrects_the_last_grade():
    seen = run([WEAK_REPLY, GOOD_REPLY], [Knew(), Next()])
    assert [(one.grade, one.by_rule) for one in log(seen)] == [(GOOD, AGAIN), (GOOD, GOOD)]
    assert "Knew" not in [type(event).__name__ for event in seen]


def test_undo_is_as_never_graded_and_the_card_comes_again():
    seen = run([WEAK_REPLY, GOOD_REPLY, GOOD_REPLY], [Undo(), Next()], queue=KEYS[:2])
    assert [one.undone for one in log(seen)] == [True, False, False]
    assert [one.card for one in log(seen)] == [KEYS[0], KEYS[1], KEYS[0]]
    deck = deck_of(log(seen))
    assert deck == deck_of([one for one in log(seen) if not one.undone])


def test_undo_and_knew_reach_the_card_before_after_the_next_one_appeared():
    seen = run([WEAK_REPLY, GOOD_REPLY, WEAK_REPLY, GOOD_REPLY], polled=[None, Undo(), Knew()])
    assert [(one.card, one.undone, one.grade) for one in log(seen)][:2] == [
        (KEYS[0], True, AGAIN),
        (KEYS[1], False, GOOD),
    ]


def test_undo_goes_further_back_each_time():
    seen = run([GOOD_REPLY] * 2, [Next(), Undo(), Undo(), Undo(), HangUp()])
    assert [one.undone for one in log(seen)] == [True, True]


def test_the_model_answer_is_heard_only_after_the_reply():
    seen = run([GOOD_REPLY], [PlayModelAnswer(), PlayModelAnswer(), Next()], queue=KEYS[:1])
    answers = of(seen, events.ModelAnswer)
    assert len(answers) == 2
    assert seen.index(answers[0]) > seen.index(of(seen, events.TurnDone)[0])


def test_ones_own_best_answer_comes_first_and_the_model_answer_when_asked_again():
    def own(card, commands):
        yield events.ModelAnswer(f"mine on {card}", 88)
        return True

    seen = run([GOOD_REPLY], [PlayModelAnswer()] * 3, queue=KEYS[:1], own=own)
    assert [event.own for event in of(seen, events.ModelAnswer)] == [88, None, 88]
    assert of(seen, events.ModelAnswer)[0].text == f"mine on {KEYS[0]}"


def test_a_result_stands_as_long_as_it_is_held():
    orders = [Pause(), Resume(), Knew(), Pause(), HangUp()]
    seen = run([WEAK_REPLY] * 2, orders, queue=KEYS[:2])
    assert len(of(seen, events.Paused)) == 2
    assert len(of(seen, events.Resumed)) == 1
    assert [one.grade for one in log(seen)] == [GOOD], "held, corrected, and left from there"


def test_the_next_card_is_rendered_while_this_one_is_answered():
    caller = Answering([GOOD_REPLY] * 3)
    run([], caller=caller, queue=KEYS[:3])
    for ready, after in zip(caller.ready, caller.asked[1:], strict=False):
        assert after.text in ready


def test_it_ends_with_the_count_the_time_or_the_caller():
    assert len(of(run([GOOD_REPLY] * 9, count=2), events.CardBegins)) == 2
    few = of(run([GOOD_REPLY] * 9, minutes=0.1), events.CardBegins)
    assert 1 <= len(few) < len(KEYS)
    assert few[0].left <= 6
    seen = run([GOOD_REPLY] * 9, [Next(), HangUp()])
    assert len(log(seen)) == 2
    assert seen[-2].outcome.words == "2 cards, stopped early."


def test_nerves_and_how_it_felt_are_asked_before_the_score():
    mode = MODE.model_copy(update={"felt": True})
    held = [Rate(4), Rate(2), Next(), Next(), Next(), Rate(1)]
    seen = run([GOOD_REPLY, WEAK_REPLY], held, mode=mode, asks=True, queue=KEYS[:2])
    assert [event.about for event in of(seen, events.Asked)] == [
        *("nerves-before", "felt", "felt", "nerves-after")
    ]
    asked = seen.index(of(seen, events.Asked)[1])
    assert asked < seen.index(of(seen, events.Judged)[0])
    assert [one.felt for one in log(seen)] == [2, None]
    summary = seen[-1].summary
    assert (summary.drill.nerves_before, summary.drill.nerves_after) == (4, 1)
    assert summary.felt == ((2, 70),)
    assert seen[1].drill.nerves_before == 4


def test_without_anybody_nothing_is_asked():
    assert not of(run([GOOD_REPLY], mode=MODE.model_copy(update={"felt": True})), events.Asked)


def test_leaving_at_the_first_question_drills_nothing():
    seen = run([GOOD_REPLY], [HangUp()], asks=True)
    assert not of(seen, events.CardBegins)
    assert len(of(seen, events.Asked)) == 1


def test_leaving_at_how_it_felt_keeps_the_finished_card():
    mode = MODE.model_copy(update={"felt": True})
    seen = run([GOOD_REPLY], [Next(), HangUp()], mode=mode, asks=True)
    assert len(log(seen)) == len(of(seen, events.TurnDone)) == 1


@pytest.mark.parametrize(
    ("hesitation", "limits", "stretch", "expected"),
    [
        (0.5, LIMITS, 1, EASY),
        (3.0, LIMITS, 1, GOOD),
        (4.5, LIMITS, 1, HARD),
        (4.5, LIMITS, 10, EASY),
        (4.5, None, 1, GOOD),
    ],
)
def test_the_clock_counts_as_the_caller_set_it(hesitation, limits, stretch, expected):
    reply = said("one two three four five six seven eight nine", hesitation)
    seen = run([reply], limits=limits, stretch=stretch)
    assert log(seen)[0].grade == expected


def test_past_midnight_it_is_still_the_same_day():
    late = TickingClock(BEGAN.replace(hour=23, minute=59, second=58))
    seen = run([GOOD_REPLY] * 4, now=late)
    assert {one.day for one in log(seen)} == {BEGAN.date()}
    assert log(seen)[-1].at.date() == BEGAN.date() + timedelta(days=1)


def test_a_clock_set_back_loses_no_card_and_no_duration_is_negative():
    class SetBack(TickingClock):
        def __call__(self):
            self.moment -= timedelta(hours=2)
            return self.moment

    seen = run([GOOD_REPLY] * 3, now=SetBack())
    assert [one.card for one in log(seen)] == KEYS[:3]
    assert all(one.seconds >= 0 for one in log(seen))
    assert len(deck_of(log(seen)).memories) == 3


def test_it_is_compared_with_the_five_before_it():
    before = [
        replace(Review(f"d{n}", "x", BEGAN, BEGAN.date(), "No.", 3, 3, 70), drill=f"e{n}")
        for n in range(7)
    ]
    summary = run([WEAK_REPLY], log=before, queue=KEYS[:1])[-1].summary
    assert [one.hits for one in summary.before] == [1] * 5
    assert summary.tomorrow == 1


ORDERS = st.sampled_from([Next(), SayAgain(), PlayModelAnswer(), Undo(), Knew(), Rate(3), Pause()])


@given(st.lists(ORDERS, max_size=30), st.lists(st.sampled_from([None, Undo(), Knew()])))
def test_no_sequence_of_orders_breaks_a_drill(held, polled):
    seen = run([GOOD_REPLY, WEAK_REPLY, "", GOOD_REPLY], held, polled, asks=True)
    assert isinstance(seen[-1], events.DrillEnded)
    numbers = [(event.turn.number, event.turn.attempt) for event in of(seen, events.TurnDone)]
    assert numbers == sorted(set(numbers))
    assert len(log(seen)) <= len({number for number, _ in numbers})
