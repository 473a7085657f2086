"""The session iterates in milliseconds: no sound, no clock, no thread."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.practice.making import LengthJudge, ListedTalk, TickingClock, header
from voicecoach.domain.turn import decode, encode
from voicecoach.practice import events
from voicecoach.practice.callers import TypedCaller
from voicecoach.practice.commands import (
    HangUp,
    Next,
    PlayModelAnswer,
    Repeat,
    SayAgain,
    Scripted,
    Type,
)
from voicecoach.practice.parts import Parts
from voicecoach.practice.session import rehearse

ORDERS = st.sampled_from(
    [Next(), SayAgain(), PlayModelAnswer(), Repeat(), HangUp(), Type("who else could I ask")]
)


def run(orders, mode="coach", talk=None):
    talk = talk or ListedTalk()
    parts = Parts(talk, TypedCaller(), LengthJudge(), Scripted(orders, HangUp()), TickingClock())
    return list(rehearse(header(mode), parts)), talk


def of(seen, kind):
    return [event for event in seen if isinstance(event, kind)]


def test_a_whole_call_in_order():
    seen, _ = run([Type("one two"), Next(), Type("one two three"), Next()])
    assert [type(event).__name__ for event in seen] == [
        "Ringing",
        *["ContactSpeaks", "YourTurn", "ReplyEnded", "Judged", "TurnDone"] * 2,
        "ContactSpeaks",
        "CallEnded",
    ]
    call = seen[-1].call
    assert [turn.verdict.score for turn in call.turns] == [20, 30]
    assert call.outcome.reached
    assert call.ended > call.turns[-1].at > call.began


def test_say_it_again_repeats_the_same_line_and_keeps_every_try():
    talk = ListedTalk()
    orders = [Type("a b c"), SayAgain(), Type("a"), SayAgain(), Type("a b"), Next(), HangUp()]
    seen, talk = run(orders, talk=talk)
    turns = [event.turn for event in of(seen, events.TurnDone)]
    assert [(turn.number, turn.attempt) for turn in turns] == [(1, 1), (1, 2), (1, 3)]
    assert len({turn.line.key for turn in turns}) == 1
    assert [event.again for event in of(seen, events.ContactSpeaks)][:3] == [False, True, True]
    assert talk.answers[0][0].text == "a b c", "the best try moves the call on"


def test_the_model_answer_can_be_heard_more_than_once():
    seen, _ = run([Type("a"), PlayModelAnswer(), PlayModelAnswer(), Next(), HangUp()])
    assert [event.text for event in of(seen, events.ModelAnswer)] == ["Whom else?"] * 2


def test_hanging_up_anywhere_ends_the_call_and_keeps_the_turns():
    seen, talk = run([Type("a b"), HangUp()])
    assert not seen[-1].outcome.reached
    assert [turn.reply.text for turn in seen[-1].call.turns] == ["a b"]
    assert talk.answers == []


def test_real_mode_does_not_wait():
    seen, _ = run([Type("a"), Type("b")], mode="real")
    assert [event.waits for event in of(seen, events.TurnDone)] == [False, False]
    assert seen[-1].outcome.reached


def test_the_line_can_be_repeated_before_the_answer():
    seen, _ = run([Repeat(), Type("a"), HangUp()])
    assert [event.again for event in of(seen, events.ContactSpeaks)] == [False, True]


@given(st.lists(ORDERS, max_size=30))
def test_no_sequence_of_orders_breaks_a_call(orders):
    seen, _ = run(orders)
    assert isinstance(seen[-1], events.CallEnded)
    call = seen[-1].call
    assert decode(encode(call)) == call
    numbers = [(turn.number, turn.attempt) for turn in call.turns]
    assert numbers == sorted(set(numbers))
