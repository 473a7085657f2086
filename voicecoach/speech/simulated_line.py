"""A line without devices, faster than real time: for the demo, recorded replies and tests."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.speech.audio import BLOCK, RATE, Block, Clip
from voicecoach.speech.conversion import resampled

ROOM_AMPLITUDE = 6
"""Largest sample of the room tone: -78 dBFS. A real room is never exactly silent, and exact
zeros mean a muted microphone."""


class SimulatedPlayback:
    """A clip that "plays" for exactly as many samples as are read from the line."""

    def __init__(self, line: SimulatedLine, clip: Clip) -> None:
        self._line = line
        self._samples = round(clip.seconds * RATE)
        self._end: int | None = None

    def start(self) -> None:
        """See ``Playback``."""
        self._end = self._line.count + self._samples
        self._line.playing_until(self._end)

    @property
    def finished(self) -> bool:
        """See ``Playback``."""
        return self._end is not None and self._line.count >= self._end

    def stop(self) -> None:
        """See ``Playback``."""
        if self._end is not None and not self.finished:
            self._end = self._line.count
            self._line.playing_until(self._end)


class SimulatedLine:
    """Hears the answers it was given, each after the contact's voice, and room tone for ever.

    Args:
        room: whether there is room tone; without it the silence is exact.
    """

    def __init__(self, *, room: bool = True) -> None:
        self.count = 0
        """Samples delivered so far: the clock."""

        self._quiet_until = 0
        self._answers: list[tuple[bytes, int]] = []  # sound at RATE, samples to wait
        self._speaking = b""
        self._noise = _room_tone() if room else bytes(2 * RATE)

    def answer(self, clip: Clip, hesitation: float) -> None:
        """Queue a reply: it begins ``hesitation`` s after the last playback's end.

        What is left of an earlier answer is dropped.
        """
        self._speaking = b""
        self._answers.append((resampled(clip, RATE).pcm, int(hesitation * RATE)))

    def playing_until(self, sample: int) -> None:
        """Told by playbacks: no answer begins before this sample."""
        self._quiet_until = sample

    def load(self, clip: Clip) -> SimulatedPlayback:
        """See ``Line``."""
        return SimulatedPlayback(self, clip)

    def blocks(self) -> Iterator[Block]:
        """See ``Line``."""
        while True:
            start = self.count
            pcm = self._hear()
            self.count += BLOCK
            yield Block(pcm, start)

    def close(self) -> None:
        """See ``Line``."""

    def _hear(self) -> bytes:
        if not self._speaking and self._answers:
            sound, wait = self._answers[0]
            if self.count >= self._quiet_until + wait:
                self._answers.pop(0)
                self._speaking = sound
        size = 2 * BLOCK
        heard, self._speaking = self._speaking[:size], self._speaking[size:]
        at = 2 * (self.count % (RATE - BLOCK))
        return heard + self._noise[at : at + size - len(heard)]


def _room_tone() -> bytes:
    """A second of quiet noise, the same each time."""
    import numpy as np

    noise = np.random.default_rng(1).integers(-ROOM_AMPLITUDE, ROOM_AMPLITUDE + 1, RATE)
    return noise.astype("<i2").tobytes()
