"""Trains the linear model, chooses its thresholds by authors left out, writes both."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from models.scoring.trainer import linear
from models.scoring.trainer.data import SECOND, WEIGHTS, Data, Row, f1, read, record, thresholds
from voicecoach.scoring.linear import LinearModel, save
from voicecoach.scoring.text import fold

GRID = np.round(np.arange(0.1, 0.61, 0.02), 2)
"""Thresholds that are tried."""
FOLDS = 6
"""Trainings for the thresholds; each leaves out the authors of two or three files."""

Floats = npt.NDArray[np.float64]


def main() -> None:
    """Write ``linear.npz`` and its part of ``report.json``."""
    data = read()
    held = out_of_fold(data)
    chosen = thresholds(data.truth(data.replies), held, GRID)
    model = linear.fit(data, linear.examples(data, data.replies, data.phrasings))
    WEIGHTS.mkdir(exist_ok=True)
    save(WEIGHTS / "linear.npz", model)
    record("thresholds.json", "linear", dict(zip(data.labels, chosen.tolist(), strict=True)))
    report = {
        "data": data.sha256,
        "columns": int(model.weights.shape[1]),
        "dev": figures(data, data.truth(data.dev), judged(model, data.dev) >= chosen),
        "authors left out": by_author(data, held >= chosen),
    }
    record("report.json", "linear", report)


def out_of_fold(data: Data) -> Floats:
    """Replies × labels: probabilities by a model that saw no word of the reply's author."""
    held = np.zeros((len(data.replies), len(data.labels)))
    authors = sorted({row["author"] for row in data.replies})
    for first in range(FOLDS):
        out = set(authors[first::FOLDS])
        rest = [row for row in data.replies if row["author"] not in out]
        wordings = [row for row in data.phrasings if row["author"] not in out]
        model = linear.fit(data, linear.examples(data, rest, wordings))
        mine = [place for place, row in enumerate(data.replies) if row["author"] in out]
        held[mine] = judged(model, [data.replies[place] for place in mine])
        print("left out", *sorted(out), flush=True)
    return held


def judged(model: LinearModel, rows: list[Row]) -> Floats:
    """Rows × labels."""
    return np.array(
        [model.seen(row["situation"], fold(row["reply"]).split()).probabilities for row in rows]
    )


def figures(
    data: Data, truth: npt.NDArray[np.bool_], found: npt.NDArray[np.bool_]
) -> dict[str, float]:
    """Micro-F1 of moves and of slips."""
    split = data.moves
    return {
        "moves": round(f1(truth[:, :split], found[:, :split]), 3),
        "slips": round(f1(truth[:, split:], found[:, split:]), 3),
    }


def by_author(data: Data, found: npt.NDArray[np.bool_]) -> dict[str, dict[str, float]]:
    """The same for each author, and for those of the second set together."""
    truth = data.truth(data.replies)
    authors = np.array([row["author"] for row in data.replies])
    groups = {author: authors == author for author in sorted(set(authors))}
    groups["second set"] = np.isin(authors, list(SECOND))
    groups["all"] = np.ones(len(authors), dtype=bool)
    return {name: figures(data, truth[rows], found[rows]) for name, rows in groups.items()}


if __name__ == "__main__":
    main()
