"""Noise to tell every sample by, and where it turns up in a recording."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from tests.virtual_card.tap import Samples
from voicecoach.speech.sound.audio import Clip


def noise(seconds: float, rate: int, seed: int = 7) -> Samples:
    """White noise, -19 dBFS, no zeros: lost, repeated or changed samples all show."""
    values = np.random.default_rng(seed).integers(1, 6000, int(seconds * rate))
    signs = np.random.default_rng(seed + 1).choice((-1, 1), values.size)
    return (values * signs).astype("<i2")


def noise_clip(seconds: float, rate: int) -> Clip:
    return Clip(noise(seconds, rate).tobytes(), rate)


def found(expected: Samples, heard: Samples) -> tuple[int, int]:
    """Where ``expected`` begins in ``heard``, and how many of its samples are unchanged."""
    size = 1 << (len(expected) + len(heard)).bit_length()
    spectrum = np.fft.rfft(heard.astype(float), size) * np.conj(
        np.fft.rfft(expected.astype(float), size)
    )
    at = int(np.argmax(np.fft.irfft(spectrum, size)[: max(len(heard), 1)]))
    common = min(len(expected), len(heard) - at)
    return at, int((expected[:common] == heard[at : at + common]).sum())


def write_wav(path: Path, samples: Samples, rate: int) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path
