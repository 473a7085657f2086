"""One transcript out of two: what the better listener guessed, from another that is sure. Pure.

Two listeners that were trained apart mishear different words. Whisper writes "and you" for a
"thank you" said softly, and tells by its confidence that it guessed; Vosk hears it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.scoring.hearings import near
from voicecoach.scoring.text import fold

ALIKE = 0.3
"""Share of words in common from which words of another hearing are taken."""

GUESSED = 0.5
"""Mean confidence of words below which they give way."""

SURE = 0.9
"""Confidence that each word in their place must have."""

CERTAIN = 1.0
"""That of words which are put in where the hearing that counts has none: Vosk gives it often."""

MARKS = ".,;:!?"


def blended(counted: Transcript, hearings: Sequence[Transcript]) -> Transcript:
    """``counted``, with words of another hearing for what it guessed or left out.

    Args:
        counted: the hearing that counts.
        hearings: all of them.
    """
    for other in near(counted, hearings, ALIKE):
        words = tuple(_in_order(_words(counted.words, other.words)))
        if words != counted.words:
            text = " ".join(word.word for word in words)
            counted = Transcript((Segment(text, words),), counted.listener)
    return counted


def _in_order(words: Iterator[Word]) -> Iterator[Word]:
    """No word begins before the one it follows: two listeners' times differ a little."""
    begun = 0.0
    for word in words:
        begun = max(begun, word.start)
        yield replace(word, start=begun, end=max(begun, word.end))


def _words(mine: Sequence[Word], others: Sequence[Word]) -> Iterator[Word]:
    for alike, ours, theirs in _stretches(mine, others):
        if alike or not theirs or not _better(ours, theirs):
            yield from ours
        else:
            yield from _dressed(theirs, ours)


def _stretches(
    mine: Sequence[Word], others: Sequence[Word]
) -> Iterator[tuple[bool, Sequence[Word], Sequence[Word]]]:
    """Alternately words that are the same in both, and what stands between them in each."""
    from rapidfuzz.distance import Levenshtein

    others = [word for word in others if fold(word.word)]
    changes = Levenshtein.opcodes(
        [fold(word.word) for word in mine], [fold(word.word) for word in others]
    )
    ours = theirs = 0
    for change in changes:
        if change.tag == "equal":
            yield False, mine[ours : change.src_start], others[theirs : change.dest_start]
            ours, theirs = change.src_end, change.dest_end
            yield True, mine[change.src_start : ours], others[change.dest_start : theirs]
    yield False, mine[ours:], others[theirs:]


def _better(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    held = [1.0 if word.confidence is None else word.confidence for word in ours]
    guessed = not held or sum(held) / len(held) < GUESSED
    least = SURE if ours else CERTAIN
    return guessed and all((word.confidence or 0.0) >= least for word in theirs)


def _dressed(words: Sequence[Word], like: Sequence[Word]) -> Iterator[Word]:
    """The words with the capital and the mark of those whose place they take."""
    before, after = (like[0].word, like[-1].word) if like else ("", "")
    mark = after[len(after.rstrip(MARKS)) :]
    for number, word in enumerate(words):
        text = word.word
        if number == 0 and before[:1].isupper():
            text = text[:1].upper() + text[1:]
        if number == len(words) - 1:
            text += mark
        yield Word(text, word.start, word.end, word.confidence)
