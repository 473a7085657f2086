"""Sound whose pauses are known: what is told of them is right within 50 ms."""

from __future__ import annotations

import pytest

from tests.hearing import pieces, placed, spoken, vosk
from voicecoach.domain.turn import Ended, Reply
from voicecoach.scoring.delivery import pauses
from voicecoach.speech.hearing.listening import Listening
from voicecoach.speech.sound.audio import RATE, Block
from voicecoach.speech.turn_end.endpointer import KeyEndpointer
from voicecoach.speech.turn_end.vad import SileroVad

PARTS = (
    "I understand that you are not hiring.",
    "I worked in a bakery for ten years.",
    "I am looking for a conversation.",
    "Who else should I talk to?",
)
KEY = Ended("key", "a key")


def heard(before: float, between: tuple[float, ...], room: float) -> Reply:
    """The parts one after another in a room that loud (dBFS), as the live listener hears them."""
    ear = Listening(vosk(), SileroVad(), KeyEndpointer())
    ear.begin()
    at, parts = before, []
    for text, after in zip(PARTS, (*between, 0.0), strict=True):
        parts.append((at, spoken(text)))
        at += len(spoken(text)) / RATE + after
    start = 0
    for pcm in pieces(placed(at + 1, *parts, dbfs=room)):
        ear.feed(Block(pcm, start))
        start += len(pcm) // 2
    result = ear.finish(KEY)
    transcript = result.transcript
    return Reply(transcript.text, "file", KEY, transcript, (transcript,), at, result.hesitation)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "between", "room"),
    [(0.9, (1.2, 2.0, 1.5), -65.0), (0.5, (1.1, 2.7, 1.3), -65.0), (0.9, (1.2, 2.0, 1.5), -50.0)],
)
def test_pauses_and_hesitation_are_right_within_50_ms(
    before: float, between: tuple[float, ...], room: float
) -> None:
    reply = heard(before, between, room)
    assert reply.hesitation == pytest.approx(before, abs=0.05)
    assert pauses(reply) == [pytest.approx(one, abs=0.05) for one in between]
