"""The same replies with words misheard, as on texts that no language model knows.

Part of ``benchmarks.turns``. Which words are lost depends on the reply, the word and how often it
was said before; so a word that was misheard once stays so, as live words mostly do.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

import jellyfish

from voicecoach.speech.turn_end.endpointer import Moment

SHARES = (0.2, 0.3)
"""Of the words that are lost: a third of them each is dropped, not understood, or heard as another
word. On texts that the built-in model does not know it mishears some 20 % (synthetic voices)."""

UNKNOWN = "[unk]"


class Mishearing:
    """Hears words wrong, always the same way.

    Args:
        texts: whose words are taken for one another.
        draw: another one, other words are lost.
        share: of the words that are lost, 0-1.
    """

    def __init__(self, texts: Iterable[str], draw: int, share: float) -> None:
        self._known = sorted({word for text in texts for word in text.split()})
        self._draw, self._share = draw, share
        self._alike = cache(self._nearest)

    def moments(self, reply: str, moments: Sequence[Moment]) -> list[Moment]:
        """What is heard of a reply (its id), misheard."""
        changed = cache(lambda text: self.text(reply, text))
        return [replace(moment, text=changed(moment.text)) for moment in moments]

    def text(self, reply: str, text: str) -> str:
        """Words as they would be misheard in this reply."""
        said, heard = Counter[str](), list[str]()
        for word in text.split():
            said[word] += 1
            heard += self._word(f"{self._draw} {reply} {word} {said[word]}", word)
        return " ".join(heard)

    def _word(self, key: str, word: str) -> list[str]:
        chance = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") / 2**32
        if chance >= self._share:
            return [word]
        return [[], [UNKNOWN], [self._alike(word)]][int(3 * chance / self._share)]

    def _nearest(self, word: str) -> str:
        """The other word that sounds most like it."""
        sound = jellyfish.metaphone(word)

        def likeness(other: str) -> tuple[float, float]:
            alike = jellyfish.jaro_winkler_similarity(sound, jellyfish.metaphone(other))
            return alike, jellyfish.jaro_winkler_similarity(word, other)

        return max((other for other in self._known if other != word), key=likeness)
