"""Names put right by their sound: "dana bryce" where Dana Price was called. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from voicecoach.scoring.text import Folded, folded

SOUNDS_ALIKE = 0.75
"""Likeness of the metaphone codes from which words may be the name."""

SPELT_ALIKE = 0.4
"""Likeness of the letters, at least: codes leave the vowels out."""

_OWNS = re.compile(r"['’]s$")
SHORTEST_CODE = 3
"""Consonants a name must have: "Lee" sounds like too many words."""


def with_names(text: str, names: Collection[str]) -> str:
    """The text with words that sound like one of the names replaced by it.

    Args:
        text: as it was heard.
        names: that may have been said, e.g. "Dana Price"; a mapping tells how each sounds, as
            people would spell it: Siobhan, "shivawn".
    """
    for name in names:
        sound = names[name] if isinstance(names, Mapping) else name
        for spelling in dict.fromkeys((name, sound)):
            wanted = folded(spelling)
            if len(_code(wanted.plain)) >= SHORTEST_CODE and not _is_there(text, name):
                text = _put_right(text, name, wanted)
    return text


def _is_there(text: str, name: str) -> bool:
    return bool(re.search(rf"\b{re.escape(folded(name).plain)}\b", folded(text).plain))


def _put_right(text: str, name: str, wanted: Folded) -> str:
    words, size = folded(text), len(wanted.tokens)
    places = [(first, first + n) for n in (size, size + 1) for first in range(len(words.tokens))]
    inside = [place for place in places if place[1] <= len(words.tokens)]
    scored = [(_likeness(words, place, wanted.plain), place) for place in inside]
    likeness, best = max(scored, default=(0.0, (0, 0)))
    if likeness < SOUNDS_ALIKE:
        return text
    span = words.span(*best)
    owns = _OWNS.search(span.text)
    return text[: span.start] + name + (owns[0] if owns else "") + text[span.end :]


def _likeness(words: Folded, place: tuple[int, int], name: str) -> float:
    from rapidfuzz.distance import Levenshtein

    part = _OWNS.sub("", " ".join(token.word for token in words.tokens[slice(*place)]))
    if Levenshtein.normalized_similarity(part, name) < SPELT_ALIKE:
        return 0.0
    return float(Levenshtein.normalized_similarity(_code(part), _code(name)))


def _code(text: str) -> str:
    import jellyfish

    return str(jellyfish.metaphone(text)).replace(" ", "")
