"""The trained models behind the classifier's seam: probabilities, thresholds and evidence."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from voicecoach.errors import AssetError
from voicecoach.scoring import linear, network
from voicecoach.scoring.classifier import Opinion
from voicecoach.scoring.linear import LinearModel, Seen
from voicecoach.scoring.network import Network
from voicecoach.scoring.text import Folded, folded

WIDER, LEAST = 3, 0.05
"""Words that evidence is widened by on each side inside its sentence, while each brings at least
this share of the strongest one's part (on replies strung together of wordings, 89 % of the
evidence lies in the right wording, and 90 % of the wording in the evidence)."""

THRESHOLDS = "thresholds.json"

_LOG = logging.getLogger(__name__)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Thresholds:
    """The file ``thresholds.json``: by label, the probability from which it is found.

    Attributes:
        linear: of the linear model alone.
        mixed: of both models together.
        share: of the network in the probability of both, 0–1.
    """

    linear: dict[str, float]
    mixed: dict[str, float]
    share: float


@dataclass(frozen=True)
class Trained:
    """The shipped classifier.

    Attributes:
        linear: word and letter n-grams.
        thresholds: one a label, the probability from which it is found.
        network: the other model; None: the linear one alone.
        share: of the network in the probability, 0–1.
    """

    linear: LinearModel
    thresholds: Floats
    network: Network | None = None
    share: float = 0.0

    def opinions(self, situation: str, contact: str, reply: str) -> Mapping[str, Opinion]:
        """See ``Classifier``; what the contact said is not looked at."""
        folded_reply = folded(reply)
        words = [token.word for token in folded_reply.tokens]
        seen = self.linear.seen(situation, words)
        held = seen.probabilities
        shows: Callable[[int], tuple[int, int]] = partial(_widened, seen, folded_reply)
        if self.network is not None:
            also = self.network.seen(situation, words)
            held = held + self.share * (also.probabilities - held)
            shows = also.evidence
        shown = shifted(held, self.thresholds)
        found = {}
        for number, label in enumerate(self.linear.labels):
            span = folded_reply.span(*shows(number))
            found[label] = Opinion(float(shown[number]), span.start, span.end)
        return found


def shifted(probabilities: Floats, thresholds: Floats) -> Floats:
    """The same order, with the threshold at one half."""
    safe = np.clip(probabilities, 1e-6, 1 - 1e-6)
    odds = np.log(safe / (1 - safe)) - np.log(thresholds / (1 - thresholds))
    result: Floats = 1 / (1 + np.exp(-odds))
    return result


def _widened(seen: Seen, words: Folded, label: int) -> tuple[int, int]:
    """The linear model's evidence with the words beside it that speak for the label too."""
    parts = seen.brought[label]
    first, last = seen.evidence(label)
    if first == last:
        return first, last
    least = LEAST * float(parts.max())
    before, after = max(0, first - WIDER), min(len(parts), last + WIDER)
    while first > before and parts[first - 1] > least and not words.begins_sentence(first):
        first -= 1
    while last < after and parts[last] > least and not words.begins_sentence(last):
        last += 1
    return first, last


def load(folder: Path) -> Trained:
    """The classifier in a folder that the trainer wrote.

    Without onnxruntime it is the linear model alone, which is less good: it says so once, in the
    program's log.

    Raises:
        AssetError: a file is missing or damaged.
    """
    alone = load_linear(folder)
    both = network.load(folder / "network")
    if both is None:
        _LOG.warning(
            "onnxruntime is not installed: replies are judged by the simpler model alone, which "
            "finds less. To get both: pip install onnxruntime"
        )
        return alone
    if both.labels != alone.linear.labels:
        raise AssetError(f"{folder}: two models of different labels.", "Install voicecoach again.")
    chosen = _thresholds(folder / THRESHOLDS)
    return Trained(alone.linear, _of_labels(chosen.mixed, alone.linear), both, chosen.share)


def load_linear(folder: Path) -> Trained:
    """The linear model of that folder without the network; raises the same."""
    model = linear.load(folder / "linear.npz")
    return Trained(model, _of_labels(_thresholds(folder / THRESHOLDS).linear, model))


def _of_labels(chosen: Mapping[str, float], model: LinearModel) -> Floats:
    return np.array([chosen[label] for label in model.labels])


def _thresholds(path: Path) -> Thresholds:
    try:
        return TypeAdapter(Thresholds).validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        what = f"{path}: the score's thresholds cannot be read: {error}."
        raise AssetError(what, "Install voicecoach again.") from None
