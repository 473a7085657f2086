"""Sound of our own for tests of hearing: the program's voice, placed where a test wants it."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voicecoach import assets
from voicecoach.domain.turn import Voice
from voicecoach.speech.hearing.recognizer import VoskRecognizer
from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.sound.conversion import resampled
from voicecoach.speech.voice.line_cache import LineCache
from voicecoach.speech.voice.synthesizer import Pyttsx3Synthesizer

Samples = npt.NDArray[np.int16]

VOICE = Voice("gmw/en-us+klatt2", rate=160)
"""Of all synthetic voices the one that the built-in model hears best."""

SENTENCE = "I understand. Who else should I talk to in your company?"


@cache
def spoken(text: str = SENTENCE) -> Samples:
    """The sentence by the program's own voice, 16 kHz, without quiet at either end."""
    synthesizer = Pyttsx3Synthesizer(LineCache(None))
    try:
        clip = resampled(synthesizer.render(text, VOICE), RATE)
    finally:
        synthesizer.close()
    samples = np.frombuffer(clip.pcm, "<i2")
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > 100)
    return samples[int(loud[0]) : int(loud[-1]) + 1]


@cache
def vosk() -> VoskRecognizer:
    """The real recognizer with the built-in model, loaded once for all tests."""
    recognizer = VoskRecognizer(assets.builtin_model())
    recognizer.load()
    return recognizer


def room(seconds: float, dbfs: float = -65.0, seed: int = 1) -> Samples:
    """Noise as in a quiet room."""
    noise = np.random.default_rng(seed).normal(0, 32768 * 10 ** (dbfs / 20), round(seconds * RATE))
    return np.round(noise).astype(np.int16)


def silence(seconds: float) -> Samples:
    """Exact zeros."""
    return np.zeros(round(seconds * RATE), np.int16)


def placed(seconds: float, *parts: tuple[float, Samples], dbfs: float = -65.0) -> Samples:
    """Sounds at their times (s) in a quiet room."""
    mixed = room(seconds, dbfs).astype(np.int32)
    for start, samples in parts:
        at = round(start * RATE)
        mixed[at : at + len(samples)] += samples
    return np.clip(mixed, -32768, 32767).astype(np.int16)


def pieces(samples: Samples, size: int = 320) -> Iterator[bytes]:
    """As a microphone delivers it."""
    for at in range(0, len(samples), size):
        yield samples[at : at + size].astype("<i2").tobytes()


def write_wav(path: Path, samples: Samples, rate: int = RATE) -> Path:
    """A plain 16-bit WAV by the standard library; columns are channels."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1 if samples.ndim == 1 else samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return path
