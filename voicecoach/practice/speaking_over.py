"""Whether the caller speaks into the contact's line, and what they said by then."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import chain

from voicecoach.speech.sound.audio import BLOCK, RATE, Block, Clip
from voicecoach.speech.turn_end.vad import VoiceDetector

ENOUGH = int(0.4 * RATE)
"""Samples of speech in a row that interrupt: "mm-hm" and "okay" are shorter."""

KEPT = RATE // BLOCK
"""Blocks that are kept of what was said: its beginning lies ``ENOUGH`` before the interruption."""


class SpeakingOver:
    """Hears the caller while the contact speaks.

    Only for a microphone that does not hear the loudspeaker: there the contact would interrupt
    itself.

    Args:
        detector: whether somebody speaks; of its own, as another one listens to replies.
    """

    def __init__(self, detector: VoiceDetector) -> None:
        self._detector = detector
        self._trusted = True
        self.begin()

    def begin(self, clip: Clip | None = None) -> None:
        """The contact begins to speak.

        Args:
            clip: with which sound.
        """
        self._clip = clip
        self._detector.begin()
        self._speech = 0  # samples in a row
        self._blocks: deque[Block] = deque(maxlen=KEPT)
        self._said: Iterator[Block] | None = None

    def hears(self, block: Block, more: Iterator[Block]) -> bool:
        """Hear a block.

        Args:
            block: the next one.
            more: where it came from: another iterator would begin later.

        Returns:
            whether the contact is to be silent now.
        """
        self._blocks.append(block)
        speech = self._detector.speech(block.pcm)
        self._speech = self._speech + block.samples if speech else 0
        if not (speech and self._trusted and self._speech + self._detector.lag >= ENOUGH):
            return False
        if self._is_contact():
            self._speech = 0
            return False
        self._said = chain(self._blocks, more)
        return True

    def _is_contact(self) -> bool:
        """Whether the system has begun to record what it plays: the line itself tells that soon."""
        from voicecoach.speech.line.loopback import came_back  # numpy: the page does without

        latest = b"".join(block.pcm for block in self._blocks)[-2 * ENOUGH :]
        return self._clip is not None and came_back(latest, self._clip)

    def taken(self) -> Iterator[Block] | None:
        """What was said and what follows, for whoever hears the reply; None: nobody interrupted."""
        said, self._said = self._said, None
        return said

    def was_wrong(self) -> None:
        """Nobody said a word: the microphone hears the loudspeaker after all."""
        self._trusted = False
