"""Numbers that were said, as figures where they are meant as numbers. Pure.

Recognizers write numbers in words. Telephone numbers, times of day, years and numbers from 13 on
are easier to read as figures; "one of them", "to" and "for" are never numbers here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SMALL = {
    word: value
    for value, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
            *("seventeen", "eighteen", "nineteen"),
        )
    )
}
_TENS = {
    word: 10 * tens
    for tens, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
    )
}
_SCALES = {"hundred": 100, "thousand": 1000}
_BEFORE_TIMES = frozenset(
    ("at", "around", "about", "by", "before", "after", "until", "till", "from")
)
_AFTER_TIMES = frozenset(("o'clock", "am", "pm", "a.m.", "p.m."))
LEAST = 13
"""Smaller numbers read better as words."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Words ``start`` to ``end`` (exclusive) are shown as ``text``."""

    start: int
    end: int
    text: str


def figures(words: Sequence[str]) -> list[Figure]:
    """Where to show figures, in order, without overlaps.

    Args:
        words: in lower case, as a recognizer writes them.
    """
    found: list[Figure] = []
    at = 0
    while at < len(words):
        figure = _time(words, at) or _digits(words, at) or _year(words, at) or _number(words, at)
        if figure is None:
            at += 1
            continue
        if figure.text:
            found.append(figure)
        at = figure.end
    return found


def _digits(words: Sequence[str], at: int) -> Figure | None:
    """Three and more single digits in a row: telephone and order numbers."""
    end, text = at, ""
    while end < len(words) and (digit := _digit(words[end])):
        text += digit
        end += 1
    if len(text) < 3 or words[at] == "oh" or _starts_larger(words, end - 1):
        return None
    return Figure(at, end, text)


def _digit(word: str) -> str:
    if word == "oh":
        return "0"
    value = _SMALL.get(word, 10)
    return str(value) if value < 10 else ""


def _starts_larger(words: Sequence[str], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1] in _SCALES


def _time(words: Sequence[str], at: int) -> Figure | None:
    """``two thirty`` after "at" and the like, or before "pm"; also ``two o'clock``."""
    hour = _SMALL.get(words[at], 0)
    if not 1 <= hour <= 12:
        return None
    minutes, end = _minutes(words, at + 1)
    after = words[end] if end < len(words) else ""
    if minutes is None:
        return Figure(at, end, str(hour)) if after in _AFTER_TIMES else None
    if after in _AFTER_TIMES or (at and words[at - 1] in _BEFORE_TIMES):
        return Figure(at, end, f"{hour}:{minutes:02}")
    return None


def _minutes(words: Sequence[str], at: int) -> tuple[int | None, int]:
    if at + 1 < len(words) and words[at] == "oh" and 1 <= _SMALL.get(words[at + 1], 0) <= 9:
        more = at + 2 < len(words) and _digit(words[at + 2])  # a telephone number
        return (None, at) if more else (_SMALL[words[at + 1]], at + 2)
    value, end = _below_hundred(words, at)
    return (value, end) if value is not None and 10 <= value < 60 else (None, at)


def _year(words: Sequence[str], at: int) -> Figure | None:
    """``nineteen ninety nine`` and ``twenty twenty six``."""
    century = {"nineteen": 19, "twenty": 20}.get(words[at])
    if century is None:
        return None
    value, end = _below_hundred(words, at + 1)
    if value is None or value < 10:
        return None
    return Figure(at, end, f"{century}{value}")


def _number(words: Sequence[str], at: int) -> Figure | None:
    """Any other number; without text where it stays in words."""
    value, end = _below_hundred(words, at)
    if value is None:
        return None
    total = 0
    while end < len(words) and words[end] in _SCALES and value:
        value *= _SCALES[words[end]]
        if words[end] == "thousand":
            total, value = total + value, 0
        end += 1
        rest = end + 1 if words[end : end + 1] == ["and"] else end
        more, behind = _below_hundred(words, rest)
        if more is not None and not (value and _starts_larger(words, behind - 1)):
            value, end = value + more, behind
    total += value
    again, behind = _below_hundred(words, end)
    if again is not None:
        return Figure(at, behind, "")  # two numbers in a row: "ten fifteen minutes"
    return Figure(at, end, f"{total:,}" if total >= LEAST else "")


def _below_hundred(words: Sequence[str], at: int) -> tuple[int | None, int]:
    if at >= len(words):
        return None, at
    if words[at] in _TENS:
        ones = _SMALL.get(words[at + 1], 0) if at + 1 < len(words) else 0
        return (_TENS[words[at]] + ones, at + 2) if 1 <= ones <= 9 else (_TENS[words[at]], at + 1)
    if words[at] in _SMALL:
        return _SMALL[words[at]], at + 1
    return None, at
