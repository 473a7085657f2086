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

BEFORE = 0.9
PAUSES = (1.2, 2.0, 1.5)
PARTS = (
    "I understand that you are not hiring.",
    "I worked in a bakery for ten years.",
    "I am looking for a conversation.",
    "Who else should I talk to?",
)
KEY = Ended("key", "a key")


def heard() -> Reply:
    """The parts one after another, as the live listener hears them."""
    ear = Listening(vosk(), SileroVad(), KeyEndpointer())
    ear.begin()
    at, parts = BEFORE, []
    for text, after in zip(PARTS, (*PAUSES, 0.0), strict=True):
        parts.append((at, spoken(text)))
        at += len(spoken(text)) / RATE + after
    start = 0
    for pcm in pieces(placed(at + 1, *parts)):
        ear.feed(Block(pcm, start))
        start += len(pcm) // 2
    result = ear.finish(KEY)
    transcript = result.transcript
    return Reply(transcript.text, "file", KEY, transcript, (transcript,), at, result.hesitation)


@pytest.mark.slow
def test_pauses_and_hesitation_are_right_within_50_ms() -> None:
    reply = heard()
    assert reply.hesitation == pytest.approx(BEFORE, abs=0.05)
    assert pauses(reply) == [pytest.approx(one, abs=0.05) for one in PAUSES]
