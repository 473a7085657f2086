"""Levels, trimming and the ring."""

from __future__ import annotations

import numpy as np
import pytest

from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.sound.conversion import InputConverter
from voicecoach.speech.sound.levels import SILENCE_DBFS, dbfs, levelled, trimmed
from voicecoach.speech.sound.tones import ring


def sine(peak: float, seconds: float = 1.0) -> np.ndarray:
    at = np.arange(int(seconds * RATE)) / RATE
    return (peak * np.sin(2 * np.pi * 400 * at)).astype("<i2")


def test_dbfs_of_known_sounds() -> None:
    assert dbfs(sine(32767).tobytes()) == pytest.approx(-3.01, abs=0.01)
    assert dbfs((sine(3277) + 2000).astype("<i2").tobytes()) == pytest.approx(-23.01, abs=0.05)
    assert dbfs(bytes(640)) == SILENCE_DBFS
    assert dbfs(b"") == SILENCE_DBFS


def test_trimming_cuts_the_silence_at_the_end_only() -> None:
    quiet = np.full(500, 64, "<i2")
    sound = np.concatenate((quiet, sine(5000, 0.1), [100], quiet, quiet)).astype("<i2")
    assert len(trimmed(sound)) == 500 + RATE // 10 + 1
    assert trimmed(quiet).size == 0


@pytest.mark.parametrize("peak", [100, 3000, 32767])
def test_levelling_reaches_one_level(peak: int) -> None:
    assert dbfs(levelled(sine(peak)).tobytes()) == pytest.approx(-20.0, abs=0.1)


def test_levelling_never_clips() -> None:
    spiky = np.zeros(16_000, "<i2")
    spiky[::4000] = 20_000
    assert np.abs(levelled(spiky).astype(int)).max() == pytest.approx(29_204, abs=2)  # -1 dBFS


def test_the_ring_is_a_little_softer_than_a_voice_and_begins_softly() -> None:
    clip = ring()
    assert clip.seconds == pytest.approx(1.5)
    assert dbfs(clip.pcm) == pytest.approx(-24.4, abs=0.5)
    samples = np.frombuffer(clip.pcm, "<i2")
    assert np.abs(samples[[0, 1, -2, -1]].astype(int)).max() < 50


def test_a_single_loud_block_does_not_switch_channels() -> None:
    converter = InputConverter(RATE, 2)
    voice, thump = sine(2000, 0.02), sine(6000, 0.02)
    nothing = np.zeros_like(voice)
    for _ in range(50):
        first = converter.convert(np.column_stack((voice, nothing)).tobytes())
    assert first == voice.tobytes()
    assert converter.convert(np.column_stack((voice, thump)).tobytes()) == voice.tobytes()


def test_the_louder_channel_is_taken_before_long() -> None:
    converter = InputConverter(RATE, 2)
    hiss, voice = sine(20, 0.02), sine(4000, 0.02)
    for _ in range(100):
        heard = converter.convert(np.column_stack((hiss, voice)).tobytes())
    assert heard == voice.tobytes()
