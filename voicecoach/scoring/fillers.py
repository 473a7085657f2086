"""Sounds and words that only fill a gap, where the listener is known to write them down. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from voicecoach.domain.transcript import Transcript, Word
from voicecoach.scoring.text import FILLERS

HEARD: Mapping[str, float] = {"vosk-model-en-us-sphinx": 2 / 17, "whisper-tiny.en": 0.0}
"""Share of the fillers that were said which a listener wrote down; of others it is not known.
The built-in model wrote 2 of 17 of people's, Whisper leaves them out as it was taught to."""

ENOUGH = 0.8
"""Share from which a count is worth something."""

APART = 0.2
"""s of quiet on both sides of a word that stands alone: shorter ones are no pauses at all
(Campione & Véronis, 2002)."""

_ALONE = {"so", "like", "well"}
"""Words that mostly mean something: they fill a gap only where they stand alone or beside one."""

_TAKES: Mapping[tuple[str, ...], frozenset[str]] = {
    ("you", "know"): frozenset(
        (
            *("if", "that", "who", "whom", "what", "when", "where", "why", "how", "of", "which"),
            *("it", "this", "them", "him", "her", "me", "a", "an", "the", "any", "anyone"),
            *("anybody", "someone", "somebody", "my", "your", "our", "their", "about"),
        )
    ),
    ("i", "mean"): frozenset(("it", "this", "to")),
}
"""Words after which the two are the verb they look like."""
_VERB = {"do", "did", "does", "would", "could", "if", "as", "let", "what", "that", "should", "to"}
"""Before them they make it one as well: "as you know", "what I mean"."""


def fillers(heard: Transcript, known: Mapping[str, float] = HEARD) -> int | None:
    """How many there are; None where the listener is not known to write them down.

    "You know", "I mean", "like", "so", "well" count only where they fill a gap. A repeat of one
    counts once and a stutter ("a-a-actually") not at all: neither is a choice.

    Args:
        heard: with word times.
        known: share of them that each listener writes down.
    """
    if known.get(heard.listener, 0.0) < ENOUGH:
        return None
    units = _units(heard.words)
    sure = [unit.fills for unit in units]
    for place, unit in enumerate(units):
        beside = any(sure[max(0, place - 1) : place] + sure[place + 1 : place + 2])
        if unit.word in _ALONE and (beside or _apart(units, place)):
            units[place] = replace(unit, fills=True)
    before = [""] + [unit.word for unit in units]
    return sum(unit.fills and unit.word != last for unit, last in zip(units, before, strict=False))


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word, or the two of "you know": with its times in s, and whether it only fills a gap."""

    word: str
    start: float
    end: float
    fills: bool


def _units(words: Sequence[Word]) -> list[_Unit]:
    units: list[_Unit] = []
    place = 0
    while place < len(words):
        pair = _pair([word.word for word in words], place)
        one, last = words[place], words[place + pair]
        said = " ".join(word.word for word in words[place : place + pair + 1])
        parts = set(said.split("-"))
        fills = pair or parts <= FILLERS
        alone = parts.pop() if len(parts) == 1 else said
        units.append(_Unit(alone, one.start, last.end, fills))
        place += pair + 1
    return units


def _pair(said: Sequence[str], place: int) -> bool:
    """Whether "you know" or "I mean" fills a gap here."""
    takes = _TAKES.get(tuple(said[place : place + 2]))
    if takes is None:
        return False
    before, after = said[:place][-1:], said[place + 2 : place + 3]
    return not _VERB.intersection(before) and not takes.intersection(after)


def _apart(units: Sequence[_Unit], place: int) -> bool:
    """Whether there is quiet on both sides, and more of the reply behind it."""
    if not 0 < place < len(units) - 1:
        return False
    one = units[place]
    return min(one.start - units[place - 1].end, units[place + 1].start - one.end) >= APART
