from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.speech.hearing.rehearing import BEFORE, PAUSE, Rehearser
from voicecoach.speech.hearing.second_listener import ScriptedListener
from voicecoach.speech.sound.audio import BLOCK, RATE

SECOND = RATE // BLOCK
"""Blocks in a second."""


def feed(rehearser: Rehearser, seconds: float, *, speech: bool) -> None:
    for _ in range(round(seconds * SECOND)):
        rehearser.feed(bytes(2 * BLOCK), speech)


def counting() -> tuple[ScriptedListener, list[int]]:
    pieces: list[int] = []

    def hear(pcm: bytes) -> str:
        pieces.append(len(pcm) // 2)
        return "who else could I ask"

    return ScriptedListener(hear), pieces


def test_it_is_begun_at_a_pause_and_not_again_at_the_end() -> None:
    listener, pieces = counting()
    rehearser = Rehearser(listener)
    feed(rehearser, 1.0, speech=False)
    feed(rehearser, 2.0, speech=True)
    feed(rehearser, PAUSE / RATE + 0.1, speech=False)
    assert len(pieces) == 1, "begun while the caller may still go on"
    feed(rehearser, 1.5, speech=False)
    found = rehearser.finish()
    assert found is not None
    assert len(pieces) == 1, "nothing was said since: the first hearing counts"
    heard = found.result(0.0)
    assert heard is not None
    assert heard.text == "who else could I ask"
    assert heard.words[-1].end == pytest.approx(1.0 - BEFORE / RATE + 1.0)


def test_no_word_begins_before_the_voice() -> None:
    rehearser = Rehearser(ScriptedListener(lambda pcm: "surely who else"), lag=1600)
    feed(rehearser, 1.0, speech=False)
    feed(rehearser, 1.0, speech=True)
    found = rehearser.finish()
    assert found is not None
    heard = found.result(0.0)
    assert heard is not None
    first, second, _ = heard.words
    assert first.end == pytest.approx(1.0 - BEFORE / RATE + 0.2)
    assert first.start == first.end, "all of it before the voice: it is not let out, only not early"
    assert second.start == pytest.approx(1.0 - 0.1)


def test_speech_that_goes_on_is_heard_whole() -> None:
    listener, pieces = counting()
    rehearser = Rehearser(listener)
    for _ in range(2):
        feed(rehearser, 1.0, speech=True)
        feed(rehearser, 0.5, speech=False)
    assert len(pieces) == 2
    assert pieces[1] > pieces[0]
    feed(rehearser, 0.5, speech=True)
    rehearser.finish()
    assert len(pieces) == 3, "cut off in speech: what was added is heard too"


def test_silence_is_never_handed_on() -> None:
    listener, pieces = counting()
    rehearser = Rehearser(listener)
    feed(rehearser, 5.0, speech=False)
    assert rehearser.finish() is None
    assert pieces == []


def test_more_words_than_the_sound_can_hold_are_invented() -> None:
    rehearser = Rehearser(ScriptedListener(lambda pcm: "thank you for watching " * 5))
    feed(rehearser, 0.5, speech=True)
    found = rehearser.finish()
    assert found is not None
    heard = found.result(0.0)
    assert heard is not None
    assert heard.text == ""


def test_not_in_time_is_told_apart_from_nothing() -> None:
    rehearser = Rehearser(ScriptedListener(lambda pcm: None))
    feed(rehearser, 0.5, speech=True)
    found = rehearser.finish()
    assert found is not None
    assert found.result(0.0) is None


@given(st.lists(st.tuples(st.floats(0.02, 3), st.booleans()), max_size=12))
def test_all_speech_is_in_the_last_piece(stretches: list[tuple[float, bool]]) -> None:
    listener, pieces = counting()
    rehearser = Rehearser(listener)
    samples = first = last = 0
    spoke = False
    for seconds, speech in stretches:
        feed(rehearser, seconds, speech=speech)
        length = round(seconds * SECOND) * BLOCK
        if speech and length:
            first = first if spoke else samples
            spoke, last = True, samples + length
        samples += length
    found = rehearser.finish()
    assert (found is not None) == spoke
    if found is not None:
        start = round(found.start * RATE)
        assert start <= first
        assert start + pieces[-1] >= last
