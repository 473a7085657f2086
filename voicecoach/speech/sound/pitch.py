"""How high a voice is, block by block. Pure; it needs the last 40 ms and nothing else."""

from __future__ import annotations

from voicecoach.speech.sound.audio import RATE

WINDOW = int(0.04 * RATE)
"""Samples looked at together: two periods of the lowest voice."""

LOWEST, HIGHEST = 65.0, 400.0
"""Hz of voices."""

VOICED = 0.6
"""Likeness of the sound with itself one period later, 0–1, from which it has a pitch."""

NEARLY = 0.9
"""Share of the greatest likeness from which a shorter period is taken for the true one."""

NO_PITCH = 0.0


class PitchTracker:
    """Fed block by block; remembers the last window."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forget everything."""
        self._recent = b""

    def hear(self, pcm: bytes) -> float:
        """Hear more sound (16-bit mono, 16 kHz).

        Returns:
            Hz of the last 40 ms; ``NO_PITCH`` where they are no vowel.
        """
        import numpy as np

        self._recent = (self._recent + pcm)[-2 * WINDOW :]
        if len(self._recent) < 2 * WINDOW:
            return NO_PITCH
        samples = np.frombuffer(self._recent, "<i2").astype(np.float64)
        samples -= samples.mean()
        spectrum = np.fft.rfft(samples, 2048)
        likeness = np.fft.irfft(np.abs(spectrum) ** 2)
        shortest, longest = int(RATE / HIGHEST), int(RATE / LOWEST)
        # A shorter overlap is less alike by itself: that is put right, so that low voices count.
        whole = likeness[shortest:longest] * (WINDOW / (WINDOW - np.arange(shortest, longest)))
        if likeness[0] <= 0 or whole.max() < VOICED * likeness[0]:
            return NO_PITCH
        # Two and three periods are as much alike as one: the first that is nearly the best.
        near = np.flatnonzero(whole >= NEARLY * whole.max())
        apart = np.flatnonzero(np.diff(near) > 1)
        first = near[: int(apart[0]) + 1] if apart.size else near
        return RATE / (shortest + int(first[np.argmax(whole[first])]))
