"""The trained models behind the classifier's seam: probabilities, thresholds and evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voicecoach.errors import AssetError
from voicecoach.scoring import linear
from voicecoach.scoring.classifier import Opinion
from voicecoach.scoring.linear import LinearModel, Seen
from voicecoach.scoring.text import Folded, folded

WIDER, LEAST = 3, 0.05
"""Words that evidence is widened by on each side inside its sentence, while each brings at least
this share of the strongest one's part (on replies strung together of wordings, 89 % of the
evidence lies in the right wording, and 90 % of the wording in the evidence)."""

Floats = npt.NDArray[np.float64]
_SENTENCE = re.compile(r"[.?!\n]")


@dataclass(frozen=True)
class Trained:
    """The shipped classifier.

    Attributes:
        linear: word and letter n-grams.
        thresholds: by label, the probability from which it is found.
    """

    linear: LinearModel
    thresholds: Mapping[str, float]

    def opinions(self, situation: str, contact: str, reply: str) -> Mapping[str, Opinion]:
        """See ``Classifier``; what the contact said is not looked at."""
        words = folded(reply)
        seen = self.linear.seen(situation, [token.word for token in words.tokens])
        thresholds = np.array([self.thresholds[label] for label in self.linear.labels])
        shown = shifted(seen.probabilities, thresholds)
        return {
            label: _opinion(number, float(shown[number]), seen, words)
            for number, label in enumerate(self.linear.labels)
        }


def shifted(probabilities: Floats, thresholds: Floats) -> Floats:
    """The same order, with the threshold at one half."""
    safe = np.clip(probabilities, 1e-6, 1 - 1e-6)
    odds = np.log(safe / (1 - safe)) - np.log(thresholds / (1 - thresholds))
    result: Floats = 1 / (1 + np.exp(-odds))
    return result


def _opinion(number: int, probability: float, seen: Seen, words: Folded) -> Opinion:
    first, last = _widened(seen.brought[number], words, *seen.evidence(number))
    span = words.span(first, last)
    return Opinion(probability, span.start, span.end)


def _widened(parts: Floats, words: Folded, first: int, last: int) -> tuple[int, int]:
    """The run with the words beside it that speak for the label too."""
    if first == last:
        return first, last
    least = LEAST * float(parts.max())
    before, after = max(0, first - WIDER), min(len(parts), last + WIDER)
    while first > before and parts[first - 1] > least and not _begins(words, first):
        first -= 1
    while last < after and parts[last] > least and not _begins(words, last):
        last += 1
    return first, last


def _begins(words: Folded, number: int) -> bool:
    """Whether a sentence begins with this word, as far as marks show."""
    return _SENTENCE.search(words.between(number)) is not None


def load(folder: Path) -> Trained:
    """The classifier in a folder that the trainer wrote.

    Raises:
        AssetError: a file is missing or damaged.
    """
    model = linear.load(folder / "linear.npz")
    return Trained(model, _thresholds(folder / "thresholds.json", model.labels))


def _thresholds(path: Path, labels: tuple[str, ...]) -> dict[str, float]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return {label: float(read["linear"][label]) for label in labels}
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"{path}: the score's thresholds cannot be read: {error}."
        raise AssetError(what, "Install voicecoach again.") from None
