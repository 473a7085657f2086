"""What was heard: words with their times, joined to segments, joined to a transcript."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word.

    Attributes:
        word: as the recognizer wrote it.
        start: s, from the first sample of the reply (or file).
        end: s.
        confidence: 0–1 as the recognizer gave it; a display hint, never an input of a score.
    """

    word: str
    start: float
    end: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """What the recognizer returned at one of its endpoints; a reply joins several."""

    text: str
    words: tuple[Word, ...] = ()

    @property
    def start(self) -> float | None:
        """s, of the first word; None where there are no word times."""
        return self.words[0].start if self.words else None

    @property
    def end(self) -> float | None:
        """s, of the last word; None where there are no word times."""
        return self.words[-1].end if self.words else None


@dataclass(frozen=True, slots=True)
class Transcript:
    """All segments of one reply or file, in order, and who heard them."""

    segments: tuple[Segment, ...] = ()
    listener: str = ""

    @property
    def text(self) -> str:
        """The words of all segments, joined by single spaces."""
        return " ".join(segment.text for segment in self.segments if segment.text)

    @property
    def words(self) -> tuple[Word, ...]:
        """All words with their times, in order."""
        return tuple(word for segment in self.segments for word in segment.words)
