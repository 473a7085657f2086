"""A line with a loudspeaker and no microphone: the contact is heard, replies are typed."""

from __future__ import annotations

import time
from collections.abc import Iterator

from voicecoach.speech.line.line import Line, Playback
from voicecoach.speech.sound.audio import BLOCK, RATE, Block, Clip


class SpeakerOnlyLine:
    """Plays on another line; its own blocks are silence, one every 20 ms.

    Args:
        speaker: where clips are played.
    """

    def __init__(self, speaker: Line) -> None:
        self._speaker = speaker
        self._count = 0

    def load(self, clip: Clip) -> Playback:
        """See ``Line``."""
        return self._speaker.load(clip)

    def blocks(self) -> Iterator[Block]:
        """See ``Line``."""
        while True:
            time.sleep(BLOCK / RATE)
            self._count += BLOCK
            yield Block(bytes(2 * BLOCK), self._count - BLOCK)

    def waiting(self) -> int:
        """See ``Line``."""
        return 0

    def mend(self) -> bool:
        """See ``Line``."""
        return self._speaker.mend()

    def close(self) -> None:
        """See ``Line``."""
        self._speaker.close()
