"""The last word is not lost wherever the sound is cut; a mute inside a reply is not its end."""

from __future__ import annotations

import numpy as np
import pytest

from tests.hearing import Samples, pieces, placed, room, silence, spoken, vosk
from voicecoach.domain.turn import Ended
from voicecoach.speech.hearing.listening import Heard, Level, Listening
from voicecoach.speech.sound.audio import RATE, Block
from voicecoach.speech.turn_end.endpointer import Endpointer, KeyEndpointer, PauseEndpointer
from voicecoach.speech.turn_end.vad import SileroVad

pytestmark = pytest.mark.slow

KEY = Ended("key", "a key")
BEFORE, AFTER = "I understand that you are not hiring.", "Who else should I talk to?"


def listened(endpointer: Endpointer, sound: Samples) -> tuple[Listening, list[Level], Heard | None]:
    """The sound heard block by block, up to the end of the reply."""
    ear = Listening(vosk(), SileroVad(), endpointer)
    ear.begin()
    levels: list[Level] = []
    start = 0
    for pcm in pieces(sound):
        events = ear.feed(Block(pcm, start))
        start += len(pcm) // 2
        levels += [event for event in events if isinstance(event, Level)]
        if isinstance(events[-1], Heard):
            return ear, levels, events[-1]
    return ear, levels, None


@pytest.mark.parametrize(("text", "last"), [(BEFORE, "hiring"), (AFTER, "to")])
@pytest.mark.parametrize("more", [-0.06, 0.02, 0.1])
def test_a_last_word_is_heard_wherever_the_sound_is_cut(text: str, last: str, more: float) -> None:
    whole = placed(len(spoken(text)) / RATE + 1.0, (0.5, spoken(text)))
    cut = whole[: round((0.5 + more) * RATE) + len(spoken(text))]
    ear, _, _ = listened(KeyEndpointer(), cut)
    assert ear.finish(KEY).transcript.text.split()[-1] == last


@pytest.mark.parametrize(("muted", "around"), [(0.6, 0.15), (2.2, 0.0), (3.5, 0.15), (8.0, 0.15)])
def test_a_mute_inside_a_reply_is_told_and_is_not_its_end(muted: float, around: float) -> None:
    quiet = room(around)
    sound = np.concatenate(
        [room(0.5), spoken(BEFORE), quiet, silence(muted), quiet, spoken(AFTER), room(4.0)]
    )
    _, levels, heard = listened(PauseEndpointer(), sound)
    assert heard is not None
    assert heard.ended.at > (len(sound) / RATE) - 4.0
    assert "should i talk to" in heard.transcript.text
    assert any(level.muted for level in levels)
