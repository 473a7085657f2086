"""A hearing that comes late corrects its turn; one that comes in time counts at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.practice.making import VOICE, LengthJudge, ListedTalk, TickingClock, header
from voicecoach.domain.turn import Reply
from voicecoach.practice import events
from voicecoach.practice.commands import Next, Scripted
from voicecoach.practice.parts import Parts
from voicecoach.practice.session import rehearse
from voicecoach.practice.spoken import SpokenCaller
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.speech.hearing.listening import Listening
from voicecoach.speech.hearing.recognizer import ScriptedRecognizer
from voicecoach.speech.hearing.second_listener import ScriptedListener
from voicecoach.speech.line.simulated_line import SimulatedLine
from voicecoach.speech.turn_end.endpointer import PauseEndpointer
from voicecoach.speech.turn_end.vad import ScriptedDetector
from voicecoach.speech.voice.synthesizer import ToneSynthesizer


class Slow(ScriptedListener):
    """Is ready only when it is waited for as long as a call's end allows."""

    def result(self, ticket: int, seconds: float):  # type: ignore[no-untyped-def]
        return super().result(ticket, seconds) if seconds > 5 else None


def caller(second: ScriptedListener) -> SpokenCaller:
    ear = Listening(
        ScriptedRecognizer([(1.5, "segment", "hoot house")]),
        ScriptedDetector([(0.5, 1.5)]),
        PauseEndpointer(),
        second,
    )
    line = SimulatedLine()
    return SpokenCaller(VoiceOut(line, ToneSynthesizer(), VOICE), ear)


def held(second: ScriptedListener, mode: str) -> list[events.Event]:
    parts = Parts(
        ListedTalk(["No."]), caller(second), LengthJudge(), Scripted([], Next()), TickingClock()
    )
    return list(rehearse(header(mode), parts))


def of(seen: list[events.Event], kind: type) -> Iterator[events.Event]:
    return (event for event in seen if isinstance(event, kind))


@pytest.mark.parametrize("mode", ["coach", "real"])
def test_in_time_it_is_what_is_scored_shown_and_kept(mode: str) -> None:
    seen = held(ScriptedListener(lambda pcm: "Who else would know?"), mode)
    (done,) = of(seen, events.TurnDone)
    reply: Reply = done.turn.reply
    assert reply.text == "Who else would know?"
    assert [hearing.text for hearing in reply.hearings] == ["hoot house", "Who else would know?"]
    assert done.turn.verdict.score == 40
    assert not list(of(seen, events.Corrected))


def test_too_late_in_a_call_that_runs_on_the_card_is_corrected_at_the_end() -> None:
    seen = held(Slow(lambda pcm: "Who else would know?"), "real")
    (done,) = of(seen, events.TurnDone)
    assert done.turn.reply.text == "hoot house"
    (corrected,) = of(seen, events.Corrected)
    assert corrected.turn.reply.text == "Who else would know?"
    assert corrected.turn.verdict.score == 40
    assert seen[-1].call.turns == (corrected.turn,)


def test_words_it_does_not_believe_are_nothing_heard() -> None:
    seen = held(ScriptedListener(lambda pcm: ""), "coach")
    assert list(of(seen, events.NothingHeard))
