"""Blocks in, words and the end of the reply out: with fakes, and with the real parts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hearing import Samples, pieces, placed, silence, spoken, vosk
from voicecoach.domain.transcript import Segment
from voicecoach.domain.turn import Ended
from voicecoach.speech.hearing.listening import Heard, Level, Listening, Partial, SpeechEvent
from voicecoach.speech.hearing.recognizer import ScriptedRecognizer
from voicecoach.speech.sound.audio import BLOCK, RATE, Block
from voicecoach.speech.turn_end.endpointer import PauseEndpointer
from voicecoach.speech.turn_end.vad import ScriptedDetector, SileroVad

Stream = list[tuple[float, str, str]]


def fed(listening: Listening, samples: Samples) -> list[SpeechEvent]:
    listening.begin()
    seen: list[SpeechEvent] = []
    at = 0
    for piece in pieces(samples):
        seen += listening.feed(Block(piece, at))
        at += len(piece) // 2
        if isinstance(seen[-1], Heard):
            return seen
    return [*seen, listening.finish(Ended("sound-ended", "the sound ended"))]


def scripted(stream: Stream, voice: list[tuple[float, float]]) -> Listening:
    return Listening(ScriptedRecognizer(stream), ScriptedDetector(voice), PauseEndpointer())


def heard(seen: list[SpeechEvent]) -> Heard:
    assert isinstance(seen[-1], Heard)
    return seen[-1]


def test_several_segments_make_one_reply() -> None:
    stream: Stream = [
        (1.0, "segment", "well"),
        (2.0, "partial", "who"),
        (3.0, "segment", "who else"),
    ]
    seen = fed(scripted(stream, [(0.5, 1.0), (1.8, 3.0)]), placed(9.0))
    assert heard(seen).transcript.text == "well who else"
    assert len(heard(seen).transcript.segments) == 2
    texts = [event.text for event in seen if isinstance(event, Partial)]
    assert texts == ["well", "well who", "well who else"]
    assert heard(seen).ended.at == pytest.approx(4.5, abs=0.05)
    assert heard(seen).hesitation == pytest.approx(0.5, abs=0.05)


def test_words_without_a_voice_do_not_count() -> None:
    stream: Stream = [(1.0, "partial", "are or"), (2.0, "segment", "are or for trying")]
    seen = fed(scripted(stream, []), placed(12.0))
    assert heard(seen).transcript.text == ""
    assert heard(seen).ended.code == "no-words"
    assert not any(isinstance(event, Partial) for event in seen)
    assert heard(seen).hesitation is None


def test_music_before_the_words_does_not_spoil_them() -> None:
    stream: Stream = [(1.0, "segment", "to to"), (4.0, "segment", "who else")]
    seen = fed(scripted(stream, [(3.0, 4.0)]), placed(9.0))
    assert heard(seen).transcript.text == "who else"


def test_a_reply_ended_from_outside_keeps_the_open_words() -> None:
    listening = scripted([(0.5, "partial", "who else could")], [(0.2, 1.0)])
    listening.begin()
    for n, piece in enumerate(pieces(placed(1.0))):
        listening.feed(Block(piece, 320 * n))
    by_key = listening.finish(Ended("key", "you ended it"))
    assert by_key.transcript.text == "who else could"
    assert (by_key.ended.code, by_key.ended.at) == ("key", 1.0)
    assert by_key.duration == 1.0


def test_a_muted_microphone_is_told_after_half_a_second() -> None:
    seen = fed(scripted([], []), np.concatenate((placed(1.0), silence(1.0))))
    told = [event.elapsed for event in seen if isinstance(event, Level) and event.muted]
    assert told[0] == pytest.approx(1.5, abs=0.03)


@given(st.lists(st.floats(0.1, 6.0), max_size=5), st.floats(0.0, 3.0))
def test_levels_count_the_samples_and_the_last_event_is_the_end(
    times: list[float], voice: float
) -> None:
    stream: Stream = [(at, "segment", "word") for at in sorted(times)]
    seen = fed(scripted(stream, [(voice, voice + 1.0)]), placed(7.0))
    levels = [event.elapsed for event in seen if isinstance(event, Level)]
    assert levels == pytest.approx([0.02 * n for n in range(1, len(levels) + 1)])
    assert [event for event in seen if isinstance(event, Heard)] == [seen[-1]]
    assert heard(seen).duration == pytest.approx(levels[-1])


def test_the_real_parts_hear_a_reply_and_its_end() -> None:
    end = 0.8 + len(spoken()) / RATE
    sound = placed(end + 4.0, (0.8, spoken()))
    seen = fed(Listening(vosk(), SileroVad(), PauseEndpointer()), sound)
    assert "talk to in your company" in heard(seen).transcript.text
    assert heard(seen).ended.code == "pause"
    assert heard(seen).ended.at == pytest.approx(end + 1.5, abs=0.4)
    assert heard(seen).hesitation == pytest.approx(0.8, abs=0.2)


def chords(seconds: float) -> Samples:
    """Music as a piano plays it: three tones with overtones, struck twice a second."""
    at = np.arange(round(seconds * RATE)) / RATE
    sound = np.zeros_like(at)
    for n, notes in enumerate([(262, 330, 392), (294, 349, 440), (247, 294, 392)] * 9):
        since = at - 0.5 * n
        struck = np.where(since >= 0, np.exp(-4 * np.clip(since, 0, None)), 0.0)
        for hz in notes:
            for overtone in (1, 2, 3, 4):
                sound += struck * np.sin(2 * np.pi * hz * overtone * at) / overtone
    return (8000 * sound / np.abs(sound).max()).astype(np.int16)


@pytest.mark.slow
def test_music_is_no_reply() -> None:
    seen = fed(Listening(vosk(), SileroVad(), PauseEndpointer()), chords(11.0))
    assert heard(seen).transcript.text == ""
    assert heard(seen).ended.code == "no-words"


def test_after_the_end_nothing_is_recognised_until_a_voice_goes_on() -> None:
    class Counting(ScriptedRecognizer):
        fed = 0

        def accept(self, pcm: bytes) -> Segment | None:
            self.fed += len(pcm) // 2
            return super().accept(pcm)

    hears = Counting([(2.0, "partial", "who else"), (5.0, "partial", "and when")])
    ear = Listening(hears, ScriptedDetector([(1.0, 2.0), (4.0, 5.0)]), PauseEndpointer())
    sound = list(pieces(placed(9.0)))
    over = next(at for at, piece in enumerate(sound) if isinstance(_last(ear, piece, at), Heard))
    by_then = hears.fed
    ear.go_on()
    for at in range(over + 1, over + 11):
        _last(ear, sound[at], at)
    assert hears.fed == by_then
    until = over + 11
    while not ear.went_on:
        _last(ear, sound[until], until)
        until += 1
    assert hears.fed == sum(len(piece) // 2 for piece in sound[:until])
    for at in range(until, len(sound)):
        _last(ear, sound[at], at)
    assert ear.finish(Ended("key", "a key")).transcript.text == "who else and when"


def _last(ear: Listening, piece: bytes, at: int) -> SpeechEvent:
    if at == 0:
        ear.begin()
    return ear.feed(Block(piece, at * BLOCK))[-1]
