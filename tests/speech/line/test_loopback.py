"""A microphone that hears the program itself is told from one that hears an echo."""

from __future__ import annotations

import numpy as np
import pytest

from tests.hearing import spoken
from voicecoach.speech.line.loopback import Loopback
from voicecoach.speech.sound.audio import BLOCK, RATE, Block, Clip
from voicecoach.speech.sound.tones import probe_noise, ring

LINE = spoken("I would like to help you, but there are no jobs here.").astype(float)


def told(clip: Clip, heard: np.ndarray) -> float | None:
    """Seconds of sound until it is told; None: it is not."""
    watch = Loopback(clip)
    pcm = np.clip(heard, -32768, 32767).astype("<i2").tobytes()
    for at in range(0, len(pcm) - 2 * BLOCK, 2 * BLOCK):
        if watch.hears(Block(pcm[at : at + 2 * BLOCK], at // 2)):
            return at / 2 / RATE
    return None


def as_clip(samples: np.ndarray) -> Clip:
    return Clip(samples.astype("<i2").tobytes(), RATE)


def room(samples: np.ndarray, level: float) -> np.ndarray:
    """Heard through air: a direct sound and 0.4 s of decaying reflections."""
    at = np.arange(int(0.4 * RATE))
    answer = np.random.default_rng(3).standard_normal(len(at)) * 10 ** (-3 * at / len(at))
    answer /= np.sqrt((answer**2).sum())
    answer[0] += 1.0
    heard = np.convolve(samples, answer)[: len(samples)]
    return heard * level * samples.std() / heard.std()


@pytest.mark.parametrize("late", [0.0, 0.31, 0.7])
@pytest.mark.parametrize("gain", [0.5, 1.0])
def test_the_clip_itself_is_told_within_a_second(late: float, gain: float) -> None:
    heard = np.concatenate((np.zeros(int(late * RATE)), gain * LINE))
    found = told(as_clip(LINE), heard)
    assert found is not None
    assert found - late < 1.0


def test_the_probe_is_told() -> None:
    clip = probe_noise()
    assert told(clip, np.frombuffer(clip.pcm, "<i2").astype(float)) is not None


def test_an_echo_is_none_however_it_comes() -> None:
    clip = as_clip(LINE)
    assert told(clip, 0.1 * LINE) is None  # -20 dB
    assert told(clip, room(LINE, 0.1)) is None
    assert told(clip, room(LINE, 1.0)) is None  # a microphone that turns itself up


def test_the_caller_the_ring_and_silence_are_none() -> None:
    clip = as_clip(LINE)
    other = spoken("Who else should I talk to in your company?").astype(float)
    assert told(clip, other) is None
    assert told(clip, np.zeros(3 * RATE)) is None
    tone = np.frombuffer(ring().pcm, "<i2").astype(float)
    assert told(ring(), room(tone, 1.0)) is None


@pytest.mark.parametrize("late", np.arange(0.0, 0.25, 0.01))
def test_the_same_voice_with_the_same_first_word_is_none(late: float) -> None:
    said = spoken("I understand. Who else should I talk to in your company?").astype(float)
    heard = np.concatenate((np.zeros(len(LINE) + int(late * RATE)), said))
    assert told(as_clip(LINE), heard) is None


@pytest.mark.parametrize("late", np.arange(0.0, 0.25, 0.01))
def test_a_click_is_like_any_other_click(late: float) -> None:
    click = np.zeros(RATE)
    click[100:130] = 8000 * np.hanning(30)
    heard = np.concatenate((np.zeros(int(late * RATE)), 0.8 * click))
    assert told(as_clip(click), heard) is None
