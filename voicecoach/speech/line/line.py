"""The seam between a call and the sound world: play a clip, hear blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from voicecoach.speech.sound.audio import Block, Clip


class Playback(Protocol):
    """One clip on its way to the caller's ear."""

    def start(self) -> None:
        """Begin to sound. Opening was done before, so the first sample leaves at once."""

    @property
    def finished(self) -> bool:
        """True once the last sample has really been played (or the clip was stopped).

        Raises:
            DeviceLostError: the loudspeaker went away.
        """

    def stop(self) -> None:
        """Silence at once, whatever is left; harmless when finished."""


class Line(Protocol):
    """A telephone line to the caller: real devices, files or a simulation."""

    def load(self, clip: Clip) -> Playback:
        """Make a clip ready to play (opens the output); ``start()`` it when it is due.

        Raises:
            DeviceError: the loudspeaker cannot be used.
        """

    def blocks(self) -> Iterator[Block]:
        """What the microphone hears from now on, in order, without gaps, without end.

        On devices it blocks until sound arrives; on files and simulations it is as fast
        as it is read, and a clip "plays" for exactly as many samples as are read.

        Raises:
            DeviceLostError: the microphone went away or stopped delivering.
        """

    def waiting(self) -> int:
        """How many blocks the newest iterator would give at once: sound that arrived meanwhile."""

    def mend(self) -> bool:
        """After a ``DeviceError``: try for a moment to get the devices back.

        To be asked again and again. What was loaded and who iterated is gone when it is true.

        Returns:
            whether all works again.
        """

    def close(self) -> None:
        """Give the devices back; harmless when called twice."""
