"""The seam behind which a trained model stands: how likely a label is, and which words say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a classifier holds of one label.

    Attributes:
        probability: 0–1; the label is found from 0.5.
        start, end: characters of the reply that speak most for it; equal where it cannot say.
    """

    probability: float
    start: int = 0
    end: int = 0


class Classifier(Protocol):
    """Judges all labels of a reply at once; the same words always get the same opinions."""

    def opinions(self, situation: str, contact: str, reply: str) -> Mapping[str, Opinion]:
        """By key of the move or slip; a label that is left out is judged by alignment alone."""
