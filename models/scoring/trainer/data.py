"""The labelled replies and the wordings, by author, with a hash of all of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voicecoach import assets
from voicecoach.scoring.advice_files import load_advice

ROOT = Path(__file__).resolve().parents[3]
REPLIES = ROOT / "models" / "scoring" / "replies"
WEIGHTS = ROOT / "models" / "scoring" / "weights"
SECOND = "efjm"
"""Authors of the second set of situations: dev says nothing on those, so they are held out."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Data:
    """Everything that is learned from, and dev, which is only looked at.

    Attributes:
        labels: keys of the moves, then of the slips.
        moves: how many of the labels are moves.
        situations: keys, in the order of the vocabulary.
        replies: labelled replies; ``author`` is the letter of their file.
        phrasings: wordings with one label, likewise.
        dev: for choosing.
        sha256: of the files' bytes, in order of name.
    """

    labels: tuple[str, ...]
    moves: int
    situations: tuple[str, ...]
    replies: list[Row]
    phrasings: list[Row]
    dev: list[Row]
    sha256: str

    def truth(self, rows: list[Row]) -> npt.NDArray[np.bool_]:
        """Rows × labels."""
        return np.array([[key in _held(row) for key in self.labels] for row in rows])


def _held(row: Row) -> set[str]:
    return {row["label"]} if "label" in row else {*row["moves"], *row["slips"]}


def read() -> Data:
    """All of it."""
    advice = load_advice(assets.scenarios() / "moves.yaml")
    replies = sorted(REPLIES.glob("train-*.jsonl"))
    phrasings = sorted((assets.scenarios() / "phrasings").glob("*.jsonl"))
    return Data(
        labels=(*advice.moves, *advice.slips),
        moves=len(advice.moves),
        situations=tuple(advice.situations),
        replies=[row for path in replies for row in _rows(path)],
        phrasings=[row for path in phrasings for row in _rows(path)],
        dev=_rows(REPLIES / "dev.jsonl"),
        sha256=_hash([*replies, *phrasings]),
    )


def _rows(path: Path) -> list[Row]:
    author = path.stem.rpartition("-")[2]
    lines = path.read_text(encoding="utf-8").splitlines()
    return [{**json.loads(line), "author": author} for line in lines if line.strip()]


def _hash(paths: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()


def f1(truth: npt.NDArray[np.bool_], found: npt.NDArray[np.bool_]) -> float:
    """Micro-F1 over all labels given."""
    both = int((truth & found).sum())
    return 2 * both / max(1, int(truth.sum()) + int(found.sum()))


def thresholds(
    truth: npt.NDArray[np.bool_], held: npt.NDArray[np.float64], grid: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """For each label the probability from which it is found, on rows not learned from.

    A label of few rows is drawn towards the threshold that is best for all of them together.
    """
    counts = np.array([_counts(truth, held >= at) for at in grid])  # grid × 3 × labels
    together = counts.sum(axis=2)
    best = int(np.argmax(_f1_of(together)))
    drawn = counts + DRAWN * together[:, :, None] / max(1, together[best, 1])
    each = np.argmax(_f1_of(drawn), axis=0)
    found: npt.NDArray[np.float64] = grid[each]
    return found


DRAWN = 60.0
"""Rows of the common threshold that a label's own rows are weighed against."""


def _counts(
    truth: npt.NDArray[np.bool_], found: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int_], ...]:
    return (truth & found).sum(axis=0), truth.sum(axis=0), found.sum(axis=0)


def _f1_of(counts: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    result: npt.NDArray[np.float64] = 2 * counts[:, 0] / np.maximum(1, counts[:, 1] + counts[:, 2])
    return result


def record(name: str, part: str, what: object) -> None:
    """Put a part into a JSON file beside the weights; its other parts stay, with their own hash."""
    path = WEIGHTS / name
    held = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    held[part] = what
    path.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({part: what}, indent=1))
