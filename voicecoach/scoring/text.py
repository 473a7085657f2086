"""One folding of text for everything that is compared: replies, phrasings, searches. Pure.

Apostrophes of all kinds are one, case and punctuation go, digits become words, hesitations and
stutters collapse. Every word keeps its place in the original text, so that evidence can be shown.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ′`´‘＇", "'"))
FILLERS = frozenset({"um", "umm", "uh", "uhm", "er", "erm", "hmm", "mm", "mmm", "eh"})
LONGEST_REPEAT = 3
"""Words of a false start that is said again: "could I could I ask"."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_STUTTER = re.compile(r"\b(?:([^\W\d_]{1,3})-)+(?=\1)", re.IGNORECASE)
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})\b")
_DIGITS = re.compile(r"\d+")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word and where it stands in the original text: ``text[start:end]``."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words that count, in order."""
    plain = _same_length(text)
    plain = _STUTTER.sub(lambda match: " " * len(match.group()), plain)
    found: list[Token] = []
    for match in _WORD.finditer(plain):
        for word in _as_words(match.group()):
            if word not in FILLERS:
                found.append(Token(word, match.start(), match.end()))
    return _without_repeats(found)


def fold(text: str) -> str:
    """The words that count, joined by single spaces."""
    return " ".join(token.word for token in tokens(text))


def clauses(text: str) -> list[tuple[int, int]]:
    """Where one thought ends and the next begins: (from, to) among the tokens of ``text``.

    Sentence marks and commas where there are any; before connectives in any case.
    """
    found = tokens(text)
    bounds = [0]
    for number in range(1, len(found)):
        between = text[found[number - 1].end : found[number].start]
        if re.search(r"[.?!;:,\n]", between) or found[number].word in _CONNECTIVES:
            bounds.append(number)
    bounds.append(len(found))
    return [(a, b) for a, b in zip(bounds, bounds[1:], strict=False) if b > a]


_CONNECTIVES = frozenset({"and", "but", "so", "because", "if", "though", "then", "or"})


def _same_length(text: str) -> str:
    """Lower case, one kind of apostrophe; every character keeps its position."""
    folded = [
        small if len(small := character.lower()) == 1 else character
        for character in text.translate(APOSTROPHES)
    ]
    return "".join(
        wide if len(wide := unicodedata.normalize("NFKC", character)) == 1 else character
        for character in folded
    )


def _as_words(word: str) -> list[str]:
    if not _DIGITS.search(word):
        return [word]
    parts = re.findall(r"\d+|[^\d]+", word)
    return [spoken for part in parts for spoken in _number(part)]


def _number(part: str) -> list[str]:
    if not part.isdecimal():
        return [part]
    value = int(part)
    if len(part) > 2 or part.startswith("0"):
        return [_ONES[int(digit)] for digit in part]  # telephone numbers are said digit by digit
    if value < len(_ONES):
        return [_ONES[value]]
    tens, ones = divmod(value, 10)
    return [_TENS[tens - 2]] + ([_ONES[ones]] if ones else [])


def _without_repeats(found: list[Token]) -> list[Token]:
    """Without words said again at once: stutters and false starts."""
    kept: list[Token] = []
    for token in found:
        kept.append(token)
        for size in range(1, LONGEST_REPEAT + 1):
            words = [item.word for item in kept[-2 * size :]]
            if len(words) == 2 * size and words[:size] == words[size:]:
                del kept[-size:]
                break
    return kept
