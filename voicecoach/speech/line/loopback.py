"""Whether the microphone hears what the program plays itself. Pure: compares samples.

Where a device is taken away, some sound servers go on recording from the loudspeaker's monitor, or
play into the microphone, without a sign. What comes back then is the clip itself, as loud as it
was. An echo through a room is neither: it is quieter, and the room blurs it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from voicecoach.speech.sound.audio import RATE, Block, Clip
from voicecoach.speech.sound.conversion import resampled

WINDOW = RATE // 2
"""Samples compared at a time."""

EVERY = RATE // 4
"""Samples between comparisons."""

SAME = 0.95
"""Likeness (1: the same) from which it is no echo: sound servers that resample keep 0.98, a room
leaves less than 0.8."""

AS_LOUD = 0.4
"""Share of its own level from which it is no echo (-8 dB); loudspeaker to microphone was -20."""

APART = RATE // 400
"""Samples off the best place at which the clip is compared with itself (2.5 ms)."""

AUDIBLE = 30.0
"""RMS of a window (of 32768) below which there is nothing to compare."""

FRAME = RATE // 50
LEAST = 10
"""Frames of 20 ms of a window that must be audible. One vowel of two voices, or two clicks, can be
as like as that by themselves: "I" as the first word of both sides held a call up."""

Samples = npt.NDArray[np.float64]


class Loopback:
    """Compares what is heard while a clip sounds with the clip.

    Args:
        clip: what is being played.
    """

    def __init__(self, clip: Clip) -> None:
        self._played = _played(clip)
        self._heard = bytearray()
        self._new = 0
        self._left = len(self._played) + RATE  # samples until it cannot be heard any more

    def hears(self, block: Block) -> bool:
        """Hear a block.

        Returns:
            whether the last half second was the clip itself.
        """
        if self._left <= 0:
            return False
        self._left -= block.samples
        self._heard += block.pcm
        del self._heard[: -2 * WINDOW]
        self._new += block.samples
        if self._new < EVERY or len(self._heard) < 2 * WINDOW:
            return False
        self._new = 0
        return _same(_samples(bytes(self._heard)), self._played)


def came_back(pcm: bytes, clip: Clip) -> bool:
    """Whether sound of the microphone (16-bit, ``RATE``) is a piece of the clip itself."""
    return _same(_samples(pcm), _played(clip))


def _played(clip: Clip) -> Samples:
    """Its samples between quiet: a window may lie over its beginning or its end."""
    quiet = np.zeros(WINDOW)
    return np.concatenate((quiet, _samples(resampled(clip, RATE).pcm), quiet))


def _samples(pcm: bytes) -> Samples:
    return np.frombuffer(pcm, "<i2").astype(np.float64)


def _same(heard: Samples, played: Samples) -> bool:
    """Whether the window is a piece of what was played, in likeness and in level."""
    size, energy = len(heard), float(heard @ heard)
    if energy < AUDIBLE**2 * size or len(played) < size:
        return False
    frames = heard[: size // FRAME * FRAME].reshape(-1, FRAME)
    if np.count_nonzero((frames**2).mean(axis=1) >= AUDIBLE**2) < LEAST:
        return False
    fast = 1 << (size + len(played)).bit_length()
    spectrum = np.fft.rfft(played, fast) * np.conj(np.fft.rfft(heard, fast))
    products = np.abs(np.fft.irfft(spectrum, fast)[: len(played) - size + 1])
    sums = np.concatenate(([0.0], np.cumsum(played**2)))
    levels = np.maximum(sums[size:] - sums[:-size], 1.0)
    likeness = products / np.sqrt(energy * levels)
    at = int(np.argmax(likeness))
    elsewhere = np.concatenate((likeness[: max(0, at - APART)], likeness[at + APART :]))
    if elsewhere.size and elsewhere.max() >= SAME:
        return False  # a tone is like itself everywhere, and like itself through a room
    return bool(likeness[at] >= SAME and (energy / levels[at]) ** 0.5 >= AS_LOUD)
