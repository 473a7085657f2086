"""What the linear model sees of a reply: its word and character n-grams, weighted. Pure.

Trainer and program both count with these functions, so what is learned is what is looked up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

LONGEST_WORDS = 4
"""Words of an n-gram at most."""
SHORTEST_LETTERS, LONGEST_LETTERS = 2, 5
"""Letters of an n-gram inside a word; the blanks before and after the word count."""
EDGES = ("<", ">")
"""Stand before the first and after the last word."""

Gram = tuple[str, int, int]
"""An n-gram and the words it stands on: from the first up to, not including, the last."""


def word_grams(words: Sequence[str]) -> Iterator[Gram]:
    """Every run of up to four words, the edges of the reply counted as words.

    Args:
        words: folded.
    """
    framed = [EDGES[0], *words, EDGES[1]]
    number = len(words)
    for size in range(1, LONGEST_WORDS + 1):
        for start in range(len(framed) - size + 1):
            first, last = max(0, start - 1), min(number, start - 1 + size)
            if first < last and (size > 1 or 0 < start <= number):
                yield " ".join(framed[start : start + size]), first, last


def letter_grams(words: Sequence[str]) -> Iterator[Gram]:
    """Every run of two to five letters inside a word with a blank on both sides.

    Args:
        words: folded.
    """
    for number, word in enumerate(words):
        framed = f" {word} "
        for size in range(SHORTEST_LETTERS, LONGEST_LETTERS + 1):
            for start in range(max(1, len(framed) - size + 1)):
                yield framed[start : start + size], number, number + 1
            if size >= len(framed):
                break  # a short word counts once


def damped(count: int) -> float:
    """Weight of an n-gram that stands there ``count`` times: it grows slowly."""
    return 1.0 + math.log(count)
