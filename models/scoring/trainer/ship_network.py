"""Trains the networks, writes them as the program reads them, chooses thresholds on dev."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from models.scoring.trainer import encoder, export, train_network
from models.scoring.trainer.data import WEIGHTS, Data, f1, read, record
from models.scoring.trainer.train_linear import figures, judged
from voicecoach.scoring import linear, network
from voicecoach.scoring.text import fold

SEEDS = (1, 2)
"""A network each; what they hold is averaged."""
SHARE = 0.5
"""Of the network in the probability of both models: on dev the moves are the same from 0.5 to 0.65,
the slips better at 0.5."""
GRID = np.round(np.arange(0.3, 0.61, 0.025), 3)

Floats = npt.NDArray[np.float64]


def main() -> None:
    """Train on everything but dev, each network in a process of its own on one thread.

    The same data then give the same weights on the same machine.
    """
    with tempfile.TemporaryDirectory() as name:
        paths = [Path(name) / f"{seed}.pt" for seed in SEEDS]
        with ProcessPoolExecutor(len(SEEDS), get_context("spawn")) as pool:
            list(pool.map(train, SEEDS, paths))
        data = read()
        ship([train_network.load(path, data) for path in paths], data)


def train(seed: int, path: Path) -> None:
    """One network into a file."""
    torch.set_num_threads(1)
    data = read()
    train_network.save(train_network.train(data, data.replies, data.phrasings, seed), path)


def ship(trained: Sequence[encoder.Network], data: Data) -> None:
    """Write the networks, and the thresholds and figures of all models together."""
    folder = WEIGHTS / "network"
    export.write(trained, data, folder)
    truth = data.truth(data.dev)
    both = mixed(data)
    split = data.moves
    moves_at, slips_at = (
        _best(truth[:, part], both[:, part]) for part in (slice(0, split), slice(split, None))
    )
    places = range(len(data.labels))
    chosen = {data.labels[n]: moves_at if n < split else slips_at for n in places}
    record("thresholds.json", "mixed", chosen)
    record("thresholds.json", "share", SHARE)
    report = {
        "data": data.sha256,
        "seeds": SEEDS,
        "rounds": train_network.ROUNDS,
        "dev": figures(data, truth, both >= np.array(list(chosen.values()))),
    }
    record("report.json", "network and linear", report)


def mixed(data: Data) -> Floats:
    """Dev rows × labels, by the models as they are shipped."""
    small = network.load(WEIGHTS / "network")
    assert small is not None  # noqa: S101 - onnxruntime wrote it a moment ago
    alone = judged(linear.load(WEIGHTS / "linear.npz"), data.dev)
    held = [small.seen(row["situation"], fold(row["reply"]).split()) for row in data.dev]
    also = np.array([each.probabilities for each in held])
    result: Floats = alone + SHARE * (also - alone)
    return result


def _best(truth: npt.NDArray[np.bool_], held: Floats) -> float:
    return float(GRID[int(np.argmax([f1(truth, held >= at) for at in GRID]))])


if __name__ == "__main__":
    main()
