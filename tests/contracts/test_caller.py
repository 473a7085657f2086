"""What every caller does: one suite over those who speak, are simulated, and type."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pytest

from tests.practice.making import VOICE, line
from voicecoach.app.parts.answers import QueuedAnswers
from voicecoach.domain.turn import Contact, Reply
from voicecoach.practice import events
from voicecoach.practice.callers import Caller, TypedCaller
from voicecoach.practice.commands import Command, HangUp, Next, Repeat, Scripted, Type
from voicecoach.practice.spoken import SpokenCaller
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.speech.hearing.listening import Listening
from voicecoach.speech.hearing.recognizer import ScriptedRecognizer
from voicecoach.speech.line.simulated_line import SimulatedLine
from voicecoach.speech.sound.audio import RATE, Clip
from voicecoach.speech.sound.tones import ring
from voicecoach.speech.turn_end.endpointer import PauseEndpointer
from voicecoach.speech.turn_end.vad import ScriptedDetector
from voicecoach.speech.voice.synthesizer import ToneSynthesizer

SAID = "who else could i ask"
LINE = line("l", "There are no jobs here.")
CONTACT = Contact("Dana Price", "past co-worker")


class Orders(Scripted):
    """Gives its orders one a look once the caller may speak, and one a wait."""

    def __init__(self, orders: Iterable[Command] = ()) -> None:
        super().__init__(orders, HangUp())
        self._open = False

    def poll(self) -> Command | None:
        return self._orders.popleft() if self._open and self._orders else None

    def drop(self) -> None:
        self._open = True


def voice_out(over: SimulatedLine) -> VoiceOut:
    return VoiceOut(over, ToneSynthesizer(), VOICE, ring())


def spoken() -> SpokenCaller:
    ear = Listening(
        ScriptedRecognizer([(1.5, "segment", SAID)]),
        ScriptedDetector([(0.5, 1.5)]),
        PauseEndpointer(),
    )
    return SpokenCaller(voice_out(SimulatedLine()), ear)


def simulated() -> SpokenCaller:
    ear = Listening(
        ScriptedRecognizer([(1.5, "segment", SAID)]),
        ScriptedDetector([(0.5, 1.5)]),
        PauseEndpointer(),
    )
    over = SimulatedLine()
    clips = [Clip(np.full(RATE, 2000, "<i2").tobytes(), RATE)] * 4
    return SpokenCaller(voice_out(over), ear, "simulated", QueuedAnswers(over, clips))


def typed() -> TypedCaller:
    return TypedCaller(voice_out(SimulatedLine()))


def silent() -> TypedCaller:
    return TypedCaller()


@pytest.fixture(params=[spoken, simulated, typed, silent])
def make(request: pytest.FixtureRequest) -> Callable[[], Caller]:
    made: Callable[[], Caller] = request.param
    return made


def answer(caller: Caller, *orders: Command, waits: bool = True) -> list[events.Event]:
    """All events of a reply; typists type, the others speak by themselves."""
    typing = [Type(SAID)] if isinstance(caller, TypedCaller) else []
    return list(caller.reply(LINE, Orders([*orders, *typing]), waits=waits))


def given(seen: list[events.Event]) -> Reply:
    last = seen[-1]
    assert isinstance(last, events.ReplyGiven)
    assert sum(isinstance(event, events.ReplyGiven) for event in seen) == 1
    return last.reply


def test_a_reply_in_order(make: Callable[[], Caller]) -> None:
    seen = answer(make())
    assert given(seen).text == SAID
    order = [type(event) for event in seen if not isinstance(event, events.Level | events.Heard)]
    assert order == [events.ContactSpeaks, events.YourTurn, events.ReplyEnded, events.ReplyGiven]
    assert isinstance(seen[0], events.ContactSpeaks)
    assert seen[0] == events.ContactSpeaks(LINE, False)


def test_the_end_that_is_told_is_the_end_of_the_reply(make: Callable[[], Caller]) -> None:
    seen = answer(make())
    (ended,) = (event for event in seen if isinstance(event, events.ReplyEnded))
    assert ended.ended == given(seen).ended
    assert ended.ended.reason


def test_hanging_up_is_a_reply_without_words(make: Callable[[], Caller]) -> None:
    seen = answer(make(), HangUp())
    assert given(seen).ended.code == "hung-up"
    assert given(seen).text == ""
    assert not any(isinstance(event, events.NothingHeard) for event in seen)


def test_the_line_can_be_repeated(make: Callable[[], Caller]) -> None:
    seen = answer(make(), Repeat())
    spoken_lines = [event.again for event in seen if isinstance(event, events.ContactSpeaks)]
    assert spoken_lines == [False, True]
    assert given(seen).text == SAID


def test_another_try_is_told_as_one(make: Callable[[], Caller]) -> None:
    seen = list(make().reply(LINE, Orders([Type(SAID)]), again=True))
    assert seen[0] == events.ContactSpeaks(LINE, True)


def test_a_reply_can_be_typed_by_anybody(make: Callable[[], Caller]) -> None:
    reply = given(list(make().reply(LINE, Orders([Type("  typed words ")]))))
    assert (reply.text, reply.source, reply.ended.code) == ("typed words", "typed", "typed")


def test_one_caller_answers_again_and_again(make: Callable[[], Caller]) -> None:
    caller = make()
    assert [given(answer(caller)).text for _ in range(3)] == [SAID] * 3


def test_it_rings_hears_and_plays_a_good_answer(make: Callable[[], Caller]) -> None:
    caller, orders = make(), Scripted([], Next())
    caller.prepare([LINE])
    assert list(caller.ring(CONTACT, orders)) == [events.Ringing(CONTACT)]
    assert list(caller.hear(LINE, orders)) == [events.ContactSpeaks(LINE)]
    assert list(caller.model_answer("Whom?", orders)) == [events.ModelAnswer("Whom?")]


def test_without_a_second_listener_nothing_is_corrected(make: Callable[[], Caller]) -> None:
    caller = make()
    answer(caller)
    assert caller.corrected(wait=True) is None


def test_the_simulated_caller_hangs_up_when_it_has_no_reply_left() -> None:
    caller = simulated()
    for _ in range(4):
        answer(caller)
    assert given(answer(caller)).ended.code == "hung-up"


@pytest.mark.parametrize("waits", [True, False])
def test_nothing_heard_is_asked_about_only_where_the_call_waits(waits: bool) -> None:
    ear = Listening(ScriptedRecognizer([]), ScriptedDetector([]), PauseEndpointer())
    caller = SpokenCaller(voice_out(SimulatedLine()), ear)
    seen = list(caller.reply(LINE, Scripted([Next()]), waits=waits))
    assert any(isinstance(event, events.NothingHeard) for event in seen) is waits
    assert given(seen).ended.code == "no-words"
