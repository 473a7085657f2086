"""What last words promise; how a caller pauses; how high a voice is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.speech.sound.audio import BLOCK, RATE
from voicecoach.speech.sound.pitch import PitchTracker
from voicecoach.speech.turn_end.own_pauses import AFTER_CUTS, CUTS, ENOUGH, LEAST, MOST, OwnPauses
from voicecoach.speech.turn_end.phrases import asks, open_end, says_goodbye


@pytest.mark.parametrize(
    "text",
    ["well um", "it was cheap and", "i was wondering if", "could you", "my number is five five"],
)
def test_words_that_promise_more(text: str) -> None:
    assert open_end(text)


@pytest.mark.parametrize(
    "text", ["who should i talk to", "at two", "five five five oh one two three", "thank you"]
)
def test_words_that_promise_nothing(text: str) -> None:
    assert not open_end(text)


@pytest.mark.parametrize(
    "text",
    [
        "who would you ask",
        "fine so what would you do",
        "is there a name i can call",
        "could i ring you",
        "no problem which one is it",
        "what if i called on monday",
        "whose office in that building would you send him to",
        "i was wondering what kind of work they have",
        "could [unk] talk to somebody there",
        "or would it him on monday",
    ],
)
def test_questions(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "the person who hires",
        "that is my first call",
        "i'll do it today",
        "thanks anna is a help",
        "that is what i would like to do",
        "we did what you would expect there",
    ],
)
def test_statements_are_no_questions(text: str) -> None:
    assert not asks(text)


def test_goodbyes() -> None:
    assert says_goodbye("thanks a lot bye")
    assert says_goodbye("have a good day")
    assert not says_goodbye("goodbye parties are fun")


@given(st.lists(st.floats(0.3, 20.0), max_size=40))
def test_the_factor_stays_within_its_bounds(pauses: list[float]) -> None:
    own = OwnPauses.of(pauses)
    assert LEAST <= own.factor <= MOST
    assert len(pauses) >= ENOUGH or own.factor == 1.0


def test_long_pauses_earn_patience_and_so_do_two_cuts() -> None:
    slow, usual = OwnPauses.of([1.6] * 20), OwnPauses()
    assert slow.factor > usual.factor
    for _ in range(CUTS - 1):
        usual = usual.after_cut()
    assert usual.factor == 1.0
    assert usual.after_cut().factor == AFTER_CUTS


@pytest.mark.parametrize("height", [90.0, 140.0, 220.0, 330.0])
def test_a_voice_has_its_pitch_and_noise_has_none(height: float) -> None:
    time = np.arange(RATE // 4) / RATE
    voice = sum(np.sin(2 * np.pi * height * n * time) / n for n in range(1, 8)) * 4000
    tracker = PitchTracker()
    heard = [tracker.hear(block) for block in _blocks(voice)]
    assert heard[-1] == pytest.approx(height, rel=0.03)
    noise = np.random.default_rng(1).normal(0, 3000, RATE // 4)
    tracker.begin()
    assert sum(tracker.hear(block) > 0 for block in _blocks(noise)) <= 1


def _blocks(sound: np.ndarray) -> list[bytes]:
    pcm = sound.astype("<i2").tobytes()
    return [pcm[at : at + 2 * BLOCK] for at in range(0, len(pcm) - 2 * BLOCK + 1, 2 * BLOCK)]
