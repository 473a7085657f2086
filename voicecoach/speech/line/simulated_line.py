"""A line without devices, faster than real time: for the demo, recorded replies and tests."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from voicecoach.speech.sound.audio import BLOCK, RATE, Block, Clip
from voicecoach.speech.sound.conversion import resampled

ROOM_DBFS = -75.0
"""RMS of the room tone, a very quiet room. A real one is never exactly silent, and exact zeros
mean a muted microphone."""

ROOM_SECONDS = 3
"""The room tone repeats after it."""


class SimulatedPlayback:
    """A clip that "plays" for exactly as many samples as are read from the line."""

    def __init__(self, line: SimulatedLine, clip: Clip) -> None:
        self._line = line
        self._samples = round(clip.seconds * RATE)
        self._end: int | None = None
        self._stopped = False

    def start(self) -> None:
        """See ``Playback``."""
        if self._end is None and not self._stopped:
            self._end = self._line.count + self._samples
            self._line.playing_until(self._end)

    @property
    def finished(self) -> bool:
        """See ``Playback``."""
        return self._stopped or (self._end is not None and self._line.count >= self._end)

    def stop(self) -> None:
        """See ``Playback``."""
        if self._end is not None and not self.finished:
            self._line.playing_until(self._line.count)
        self._stopped = True


class SimulatedLine:
    """Hears the answers it was given, each after the contact's voice, and room tone for ever.

    An answer given while others wait is heard after a later playback: so all answers of a call
    can be queued before it.

    Args:
        room_dbfs: RMS of the room tone in dB below full scale; None: exact silence.
    """

    def __init__(self, room_dbfs: float | None = ROOM_DBFS) -> None:
        self.count = 0
        """Samples delivered so far: the clock."""

        self._quiet_from = 0  # the contact speaks until this sample
        self._answers: deque[tuple[bytes, int]] = deque()  # sound at RATE, samples to wait
        self._wait_from: int | None = None  # where the first answer's wait begins; None: not due
        self._answered = False  # since the last playback
        self._speaking = b""
        self._noise = _room_tone(room_dbfs)

    @property
    def unheard(self) -> int:
        """How many answers still wait."""
        return len(self._answers)

    def answer(self, clip: Clip, hesitation: float) -> None:
        """Queue a reply: it begins ``hesitation`` s after the last playback's end.

        Where the contact has said nothing since the last reply, it begins that long from now.
        What is left of a reply that is being spoken is dropped.
        """
        self._speaking = b""
        if not self._answers:
            self._wait_from = self.count if self._answered else self._quiet_from
        self._answers.append((resampled(clip, RATE).pcm, round(hesitation * RATE)))

    def playing_until(self, sample: int) -> None:
        """Told by playbacks: the contact speaks until this sample, the caller falls silent."""
        self._speaking = b""
        self._quiet_from = self._wait_from = sample
        self._answered = False

    def load(self, clip: Clip) -> SimulatedPlayback:
        """See ``Line``."""
        return SimulatedPlayback(self, clip)

    def blocks(self) -> Iterator[Block]:
        """See ``Line``."""
        while True:
            block = Block(self._hear(), self.count)
            self.count = block.end
            yield block

    def waiting(self) -> int:
        """See ``Line``; sound is made when it is read."""
        return 0

    def mend(self) -> bool:
        """See ``Line``; nothing here breaks."""
        return True

    def close(self) -> None:
        """See ``Line``."""

    def _hear(self) -> bytes:
        before = self._samples_before_answer()
        heard = self._room(self.count, before)
        left = 2 * (BLOCK - before)
        heard, self._speaking = heard + self._speaking[:left], self._speaking[left:]
        told = len(heard) // 2
        return heard + self._room(self.count + told, BLOCK - told)

    def _samples_before_answer(self) -> int:
        """Where in this block an answer begins, which is then being spoken."""
        if self._speaking or self._wait_from is None or not self._answers:
            return 0
        sound, wait = self._answers[0]
        before = max(self._wait_from + wait - self.count, 0)
        if before >= BLOCK:
            return 0
        self._answers.popleft()
        self._speaking, self._answered, self._wait_from = sound, True, None
        return before

    def _room(self, first: int, samples: int) -> bytes:
        at = 2 * (first % (ROOM_SECONDS * RATE))
        return self._noise[at : at + 2 * samples]


def _room_tone(level: float | None) -> bytes:
    """Quiet noise, the same each time, a block longer than it repeats."""
    samples = ROOM_SECONDS * RATE
    if level is None:
        return bytes(2 * (samples + BLOCK))
    import numpy as np

    # Evenly spread samples up to this size have this RMS.
    largest = max(1, round(3**0.5 * 10 ** (level / 20) * 32768))
    noise = np.random.default_rng(1).integers(-largest, largest + 1, samples).astype("<i2")
    return np.concatenate((noise, noise[:BLOCK])).tobytes()
