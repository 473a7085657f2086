"""From sound to words, live: the seam and its real part (Vosk)."""

from __future__ import annotations

from typing import Protocol

from voicecoach.domain.transcript import Segment


class Recognizer(Protocol):
    """Hears one reply at a time. All times are s from the first sample after ``begin()``."""

    @property
    def name(self) -> str:
        """Which model hears, for people and the record."""

    def begin(self) -> None:
        """Forget everything: a new reply starts."""

    def accept(self, pcm: bytes) -> Segment | None:
        """Hear more sound (16-bit mono, 16 kHz).

        Returns:
            the segment that just ended, or None.
        """

    def partial(self) -> str:
        """The words of the segment that is still open, as far as they are known."""

    def finish(self) -> Segment | None:
        """The rest, after half a second of silence of our own so that no last word is lost."""
