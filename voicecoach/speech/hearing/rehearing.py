"""Hands the second listener what was said so far, at every pause, and fits its words in.

Pure but for the listener behind its seam: it counts samples.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from voicecoach.domain.transcript import Segment, Transcript
from voicecoach.speech.hearing.second_listener import SecondListener
from voicecoach.speech.sound.audio import RATE

PAUSE = int(0.3 * RATE)
"""Samples of quiet after which hearing what was said so far is worth beginning."""

BEFORE, AFTER = int(0.3 * RATE), int(0.2 * RATE)
"""Samples around the speech that are handed on: first and last sounds are weak."""

SHORTEST_WORD = 0.06
"""s of speech a word takes at least: more words than that were invented."""


@dataclass(frozen=True, slots=True)
class Rehearing:
    """A second hearing that is under way.

    Attributes:
        listener: who hears.
        ticket: to ask with.
        start: s from the reply's first sample to the piece's.
        voice: s from the reply's first sample to the first speech.
        speech: s of speech in it.
    """

    listener: SecondListener
    ticket: int
    start: float
    voice: float
    speech: float

    def result(self, seconds: float) -> Transcript | None:
        """What was heard, in the reply's times; None if not in time or not believable.

        Args:
            seconds: how long to wait for it at most.
        """
        heard = self.listener.result(self.ticket, seconds)
        if heard is None:
            return None
        if not believable(heard, self.speech):
            return Transcript((), heard.listener)
        return Transcript(
            tuple(later(one, self.start, self.voice) for one in heard.segments), heard.listener
        )


def believable(heard: Transcript, speech: float) -> bool:
    """Whether so many words can be said in so much speech (s)."""
    return len(heard.words) * SHORTEST_WORD <= speech


def later(segment: Segment, seconds: float, voice: float = 0.0) -> Segment:
    """The same segment in the times of what it is a piece of, which began ``seconds`` earlier.

    Args:
        segment: with times from the piece's first sample.
        seconds: s from the whole's first sample to the piece's.
        voice: s from the whole's first sample to the first speech: Whisper lets a first word begin
            where its piece does, up to 0.3 s early, but no word begins before the voice.
    """
    words = tuple(
        replace(
            word,
            start=round(max(word.start + seconds, min(voice, word.end + seconds)), 3),
            end=round(word.end + seconds, 3),
        )
        for word in segment.words
    )
    return Segment(segment.text, words)


class Rehearser:
    """Follows one reply after another.

    Args:
        listener: who hears.
        lag: samples somebody speaks before the voice detector notices.
    """

    def __init__(self, listener: SecondListener, lag: int = 0) -> None:
        self._listener = listener
        self._lag = lag
        self.begin()

    def begin(self) -> None:
        """A new reply starts."""
        self._pcm = bytearray()
        self._first: int | None = None  # sample of the first speech
        self._last = 0  # sample after the last speech
        self._voiced = 0  # samples of speech
        self._asked_up_to = 0  # value of _last when the listener was asked
        self._rehearing: Rehearing | None = None

    def feed(self, pcm: bytes, speech: bool) -> None:
        """One more block and whether somebody speaks in it."""
        self._pcm += pcm
        now, block = len(self._pcm) // 2, len(pcm) // 2
        if speech:
            if self._first is None:
                self._first = now - block
            self._last = now
            self._voiced += block
        elif now - self._last >= PAUSE and self._last > self._asked_up_to:
            self._ask()

    def finish(self) -> Rehearing | None:
        """The hearing of all that was said; None if nobody spoke."""
        if self._last > self._asked_up_to:
            self._ask()
        return self._rehearing

    def _ask(self) -> None:
        voice = max(0, (self._first or 0) - self._lag)
        start = max(0, (self._first or 0) - BEFORE)
        piece = bytes(self._pcm[2 * start : 2 * (self._last + AFTER)])
        ticket = self._listener.begin(piece)
        self._asked_up_to = self._last
        self._rehearing = Rehearing(
            self._listener, ticket, start / RATE, voice / RATE, self._voiced / RATE
        )
