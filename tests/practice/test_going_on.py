"""A reply that was said to be over and was not: by voice, by key, in both ways to hold a call."""

from __future__ import annotations

from tests.practice.making import VOICE, line
from voicecoach.domain.turn import Contact, Reply
from voicecoach.practice import events
from voicecoach.practice.callers import Caller
from voicecoach.practice.commands import Command, EndReply, Next, NotFinished
from voicecoach.practice.spoken import SpokenCaller
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.speech.hearing.listening import Listening
from voicecoach.speech.hearing.recognizer import ScriptedRecognizer
from voicecoach.speech.hearing.second_listener import ScriptedListener
from voicecoach.speech.line.simulated_line import SimulatedLine
from voicecoach.speech.sound.audio import BLOCK, RATE
from voicecoach.speech.turn_end.endpointer import Endpointer, KeyEndpointer, PauseEndpointer
from voicecoach.speech.turn_end.vad import ScriptedDetector
from voicecoach.speech.voice.synthesizer import ToneSynthesizer

CONTACT = Contact("Dana", "past co-worker")
SAID = [(2.0, "segment", "who could i ask"), (7.0, "segment", "and may i use your name")]
VOICED = [(0.5, 2.0), (5.5, 7.0)]


class Keys:
    """Orders at the looks they are due."""

    def __init__(self, at: dict[int, Command], waits: tuple[Command, ...] = ()) -> None:
        self._at, self._looks, self._waits = at, 0, list(waits)

    def poll(self) -> Command | None:
        self._looks += 1
        return self._at.get(self._looks)

    def wait(self) -> Command:
        return self._waits.pop(0) if self._waits else Next()

    def drop(self) -> None:
        """Nothing to forget."""


class Arriving(SimulatedLine):
    """A line on which sound arrived while nobody read it."""

    def __init__(self, arrived: float) -> None:
        super().__init__()
        self._arrived = round(arrived * RATE / BLOCK)

    def waiting(self) -> int:
        return self._arrived


def caller(
    voice: SimulatedLine, ends: Endpointer | None = None, *, by_key: bool = False
) -> SpokenCaller:
    ear = Listening(ScriptedRecognizer(SAID), ScriptedDetector(VOICED), ends or PauseEndpointer())
    out = VoiceOut(voice, ToneSynthesizer(), VOICE)
    return SpokenCaller(out, ear, by_key=by_key, goes_on=True)


def given(seen: list[events.Event]) -> Reply:
    assert isinstance(seen[-1], events.ReplyGiven)
    return seen[-1].reply


def levels(seen: list[events.Event]) -> list[events.Level]:
    return [event for event in seen if isinstance(event, events.Level)]


def first_reply(who: Caller) -> list[events.Event]:
    return list(who.reply(line("l", "No."), Keys({}), waits=False))


def test_a_wrong_end_is_undone_by_a_key_while_the_contact_speaks() -> None:
    who = caller(SimulatedLine())
    before = first_reply(who)
    assert given(before).text == "who could i ask"
    answer = list(who.reply(line("m", "Well, " * 20), Keys({3: NotFinished()}), waits=False))
    assert isinstance(answer[-1], events.NotOver)
    assert not levels(answer), "the contact is not recorded"
    after = list(who.go_on(Keys({})))
    assert given(after).text == "who could i ask and may i use your name"
    assert isinstance(after[0], events.WentOn)
    assert levels(after)[: len(levels(before))] == levels(before), "its sound so far comes again"


def test_what_is_said_before_the_contact_s_first_sample_joins_the_reply() -> None:
    who = caller(Arriving(3.0))
    first_reply(who)
    answer = list(who.reply(line("m", "Well."), Keys({}), waits=False))
    assert isinstance(answer[-1], events.NotOver)
    after = list(who.go_on(Keys({})))
    assert given(after).text == "who could i ask and may i use your name"


def test_quiet_before_the_contact_s_first_sample_is_nothing() -> None:
    who = caller(Arriving(0.2))
    first_reply(who)
    answer = list(who.reply(line("m", "Well."), Keys({}), waits=False))
    assert isinstance(answer[-1], events.ReplyGiven)


def test_what_is_said_while_the_second_listener_works_joins_the_reply() -> None:
    ear = Listening(
        ScriptedRecognizer(SAID),
        ScriptedDetector([(0.5, 2.0), (4.0, 7.0)]),
        PauseEndpointer(),
        ScriptedListener(lambda pcm: None),
    )
    out = VoiceOut(SimulatedLine(), ToneSynthesizer(), VOICE)
    seen = list(SpokenCaller(out, ear, goes_on=True).reply(line("l", "No."), Keys({}), waits=False))
    assert given(seen).text == "who could i ask and may i use your name"


def test_after_two_cuts_the_caller_is_told_that_pauses_may_be_longer() -> None:
    who = caller(SimulatedLine())
    first_reply(who)
    told = [
        [event.why for event in who.go_on(Keys({})) if isinstance(event, events.WaitsLonger)]
        for _ in range(3)
    ]
    assert [bool(each) for each in told] == [False, True, False]


def test_who_does_not_go_on_is_not_waited_for_for_ever() -> None:
    who = caller(SimulatedLine())
    first_reply(who)
    list(who.go_on(Keys({})))
    last = given(list(who.go_on(Keys({}))))
    assert last.ended.reason == "you did not go on for 10 s"


def test_press_to_talk_begins_and_ends_by_key_alone() -> None:
    who = caller(SimulatedLine(), KeyEndpointer(), by_key=True)
    keys = Keys({800: EndReply()}, waits=(EndReply(),))
    seen = list(who.reply(line("l", "No."), keys))
    turns = [event for event in seen if isinstance(event, events.YourTurn)]
    assert [turn.key for turn in turns] == [True, False]
    reply = given(seen)
    assert reply.ended.code == "key"
    assert reply.duration > 10, "no pause ended it"


def test_typed_replies_cannot_be_taken_up() -> None:
    from voicecoach.practice.callers import TypedCaller

    assert list(TypedCaller().go_on(Keys({}))) == []
