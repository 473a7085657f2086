"""Judges the second set's authors by models that saw no word of theirs.

dev says nothing on the second set of situations, so its authors are left out in turn, two at a
time: the linear model and one network are trained on all others, written as the program reads
them, and judge the rest with everything else that the score is made of. What is shipped averages
two networks, so these figures are a little harsher.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch

from models.scoring.trainer import export, linear, train_network
from models.scoring.trainer.data import SECOND, WEIGHTS, Data, Row, read, record
from models.scoring.trainer.train_linear import figures
from voicecoach.scoring import linear as linear_model
from voicecoach.scoring import trained
from voicecoach.scoring.scorer import Scorer, load_parts

TOGETHER = 2
"""Authors left out of one training."""
FOLDS = tuple(SECOND[start : start + TOGETHER] for start in range(0, len(SECOND), TOGETHER))
SEED = 1

Found = dict[str, list[list[str]]]
"""By author the labels that were found, reply by reply."""


def main() -> None:
    """Train each fold in a process of its own, on one thread; write the part of the report."""
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / authors for authors in FOLDS]
        with ProcessPoolExecutor(len(FOLDS), get_context("spawn")) as pool:
            list(pool.map(train_without, FOLDS, folders))
        write(folders)


def write(folders: Sequence[Path]) -> None:
    """Write what the folds' models find in the replies of the authors they never saw."""
    data = read()
    found: Found = {}
    for authors, folder in zip(FOLDS, folders, strict=True):
        found |= judged(data, authors, folder)
    record("report.json", "authors left out", report(data, found))


def train_without(authors: str, folder: Path) -> None:
    """Both models of a fold into a folder, as they are shipped; thresholds are those shipped."""
    torch.set_num_threads(1)
    data = read()
    replies = others(data.replies, authors)
    phrasings = others(data.phrasings, authors)
    (folder / "network").mkdir(parents=True, exist_ok=True)
    model = linear.fit(data, linear.examples(data, replies, phrasings))
    linear_model.save(folder / "linear.npz", model)
    thresholds = (WEIGHTS / trained.THRESHOLDS).read_bytes()
    (folder / trained.THRESHOLDS).write_bytes(thresholds)
    export.write([train_network.train(data, replies, phrasings, SEED)], data, folder / "network")


def others(rows: Sequence[Row], authors: str) -> list[Row]:
    """Rows by none of these authors."""
    return [row for row in rows if row["author"] not in authors]


def judged(data: Data, authors: str, folder: Path) -> Found:
    """What the models of a fold find, with the recommended wordings of the other authors."""
    parts = load_parts()
    left = {row["text"] for row in data.phrasings if row["author"] in authors}
    kept = [each for each in parts.phrasings if each.text not in left]
    scorer = Scorer(replace(parts, classifier=trained.load(folder), phrasings=kept))
    found: Found = {author: [] for author in authors}
    for row in data.replies:
        if row["author"] in found:
            verdict = scorer.judge(row["situation"], row["contact"], row["reply"])
            keys = [each.key for each in (*verdict.moves, *verdict.slips)]
            found[row["author"]].append(keys)
    return found


def report(data: Data, found: Found) -> dict[str, object]:
    """Micro-F1 of each author and of all of them, with the hash of what was learned from."""
    rows = {author: [r for r in data.replies if r["author"] == author] for author in found}
    truth = {author: data.truth(some) for author, some in rows.items()}
    seen = {
        author: np.array([[label in keys for label in data.labels] for keys in some])
        for author, some in found.items()
    }
    each = {author: figures(data, truth[author], seen[author]) for author in sorted(found)}
    together = np.concatenate(list(truth.values())), np.concatenate(list(seen.values()))
    each["all"] = figures(data, *together)
    return {"data": data.sha256, "left out together": FOLDS, "each": each}
