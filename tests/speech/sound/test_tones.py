"""The program's own sounds are never taken for the caller's voice."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest

from tests.hearing import pieces, placed, vosk
from voicecoach.domain.turn import Ended
from voicecoach.practice.timing import SPEAKING
from voicecoach.speech.hearing.listening import Heard, Level, Listening, SpeechEvent
from voicecoach.speech.sound import tones
from voicecoach.speech.sound.audio import RATE, Block, Clip
from voicecoach.speech.turn_end.endpointer import PauseEndpointer
from voicecoach.speech.turn_end.vad import SileroVad


@pytest.mark.parametrize("tone", [tones.tick(), tones.stop(), tones.cue()])
def test_what_a_drill_sounds_is_no_speech_even_as_loud_as_it_is_played(tone: Clip) -> None:
    sound = placed(6.0, *((float(at), np.frombuffer(tone.pcm, "<i2")) for at in range(1, 6)))
    listening = Listening(vosk(), SileroVad(), PauseEndpointer())
    listening.begin()
    seen: list[SpeechEvent] = []
    for number, piece in enumerate(pieces(sound)):
        seen += listening.feed(Block(piece, 320 * number))
    speech = [event.speech for event in seen if isinstance(event, Level)]
    runs = [len(list(run)) for is_speech, run in groupby(speech) if is_speech]
    assert max(runs, default=0) < SPEAKING
    assert not any(isinstance(event, Heard) for event in seen)
    assert listening.finish(Ended("key", "")).transcript.text == ""


def test_the_sounds_of_a_drill_can_be_told_apart() -> None:
    lengths = {len(tone.pcm) / 2 / RATE for tone in (tones.tick(), tones.cue(), tones.stop())}
    assert len(lengths) == 3
