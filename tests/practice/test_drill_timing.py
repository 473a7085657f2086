"""The limits of a reply, counted in sound."""

from __future__ import annotations

import pytest

from tests.practice.drilling import (
    CARDS,
    KEYS,
    MODE,
    Orders,
    of,
)
from tests.practice.making import BEGAN, VOICE, LengthJudge, TickingClock, header
from voicecoach.domain.deck import DrillRecord
from voicecoach.practice import events
from voicecoach.practice.callers import TypedCaller
from voicecoach.practice.commands import (
    EndReply,
    Type,
)
from voicecoach.practice.drill import hold_drill
from voicecoach.practice.drill_plan import Parts, Plan
from voicecoach.practice.spoken import SpokenCaller
from voicecoach.practice.timing import Limits, ReplyClock
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.speech.hearing.listening import Listening
from voicecoach.speech.hearing.recognizer import ScriptedRecognizer
from voicecoach.speech.line.simulated_line import SimulatedLine
from voicecoach.speech.sound.audio import RATE, Clip
from voicecoach.speech.turn_end.endpointer import PauseEndpointer
from voicecoach.speech.turn_end.vad import ScriptedDetector
from voicecoach.speech.voice.synthesizer import ToneSynthesizer


def spoken(recognized, speech, limits, tick=lambda: None) -> list[events.Event]:
    line = SimulatedLine()
    ear = Listening(
        ScriptedRecognizer(recognized), ScriptedDetector(speech), PauseEndpointer(), None
    )
    signal = VoiceOut(line, None, VOICE, cue=Clip(bytes(2 * RATE // 10), RATE))
    caller = SpokenCaller(VoiceOut(line, ToneSynthesizer(), VOICE), ear)
    orders = Orders()
    plan = Plan(MODE, CARDS, KEYS[:1], limits=limits)
    parts = Parts(
        caller,
        LengthJudge(),
        orders,
        TickingClock(),
        lambda: 0.0,
        lambda commands, seconds: None,
        signal.cue,
        tick,
    )
    return list(hold_drill(header(), DrillRecord("d", "m", BEGAN, BEGAN.date()), plan, parts))


def test_who_does_not_begin_in_time_is_told_and_not_graded():
    seen = spoken([], [], Limits(2, 10))
    (ended,) = of(seen, events.ReplyEnded)
    assert ended.ended.reason == "the 2 s to begin were over"
    assert ended.ended.at == pytest.approx(2.0, abs=0.1)
    assert [(event.to, event.left) for event in of(seen, events.Countdown)] == [
        ("begin", 2),
        ("begin", 1),
    ]
    assert not of(seen, events.Graded)
    assert of(seen, events.NotGraded)


def test_who_does_not_finish_in_time_is_cut_off_and_graded_by_what_was_said():
    words = [(0.5 + n, "segment", "one two three four") for n in range(6)]
    seen = spoken(words, [(0.3, 30.0)], Limits(2, 4))
    (ended,) = of(seen, events.ReplyEnded)
    assert ended.ended.reason == "the 4 s to finish were over"
    assert 4.3 <= ended.ended.at <= 4.7
    assert [event.left for event in of(seen, events.Countdown) if event.to == "finish"] == [
        *(4, 3, 2, 1)
    ]
    assert len(of(seen, events.Graded)) == 1


def test_the_last_three_seconds_are_heard():
    ticks: list[int] = []
    seen = spoken([], [], Limits(5, 10), lambda: ticks.append(1))
    assert len(of(seen, events.Countdown)) == 5
    assert len(ticks) == 3


def test_without_a_timer_nothing_counts_down():
    seen = spoken([(8.0, "segment", "who else")], [(7.0, 8.0)], None)
    assert not of(seen, events.Countdown)
    assert len(of(seen, events.Graded)) == 1
    assert EndReply not in [type(event) for event in seen]


def typed(pulses, limits, orders=()):
    """A drill of one card with a typed reply that comes after so many looks of 1 s."""
    clock, given = iter(range(1000)), list(orders)
    looks = iter(range(pulses))

    def pulse(commands):
        return None if next(looks, None) is not None else given.pop(0)

    plan = Plan(MODE, CARDS, KEYS[:1], limits=limits)
    parts = Parts(
        TypedCaller(pulse=pulse),
        LengthJudge(),
        Orders(),
        TickingClock(),
        lambda: float(next(clock)),
        lambda commands, seconds: None,
    )
    return list(hold_drill(header(), DrillRecord("d", "m", BEGAN, BEGAN.date()), plan, parts))


def test_a_typed_reply_is_timed_as_a_whole_and_never_cut_off_unseen():
    late = typed(40, Limits(2, 4), [Type("one two three four five six")])
    left = [event.left for event in of(late, events.Countdown)]
    assert left == sorted(left, reverse=True)
    assert left[-1] == 0
    assert left.count(0) == 1
    (ended,) = of(late, events.ReplyEnded)
    assert ended.ended.code == "typed"
    assert "the 6 s to type were over" in ended.ended.reason
    assert len(of(late, events.Graded)) == 1
    early = typed(1, Limits(20, 40), [Type("one two three four five six")])
    assert "over" not in of(early, events.ReplyEnded)[0].ended.reason


def test_a_typed_reply_that_never_began_is_not_graded():
    seen = typed(40, Limits(2, 4), [EndReply()])
    assert not of(seen, events.Graded)
    assert "the 6 s to type were over" in of(seen, events.NotGraded)[0].why


def test_stretched_limits_are_longer_by_the_factor():
    assert Limits(4, 8).stretched(10) == Limits(40, 80)
    seen = spoken([], [], Limits(0.5, 1).stretched(10))
    assert of(seen, events.ReplyEnded)[0].ended.at == pytest.approx(5.0, abs=0.1)


def test_time_in_which_the_machine_slept_is_none_of_a_typed_reply():
    clock = ReplyClock(Limits(2, 4))
    assert clock.typed(0.1) == events.Countdown("finish", 6)
    assert clock.typed(1.1) == events.Countdown("finish", 5)
    assert clock.typed(61.1) is None, "a minute in which nobody looked"
    assert clock.typed(62.1) == events.Countdown("finish", 4)
