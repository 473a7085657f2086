"""Other words in everything of a report that people read. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import accumulate
from typing import TypeVar, cast

from voicecoach.domain.transcript import Word
from voicecoach.review.marking import Piece, Said

T = TypeVar("T")
Other = Callable[[re.Match[str]], str]
KEPT = (
    *("id", "call", "scenario", "recording", "unfinished"),
    *("key", "end_code", "band", "source", "voice"),
)
"""Fields that programs read, not people."""


def rewritten(value: T, pattern: re.Pattern[str], other: Other) -> T:
    """The value with what the pattern finds replaced, in every text, however deep it lies.

    Words that are kept one by one are read as the sentence they make: a name may be two of them.
    Of words that become one the first stays, with its time.

    Args:
        value: a text, or a tuple or dataclass with texts somewhere in it.
        pattern: what to find.
        other: what stands in its place.
    """
    if isinstance(value, str):
        return cast("T", pattern.sub(other, value))
    if isinstance(value, tuple):
        return cast("T", _row(value, pattern, other))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: rewritten(getattr(value, field.name), pattern, other)
            for field in fields(value)
            if field.name not in KEPT
        }
        return cast("T", replace(value, **changed))
    return value


def _row(values: tuple[object, ...], pattern: re.Pattern[str], other: Other) -> tuple[object, ...]:
    pieces = [value for value in values if isinstance(value, Piece)]
    if pieces:
        return _pieces(pieces, pattern, other)
    said = [value for value in values if isinstance(value, Said)]
    words = [value for value in values if isinstance(value, Word)]
    if said:
        texts = _texts([one.text for one in said], pattern, other)
        return tuple(replace(one, text=new) for one, new in zip(said, texts, strict=True) if new)
    if words:
        texts = _texts([one.word for one in words], pattern, other)
        return tuple(replace(one, word=new) for one, new in zip(words, texts, strict=True) if new)
    return tuple(rewritten(one, pattern, other) for one in values)


def _pieces(pieces: Sequence[Piece], pattern: re.Pattern[str], other: Other) -> tuple[Piece, ...]:
    texts = iter(_texts([one.text for piece in pieces for one in piece.words], pattern, other))
    made = []
    for piece in pieces:
        new = [replace(one, text=next(texts)) for one in piece.words]
        words = tuple(one for one in new if one.text)
        if words:
            made.append(replace(piece, text=" ".join(one.text for one in words), words=words))
    return tuple(made)


def _texts(texts: Sequence[str], pattern: re.Pattern[str], other: Other) -> list[str]:
    """Each word's new text; empty for those that went into the one before."""
    begins = [0, *accumulate(len(text) + 1 for text in texts)][:-1]
    changed = list(texts)
    for match in reversed(list(pattern.finditer(" ".join(texts)))):
        first, last = (bisect_right(begins, at) - 1 for at in (match.start(), match.end() - 1))
        head = texts[first][: match.start() - begins[first]]
        tail = changed[last][match.end() - begins[last] :]
        changed[first : last + 1] = [head + other(match) + tail, *[""] * (last - first)]
    return changed
