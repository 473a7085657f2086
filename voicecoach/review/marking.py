"""What a reply was found to do, and its words cut where that begins and ends. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Finding, Turn
from voicecoach.review.readable import Shown


@dataclass(frozen=True, slots=True)
class Mark:
    """A move or slip that was found, with its evidence.

    Attributes:
        number: what the evidence carries in the line, from 1.
        kind: move or slip.
        name, help: in words; the key where the data no longer names it.
        evidence: the raw words.
        start, end: their characters in the raw reply.
        confidence: 0–1.
        phrasing: the closest recommended wording; may be empty.
        similarity: of evidence and phrasing, 0–100.
    """

    number: int
    kind: str
    key: str
    name: str
    help: str
    evidence: str
    start: int
    end: int
    confidence: float
    phrasing: str
    similarity: int


@dataclass(frozen=True, slots=True)
class Said:
    """A word as it is shown, and when it sounds: s in the recording, None where unknown."""

    text: str
    begins: float | None
    ends: float | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row with the same marks.

    Attributes:
        text: readable.
        marks: numbers of the marks whose evidence they belong to.
        pause: s of quiet before them where that was long.
        words: the same, one by one.
    """

    text: str
    marks: tuple[int, ...]
    pause: float | None
    words: tuple[Said, ...]


def marks_of(turn: Turn, advice: Advice) -> tuple[Mark, ...]:
    """The moves, then the slips, numbered through; none where the reply was not judged."""
    if turn.verdict is None:
        return ()
    found = [("move", item) for item in turn.verdict.moves]
    found += [("slip", item) for item in turn.verdict.slips]
    return tuple(_mark(number, kind, item, advice) for number, (kind, item) in enumerate(found, 1))


def _mark(number: int, kind: str, found: Finding, advice: Advice) -> Mark:
    known = advice.moves.get(found.key) if kind == "move" else advice.slips.get(found.key)
    return Mark(
        number=number,
        kind=kind,
        key=found.key,
        name=known.name if known else found.key,
        help=known.help if known else "",
        evidence=found.evidence.text,
        start=found.evidence.start,
        end=found.evidence.end,
        confidence=round(found.confidence, 2),
        phrasing=found.phrasing,
        similarity=round(found.similarity),
    )


def pieces_of(shown: Sequence[Shown], marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """The words in pieces that carry the same marks; a long pause begins one too."""
    pieces: list[Piece] = []
    for word in shown:
        numbers = tuple(
            mark.number for mark in marks if mark.start < word.end and word.start < mark.end
        )
        said = Said(word.text, word.begins, word.ends)
        if pieces and word.pause is None and pieces[-1].marks == numbers:
            last = pieces[-1]
            text = f"{last.text} {word.text}"
            pieces[-1] = Piece(text, numbers, last.pause, (*last.words, said))
        else:
            pieces.append(Piece(word.text, numbers, word.pause, (said,)))
    return tuple(pieces)
