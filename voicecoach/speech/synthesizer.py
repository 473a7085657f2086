"""From text to sound: the seam and its parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from voicecoach.domain.turn import Voice
from voicecoach.speech.audio import Clip


class Synthesizer(Protocol):
    """Renders lines; never plays them."""

    def render(self, text: str, voice: Voice) -> Clip:
        """The spoken line: trailing silence cut, level normalised.

        Raises:
            NoVoiceError: there is no synthesizer on this machine.
            SpeechError: this text or voice cannot be spoken.
        """

    def prepare(self, lines: Iterable[tuple[str, Voice]]) -> None:
        """Render these soon, in the background, so that ``render`` returns at once."""

    def close(self) -> None:
        """End the worker; harmless when called twice."""
