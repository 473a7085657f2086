"""Sound as the program passes it about: 16-bit mono PCM, blocks and clips."""

from __future__ import annotations

from dataclasses import dataclass

RATE = 16_000
"""Hz of everything the program hears."""

BLOCK = 320
"""Samples of one microphone block: 20 ms, the size that lost nothing under load."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of what the microphone hears.

    Attributes:
        pcm: 16-bit little-endian mono at ``RATE``; usually ``BLOCK`` samples.
        start: number of samples the line delivered before it: the clock inside a call.
    """

    pcm: bytes
    start: int

    @property
    def samples(self) -> int:
        """How many samples it holds."""
        return len(self.pcm) // 2

    @property
    def end(self) -> int:
        """Number of samples delivered including it."""
        return self.start + self.samples


@dataclass(frozen=True, slots=True)
class Clip:
    """A finished piece of sound to play.

    Attributes:
        pcm: 16-bit little-endian mono.
        rate: Hz.
    """

    pcm: bytes
    rate: int

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.pcm) / 2 / self.rate
