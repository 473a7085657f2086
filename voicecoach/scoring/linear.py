"""The linear model as it is run: numpy alone, about a millisecond a reply. Pure.

Each label has one weight an n-gram; the sum of the weights of what stands in the reply says how
likely the label is, and the words that bring the most to the sum are its evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from voicecoach.errors import AssetError
from voicecoach.scoring.features import Gram, damped, letter_grams, word_grams

SITUATION = 0.5
"""Weight of the situation among the n-grams, whose weights have length 1 in all."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Vocabulary:
    """The n-grams of one kind.

    Attributes:
        grams: in the order of the weights' columns.
        rarity: how telling each is (inverse document frequency).
    """

    grams: tuple[str, ...]
    rarity: npt.NDArray[np.floating]

    @cached_property
    def places(self) -> dict[str, int]:
        """The column of each."""
        return {gram: place for place, gram in enumerate(self.grams)}


@dataclass(frozen=True)
class LinearModel:
    """All weights.

    Attributes:
        labels: keys of moves and slips, in the order of the rows.
        situations: keys, in the order of the last columns.
        words, letters: n-grams, in the order of the first and the next columns.
        weights: labels × columns; as whole numbers where there are scales.
        bias: one a label.
        scales: what one step of a label's weights is worth; None: the weights are as they are.
    """

    labels: tuple[str, ...]
    situations: tuple[str, ...]
    words: Vocabulary
    letters: Vocabulary
    weights: npt.NDArray[np.floating] | npt.NDArray[np.int8]
    bias: npt.NDArray[np.floating]
    scales: npt.NDArray[np.floating] | None = None

    def columns(self, places: npt.NDArray[np.int64] | slice) -> Floats:
        """Labels × those columns of the weights; a byte each takes a quarter of the memory."""
        chosen: Floats = self.weights[:, places].astype(np.float64)
        return chosen if self.scales is None else chosen * self.scales[:, None]

    def seen(self, situation: str, words: Sequence[str]) -> Seen:
        """What the model holds of a reply.

        Args:
            situation: its key; one that was not learned counts nothing.
            words: folded.
        """
        parts = [
            _Part(self.words, word_grams(words), 0),
            _Part(self.letters, letter_grams(words), len(self.words.grams)),
        ]
        logits = self.bias.astype(np.float64)
        brought = np.zeros((len(self.labels), len(words)))
        for part in parts:
            columns = self.columns(part.columns)
            logits = logits + columns @ part.values
            brought += columns @ part.spread(len(words))
        if situation in self.situations:
            last = len(self.words.grams) + len(self.letters.grams)
            place = last + self.situations.index(situation)
            logits = logits + SITUATION * self.columns(slice(place, place + 1))[:, 0]
        return Seen(logits, brought)


@dataclass(frozen=True)
class Seen:
    """What the model holds of one reply.

    Attributes:
        logits: one a label; the label is as likely as not at 0.
        brought: labels × words: what each word brings to the sum.
    """

    logits: Floats
    brought: Floats

    @property
    def probabilities(self) -> Floats:
        """One a label, 0–1."""
        result: Floats = 1 / (1 + np.exp(-self.logits))
        return result

    def evidence(self, label: int) -> tuple[int, int]:
        """The run of words that brings most, from the first up to, not including, the last.

        What every word brings on average counts for nothing: it speaks for no place.
        """
        parts = self.brought[label]
        if not len(parts) or parts.max() <= 0:
            return 0, 0
        return best_run(parts - max(0.0, float(parts.mean())))


def best_run(values: Floats) -> tuple[int, int]:
    """The run with the largest sum, from its first place up to, not including, its last."""
    best, found, total, start = -np.inf, (0, 0), 0.0, 0
    for place, value in enumerate(values):
        if total <= 0:
            total, start = 0.0, place
        total += float(value)
        if total > best:
            best, found = total, (start, place + 1)
    return found


class _Part:
    """The known n-grams of one kind in a reply, weighted to length 1."""

    def __init__(self, vocabulary: Vocabulary, grams: Iterable[Gram], first: int) -> None:
        known = [(vocabulary.places[g], a, b) for g, a, b in grams if g in vocabulary.places]
        counts = Counter(place for place, _, _ in known)
        self._places = sorted(counts)
        self._known = known
        self.columns = np.array(self._places, dtype=np.int64) + first
        values = np.array([damped(counts[place]) for place in self._places])
        values = values * vocabulary.rarity[self._places] if self._places else values
        length = float(np.linalg.norm(values)) or 1.0
        self.values: Floats = values / length
        self._counts = counts

    def spread(self, words: int) -> Floats:
        """N-grams × words: the value of each shared out evenly over the words it stands on."""
        shares = np.zeros((len(self._places), words))
        rows = {place: row for row, place in enumerate(self._places)}
        for place, first, last in self._known:
            row = rows[place]
            shares[row, first:last] += self.values[row] / (self._counts[place] * (last - first))
        return shares


def save(path: Path, model: LinearModel) -> None:
    """Write all weights, a byte each."""
    weights, scales = _bytes(model.columns(slice(None)))
    np.savez_compressed(
        path,
        labels=_packed(model.labels),
        situations=_packed(model.situations),
        words=_packed(model.words.grams),
        letters=_packed(model.letters.grams),
        words_rarity=model.words.rarity.astype(np.float32),
        letters_rarity=model.letters.rarity.astype(np.float32),
        weights=weights,
        scales=scales,
        bias=model.bias.astype(np.float32),
    )


def load(path: Path) -> LinearModel:
    """The weights in a file that ``save`` wrote.

    Raises:
        AssetError: the file is damaged.
    """
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            held = {name: file[name] for name in file.files}
            return LinearModel(
                _unpacked(held["labels"]),
                _unpacked(held["situations"]),
                Vocabulary(_unpacked(held["words"]), held["words_rarity"]),
                Vocabulary(_unpacked(held["letters"]), held["letters_rarity"]),
                held["weights"],
                held["bias"],
                held["scales"],
            )
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        what = f"{path}: the score's weights cannot be read: {error}."
        raise AssetError(what, "Install voicecoach again.") from None


def _bytes(weights: Floats) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Weights as whole numbers from -127 to 127, and what one step of each label is worth."""
    scales = np.maximum(np.abs(weights).max(axis=1), 1e-9) / 127
    return np.round(weights / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _packed(texts: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode("utf-8"), dtype=np.uint8)


def _unpacked(packed: npt.NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(packed.tobytes().decode("utf-8").split("\n"))
