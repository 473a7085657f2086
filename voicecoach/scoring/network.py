"""The small network as it is run: words in, a logit a label and a word out (onnxruntime)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voicecoach.errors import AssetError
from voicecoach.scoring.wordpiece import WordPiece

LONGEST = 120
"""Pieces of situation and reply together; what goes beyond is not looked at."""
NEAR, LOW = 3.0, -1.0
"""Evidence: words whose logit is at most this much below the strongest one's, and at least that."""

Floats = npt.NDArray[np.float64]


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


@dataclass(frozen=True)
class NetworkSeen:
    """What the network holds of one reply.

    Attributes:
        probabilities: one a label, 0–1.
        words: words × labels, logits; words beyond the longest are far below all others.
    """

    probabilities: Floats
    words: Floats

    def evidence(self, label: int) -> tuple[int, int]:
        """The words round the strongest one, from the first up to, not including, the last."""
        held = self.words[:, label]
        if not len(held):
            return 0, 0
        peak = int(held.argmax())
        speaks = (held >= held[peak] - NEAR) & (held >= LOW)
        first, last = peak, peak + 1
        while first > 0 and speaks[max(0, first - 2) : first].any():
            first -= 1
        while last < len(held) and speaks[last : last + 2].any():
            last += 1
        return first, last


class Network:
    """Runs the network.

    Args:
        session: of onnxruntime.
        cutter: cuts words into the pieces it knows.
        labels: keys of moves and slips, in the order of its outputs.
    """

    def __init__(self, session: Any, cutter: WordPiece, labels: tuple[str, ...]) -> None:
        self._session = session
        self._cutter = cutter
        self.labels = labels

    def seen(self, situation: str, words: Sequence[str]) -> NetworkSeen:
        """What it holds of a reply.

        Args:
            situation: its key.
            words: folded.
        """
        cut = framed(situation, words, self._cutter)
        size, end = len(cut.pieces), cut.first + len(cut.places)
        kinds, reply = np.zeros((1, size), dtype=np.int64), np.zeros((1, size), dtype=np.float32)
        kinds[0, cut.first :] = 1
        reply[0, cut.first : end] = 1
        given = {"pieces": np.array([cut.pieces]), "kinds": kinds, "reply": reply}
        logits, tokens = self._session.run(None, given)
        held = np.full((len(words), len(self.labels)), -np.inf)
        np.maximum.at(held, cut.places, tokens[0, cut.first : end].astype(np.float64))
        return NetworkSeen(1 / (1 + np.exp(-logits[0].astype(np.float64))), held)


def load(folder: Path) -> Network | None:
    """The network in a folder that the trainer wrote; None where onnxruntime is not installed.

    Raises:
        AssetError: a file is missing or damaged.
    """
    try:
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as kinds
    except ImportError:
        return None
    damaged = (kinds.Fail, kinds.InvalidProtobuf, kinds.InvalidGraph, kinds.NotImplemented)
    onnxruntime.disable_telemetry_events()  # twice is safer: see voicecoach/__init__.py
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        pieces = (folder / "pieces.txt").read_text(encoding="utf-8").split("\n")
        labels = tuple(json.loads((folder / "labels.json").read_text(encoding="utf-8")))
        model = folder / "network.onnx"
        model.stat()  # a missing file is said in the system's words
        # From its path: handed over as bytes it would be held twice.
        session = onnxruntime.InferenceSession(str(model), options, ["CPUExecutionProvider"])
    except (OSError, ValueError, RuntimeError, *damaged) as error:
        what = f"{folder}: the score's network cannot be read: {error}."
        raise AssetError(what, "Install voicecoach again.") from None
    return Network(session, WordPiece(pieces), labels)
