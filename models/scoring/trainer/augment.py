"""Made-up training replies: wordings strung together, denied asks, words heard wrongly."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from models.scoring.trainer.data import Data, Row
from voicecoach.scoring.text import fold

MADE = 500
"""Replies made up each time the data is gone through."""
DENIED = 0.125
"""Share of their asks that are denied or told of others."""
ANSWERED = 0.05
"""Share of the other asks that the caller answers at once."""
WITH_TALK = 0.1
"""Share of the written replies that harmless talk is put behind or before."""
HEARD = 0.4
"""Share of the written replies that are heard wrongly here and there."""
WHOLE = ("gives-up", "rambles", "off-topic")
"""Judged on the whole reply: a wording in it says nothing about them."""

DENIALS = (
    "i won't ask",
    "i wouldn't dream of asking",
    "i am not ringing to ask",
    "don't worry i'm not going to ask",
    "i never said",
    "my sister said",
    "my sister keeps asking",
    "they told him",
    "my old boss used to say",
    "the man at the centre told me to say",
    "she asked you last week",
    "people always ask",
)
ANSWERS = (
    "no one by the look of it",
    "but i have that already",
    "well that's been answered",
    "i looked it up so no need",
)
"""No test uses any of these."""

Words = list[str]


@dataclass(frozen=True)
class Example:
    """A text to learn from.

    Attributes:
        situation: its key, or empty.
        words: folded.
        truth: one a label.
        known: 1 for labels whose truth is sure.
        rating: 0–4, or -1.
        weight: against a written reply.
    """

    situation: str
    words: Words
    truth: npt.NDArray[np.float32]
    known: npt.NDArray[np.float32]
    rating: int = -1
    weight: float = 1.0


class Maker:
    """Makes what is learned from in one pass through the data.

    Args:
        data: labels and situations.
        replies, phrasings: what may be used.
        unsure: phrasings × labels: where a wording may also make another label.
    """

    def __init__(
        self,
        data: Data,
        replies: Sequence[Row],
        phrasings: Sequence[Row],
        unsure: npt.NDArray[np.bool_],
    ) -> None:
        self._data = data
        self._place = {label: place for place, label in enumerate(data.labels)}
        truth = data.truth(list(replies)).astype(np.float32)
        sure = np.ones(len(data.labels), dtype=np.float32)
        self._replies = [
            Example(row["situation"], fold(row["reply"]).split(), truth[n], sure, row["rating"])
            for n, row in enumerate(replies)
        ]
        self._texts = [fold(row["text"]).split() for row in phrasings]
        self._labels = [row["label"] for row in phrasings]
        self._unsure = unsure
        self._by_label: dict[str, list[int]] = {}
        for number, label in enumerate(self._labels):
            self._by_label.setdefault(label, []).append(number)
        self._near = _near_words([*(each.words for each in self._replies), *self._texts])

    def examples(self, chance: random.Random) -> list[Example]:
        """All replies, some changed, and the made-up ones."""
        made = [self._made(chance) for _ in range(MADE)]
        return [*(self._changed(each, chance) for each in self._replies), *made]

    def _changed(self, each: Example, chance: random.Random) -> Example:
        words = each.words
        if chance.random() < WITH_TALK:
            talk = self._texts[chance.choice(self._by_label["none"])]
            words = [*talk, *words] if chance.random() < 0.3 else [*words, *talk]
        if chance.random() < HEARD:
            words = self._heard(words, chance)
        return Example(each.situation, words, each.truth, each.known, each.rating)

    def _heard(self, words: Words, chance: random.Random) -> Words:
        kept = []
        for word in words:
            roll = chance.random()
            if roll < 0.02:
                continue
            near = self._near.get(word)
            kept.append(chance.choice(near) if near and roll < 0.05 else word)
        if len(kept) > 8 and chance.random() < 0.05:
            kept = kept[1:] if chance.random() < 0.5 else kept[:-1]
        return kept or words

    def _made(self, chance: random.Random) -> Example:
        """One to four wordings, roughly in the order of the vocabulary."""
        labels = chance.sample(list(self._by_label), chance.choice((1, 1, 2, 2, 3, 4)))
        asks = any(label.startswith("ask-") for label in labels)
        if asks or len(labels) > 2:
            labels = [label for label in labels if label not in WHOLE] or labels[:1]
        labels.sort(key=lambda label: self._place.get(label, -1) + chance.uniform(-4, 4))
        truth = np.zeros(len(self._place), dtype=np.float32)
        known = np.ones(len(self._place), dtype=np.float32)
        words: Words = []
        asked = False
        for label in labels:
            number = chance.choice(self._by_label[label])
            known[self._unsure[number]] = 0
            denied = label.startswith("ask-") and chance.random() < DENIED
            words += chance.choice(DENIALS).split() if denied else []
            words += self._texts[number]
            if label.startswith("ask-") and not denied and chance.random() < ANSWERED:
                words += chance.choice(ANSWERS).split()
                denied = True
            if label in self._place and not denied:
                truth[self._place[label]] = 1
                asked = asked or label.startswith("ask-")
        for label in WHOLE:
            known[self._place[label]] = 1.0 if label == "gives-up" and asked else 0.0
        known[truth > 0] = 1
        situation = chance.choice(self._data.situations)
        return Example(situation, words, truth, known, weight=0.7)


def _near_words(texts: Sequence[Words]) -> dict[str, Words]:
    """For each word those that look most like it: what a recogniser may hear in its place."""
    words = sorted({word for text in texts for word in text if len(word) > 1})
    alike = process.cdist(
        words, words, scorer=Levenshtein.normalized_similarity, score_cutoff=0.5, dtype=np.float32
    )
    np.fill_diagonal(alike, 0)
    found = {}
    for word, row in zip(words, alike, strict=True):
        best = np.argsort(-row, kind="stable")[:3]
        if near := [words[place] for place in best if row[place] > 0]:
            found[word] = near
    return found
