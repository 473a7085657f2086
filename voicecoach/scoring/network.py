"""The small network as it is run: words in, a logit a label and a word out (onnxruntime)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicecoach.scoring.wordpiece import WordPiece

LONGEST = 120
"""Pieces of situation and reply together; what goes beyond is not looked at."""


@dataclass(frozen=True)
class Framed:
    """Situation and reply as the network takes them.

    Attributes:
        pieces: numbers, with the marks at the beginning, between and at the end.
        first: where the reply begins.
        places: for each piece of the reply the place of its word.
    """

    pieces: list[int]
    first: int
    places: list[int]


def framed(situation: str, words: Sequence[str], cutter: WordPiece) -> Framed:
    """The situation's words, then the reply's."""
    told, _ = cutter.numbers(situation.split("-") if situation else [])
    numbers, places = cutter.numbers(words)
    begin = [cutter.begin, *told, cutter.end]
    room = LONGEST - len(begin) - 1
    return Framed([*begin, *numbers[:room], cutter.end], len(begin), places[:room])
