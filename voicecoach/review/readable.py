"""What was heard as people write it: capitals, full stops, "I", figures. Pure.

Only what is shown changes; every shown word knows which raw characters it stands for, so that
evidence and pauses find their place. What was typed stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from voicecoach.domain.transcript import Word
from voicecoach.domain.turn import Reply
from voicecoach.review.figures import figures
from voicecoach.scoring.delivery import LONG_PAUSE

_ALWAYS_CAPITAL = frozenset(
    (
        *("i", "i'm", "i'll", "i've", "i'd", "monday", "tuesday", "wednesday", "thursday"),
        *("friday", "saturday", "sunday", "january", "february", "april", "june", "july"),
        *("september", "october", "november", "december", "english"),
    )
)
_GOES_ON = frozenset(
    (
        *("and", "but", "or", "so", "because", "if", "the", "a", "an", "to", "of", "for", "with"),
        *("um", "uh", "er", "my", "your", "i", "is", "are", "that", "who", "in", "on", "at", "i'm"),
    )
)
"""After these a pause is a pause for thought, not the end of a sentence."""

_ASKING = frozenset(
    (
        *("could", "can", "would", "do", "does", "did", "is", "are", "may", "might", "should"),
        *("will", "have", "has", "shall"),
    )
)
_ASKED = frozenset(("you", "i", "we", "they", "he", "she", "it", "there", "anyone", "anybody"))
_ASK_WORDS = frozenset(("who", "whom", "what", "which", "where", "when", "how", "why"))
_AFTER_ASK_WORDS = _ASKING | {"else", "other", "about", "many", "long", "would"}
_UNCLEAR = frozenset(("[unk]", "<unk>", "[noise]", "<eps>"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A word as it is shown.

    Attributes:
        text: with its punctuation.
        start, end: the raw characters it stands for, ``reply.text[start:end]``.
        pause: s of quiet before it where that is ``LONG_PAUSE`` or more.
        begins, ends: s in the reply's sound; None where they are not known.
    """

    text: str
    start: int
    end: int
    pause: float | None = None
    begins: float | None = None
    ends: float | None = None


def put_right(reply: Reply) -> bool:
    """Whether the words are the caller's own in place of what was heard."""
    return reply.transcript is not None and reply.text != reply.transcript.text


def readable(reply: Reply, names: Collection[str] = ()) -> tuple[Shown, ...]:
    """The reply word by word.

    Args:
        reply: spoken or typed.
        names: words that are names in this call, in any case; they get their capital.
    """
    raw = [
        Shown(match.group(), match.start(), match.end())
        for match in re.finditer(r"\S+", reply.text)
    ]
    if reply.transcript is None or reply.source == "typed":
        return tuple(raw)
    times = _times(reply, raw)
    ends = _sentence_ends(reply, raw)
    known = {name.lower(): name for name in names}
    result: list[Shown] = []
    begin = 0
    for end in [*ends, len(raw)]:
        result += _sentence(raw, (begin, end), known)
        begin = end
    return tuple(_timed(result, raw, times) if times else result)


def _times(reply: Reply, raw: list[Shown]) -> tuple[Word, ...]:
    """A time a raw word. What was corrected by hand shares the time of the words it replaced."""
    heard = reply.transcript.words if reply.transcript else ()
    said, before = [shown.text for shown in raw], [word.word for word in heard]
    if said == before:
        return heard
    timed: list[Word] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, said, autojunk=False).get_opcodes():
        timed += heard[i1:i2] if kind == "equal" else _shared(heard, (i1, i2), said[j1:j2])
    return tuple(timed) if heard else ()


def _shared(heard: Sequence[Word], gone: tuple[int, int], words: Sequence[str]) -> list[Word]:
    """Words in the time of those that are gone; of none: at the end of the word before."""
    i1, i2 = gone
    begin = heard[i1].start if i1 < i2 else heard[i1 - 1].end if i1 else 0.0
    end = heard[i2 - 1].end if i1 < i2 else begin
    each = (end - begin) / len(words) if words else 0.0
    return [
        Word(word, round(begin + n * each, 3), round(begin + (n + 1) * each, 3))
        for n, word in enumerate(words)
    ]


def _sentence_ends(reply: Reply, raw: list[Shown]) -> list[int]:
    """Indexes of words that begin a new sentence: where the recognizer heard a pause."""
    segments = reply.transcript.segments if reply.transcript else ()
    counts = [len(segment.text.split()) for segment in segments]
    if sum(counts) != len(raw):
        return []
    ends, at = [], 0
    for count in counts[:-1]:
        at += count
        if count and raw[at - 1].text.lower() not in _GOES_ON:
            ends.append(at)
    return ends


def _sentence(raw: list[Shown], bounds: tuple[int, int], names: dict[str, str]) -> list[Shown]:
    begin, end = bounds
    words = [shown.text.lower() for shown in raw[begin:end]]
    shown: list[Shown] = []
    at = 0
    for figure in [*figures(words), None]:
        stop = figure.start if figure else len(words)
        shown += [
            replace(raw[begin + n], text=_word(raw[begin + n].text, names)) for n in range(at, stop)
        ]
        if figure:
            first, last = raw[begin + figure.start], raw[begin + figure.end - 1]
            shown.append(Shown(figure.text, first.start, last.end))
            at = figure.end
    if not shown:
        return []
    shown[0] = replace(shown[0], text=shown[0].text[:1].upper() + shown[0].text[1:])
    stop_mark = "?" if _is_question(words) else "."
    if not shown[-1].text.endswith((".", "?", "!")):  # the second listener puts marks itself
        shown[-1] = replace(shown[-1], text=shown[-1].text + stop_mark)
    return shown


def _timed(shown: list[Shown], raw: list[Shown], times: tuple[Word, ...]) -> Iterator[Shown]:
    """With the time of the first and of the last raw word that each one stands for."""
    first = {word.start: number for number, word in enumerate(raw)}
    last = {word.end: number for number, word in enumerate(raw)}
    for word in shown:
        begin, end = first[word.start], last[word.end]
        pause = _pause(begin, times)
        yield replace(word, pause=pause, begins=times[begin].start, ends=times[end].end)


def _word(word: str, names: dict[str, str]) -> str:
    lower = word.lower()
    if lower in _UNCLEAR:
        return "(unclear)"
    if lower in names:
        return names[lower]
    return word[:1].upper() + word[1:] if lower in _ALWAYS_CAPITAL else word


def _is_question(words: list[str]) -> bool:
    return any(
        (first in _ASKING and second in _ASKED)
        or (first in _ASK_WORDS and second in _AFTER_ASK_WORDS)
        for first, second in pairwise(words)
    )


def _pause(number: int, times: tuple[Word, ...]) -> float | None:
    if number == 0:
        return None
    quiet = round(times[number].start - times[number - 1].end, 1)
    return quiet if quiet >= LONG_PAUSE else None
