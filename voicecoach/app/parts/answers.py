"""Replies known beforehand, put on a simulated line when they are due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from voicecoach.domain.turn import ContactLine
from voicecoach.speech.line.simulated_line import SimulatedLine
from voicecoach.speech.sound.audio import Clip

HESITATION = 0.5
"""s between the contact's last sound and the reply's first: an unhurried answer."""


class QueuedAnswers:
    """Gives clips in order.

    Args:
        line: where they are heard.
        clips: one a reply; may be made as they are asked for.
    """

    def __init__(self, line: SimulatedLine, clips: Iterable[Clip]) -> None:
        self._line = line
        self._clips: Iterator[Clip] = iter(clips)

    def give(self, line: ContactLine) -> bool:
        """See ``Answers``."""
        clip = next(self._clips, None)
        if clip is None:
            return False
        self._line.answer(clip, HESITATION)
        return True
