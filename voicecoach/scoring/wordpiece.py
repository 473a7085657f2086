"""Words cut into the pieces that the network knows (WordPiece). Pure, standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"
LONGEST = 100
"""Letters of a word that is cut at all."""

_PARTS = re.compile(r"\w+|[^\w\s]")


class WordPiece:
    """Cuts folded words.

    Args:
        pieces: all pieces in the order of their numbers; those inside a word begin with ``##``.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self.begin, self.end = self._numbers[BEGIN], self._numbers[END]
        self._unknown = self._numbers[UNKNOWN]
        self._known: dict[str, list[int]] = {}

    def numbers(self, words: Sequence[str]) -> tuple[list[int], list[int]]:
        """The pieces' numbers, and for each piece the place of its word."""
        numbers: list[int] = []
        places: list[int] = []
        for place, word in enumerate(words):
            pieces = self._known.setdefault(word, self._word(word))
            numbers += pieces
            places += [place] * len(pieces)
        return numbers, places

    def _word(self, word: str) -> list[int]:
        return [number for part in _PARTS.findall(word) for number in self._part(part)]

    def _part(self, part: str) -> list[int]:
        """The longest pieces that make up the part, from the left."""
        if len(part) > LONGEST:
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                if piece in self._numbers:
                    found.append(self._numbers[piece])
                    start = end
                    break
            else:
                return [self._unknown]
        return found
