"""Whether the voice fell before a pause. Pure; fed with what the endpointer is told."""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import Protocol

SPAN = 60
"""Blocks (1.2 s) over which a voice's usual height is taken."""

TAIL = 6
"""The last voiced ones of them."""

LEAST = 10
"""Voiced blocks without which nothing is said about the tone."""

LEVEL = (-0.5, 0.6)
"""Semitones: a voice that ends within them of its usual height was held level. Of 56 planned
hesitations 51 are within, of 51 pauses after whole phrases 7 (synthetic voices whose hesitations
were held level on purpose; people do so as well, less strictly)."""


HELD, STILL = 8, 0.5
"""The last voiced blocks, and semitones that they are apart at most (but for the highest and the
lowest, which may be misjudged) where a voice is held: of a filler or a word drawn out it hardly
moves, of a question that ends as high it does. Of 111 level hesitations 104 move less, of 40
level ends of questions 12 (synthetic voices)."""

FALLEN = -2.0
"""Semitones: a voice that fell as far told something. Questions mostly rise or fall less: of 36
planned ones 19 end between this and level, of 47 pauses after whole phrases 11."""


class Sounding(Protocol):
    """What is looked at of a block."""

    @property
    def speech(self) -> bool:
        """Somebody speaks."""

    @property
    def pitch(self) -> float:
        """Hz; 0 where there is none."""


class Tone:
    """Fed block by block; remembers the last 1.2 s of speech."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forget everything."""
        self._pitches: deque[float] = deque(maxlen=SPAN)
        self._spoke = False

    def hear(self, block: Sounding) -> None:
        """One more block."""
        if block.speech:
            if not self._spoke:
                self._pitches.clear()
            self._pitches.append(block.pitch)
        self._spoke = block.speech

    @property
    def fall(self) -> float | None:
        """Semitones from the usual height to the end; negative where it fell; None: unknown."""
        voiced = [pitch for pitch in self._pitches if pitch > 0]
        if len(voiced) < LEAST:
            return None
        return 12 * math.log2(median(voiced[-TAIL:]) / median(voiced))

    @property
    def level(self) -> bool:
        """Whether the voice was held level."""
        fall = self.fall
        return fall is not None and LEVEL[0] <= fall <= LEVEL[1] and self._held()

    def _held(self) -> bool:
        """Whether it hardly moved at the end."""
        last = sorted([pitch for pitch in self._pitches if pitch > 0][-HELD:])
        return 12 * math.log2(last[-2] / last[1]) <= STILL

    @property
    def asking(self) -> bool:
        """Whether the voice neither was held level nor fell as where something is told."""
        fall = self.fall
        return fall is not None and not self.level and fall > FALLEN

    @property
    def fell(self) -> bool:
        """Whether the voice fell at all: it does on no filler and no word that waits for more."""
        fall = self.fall
        return fall is not None and fall < LEVEL[0]

    @property
    def ended(self) -> bool:
        """Whether the voice was heard to come to an end: it was not held level."""
        return self.fall is not None and not self.level
