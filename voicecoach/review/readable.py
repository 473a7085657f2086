"""What was heard as people write it: capitals, full stops, "I", figures. Pure.

Only what is shown changes; every shown word knows which raw characters it stands for, so that
evidence and pauses find their place. What was typed stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise

from voicecoach.domain.transcript import Word
from voicecoach.domain.turn import Reply
from voicecoach.review.figures import figures

LONG_PAUSE = 1.0
"""s; shorter ones are ordinary speech (Campione & Véronis, 2002: long pauses exceed 1 s)."""

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
    """

    text: str
    start: int
    end: int
    pause: float | None = None


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
        result += _sentence(raw, times, (begin, end), known)
        begin = end
    return tuple(result)


def _times(reply: Reply, raw: list[Shown]) -> tuple[Word, ...]:
    """A time a raw word; none where text and transcript differ (it was corrected by hand)."""
    words = reply.transcript.words if reply.transcript else ()
    same = [word.word for word in words] == [shown.text for shown in raw]
    return words if same else ()


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


def _sentence(
    raw: list[Shown], times: tuple[Word, ...], bounds: tuple[int, int], names: dict[str, str]
) -> list[Shown]:
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
    return [replace(word, pause=_pause(word.start, raw, times)) for word in shown]


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


def _pause(start: int, raw: list[Shown], times: tuple[Word, ...]) -> float | None:
    number = next(n for n, word in enumerate(raw) if word.start == start)
    if not times or number == 0:
        return None
    quiet = round(times[number].start - times[number - 1].end, 1)
    return quiet if quiet >= LONG_PAUSE else None
