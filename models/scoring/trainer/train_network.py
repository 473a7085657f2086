"""Trains the network: MiniLM, its embeddings and lowest layers frozen, a head on every token."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from models.scoring.trainer import encoder, linear
from models.scoring.trainer.augment import Example, Maker
from models.scoring.trainer.data import Data, Row, f1
from models.scoring.trainer.train_linear import judged
from voicecoach.scoring.network import LONGEST, framed
from voicecoach.scoring.text import fold
from voicecoach.scoring.wordpiece import WordPiece

ROUNDS = 5
BATCH = 24
RATE = 2.5e-4
HEADS_RATE = 5 * RATE
WARM = 0.08
AVERAGED = 0.995
"""Share of the earlier weights in the running average of the weights, which is what is kept."""
POSITIVE = 1.5
"""Weight of a label that is made against one that is not."""
ORDINAL = 0.8
"""Weight of the rating's loss: it is learned beside the labels and then left out."""

Inputs = tuple[Tensor, Tensor, Tensor, Tensor]


def train(data: Data, replies: list[Row], phrasings: list[Row], seed: int) -> encoder.Network:
    """A trained network; the same data and seed give the same one on the same machine."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - makes training replies, keeps no secret
    maker = Maker(data, replies, phrasings, _unsure(data, replies, phrasings))
    network = encoder.pretrained(len(data.labels), data.moves)
    cutter = WordPiece(encoder.pieces())
    average = AveragedModel(network.above, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED))
    steps = ROUNDS * len(list(_batches(maker.examples(chance), chance)))
    optimizer = _optimizer(network)
    done = 0
    for turn in range(ROUNDS):
        network.train()
        total = 0.0
        for batch in _batches(maker.examples(chance), chance):
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * _pace(done / steps)
            done += 1
            total += _step(network, optimizer, batch, cutter)
            average.update_parameters(network.above)
        print(
            f"seed {seed}, round {turn + 1}: loss {total:.1f}, {_on_dev(network, data)}", flush=True
        )
    network.above.load_state_dict(average.module.state_dict())
    print(f"seed {seed}, weights averaged: {_on_dev(network, data)}", flush=True)
    return network.eval()


def _unsure(data: Data, replies: list[Row], phrasings: list[Row]) -> npt.NDArray[np.bool_]:
    """Phrasings × labels: labels that a wording may make besides its own."""
    model = linear.fit(data, linear.examples(data, replies, []))
    held = judged(model, [{"situation": "", "reply": row["text"]} for row in phrasings])
    is_slip = np.arange(len(data.labels)) >= data.moves
    of_slip = np.array([row["label"] in data.labels[data.moves :] for row in phrasings])
    least = np.where(is_slip[None, :] != of_slip[:, None], 0.1, 0.25)
    found: npt.NDArray[np.bool_] = held > least
    return found


def _optimizer(network: encoder.Network) -> torch.optim.AdamW:
    heads = [*network.above.tokens.parameters(), *network.above.whole.parameters()]
    heads += [*network.above.rating.parameters()]
    body = list(network.above.layers.parameters())
    groups = [{"params": body, "top": RATE}, {"params": heads, "top": HEADS_RATE}]
    return torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)


def _pace(part: float) -> float:
    """Up at the beginning, then down to nothing."""
    return min(part / WARM, (1 - part) / (1 - WARM))


def _batches(examples: list[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Batches of like length, in random order."""
    by_length = sorted(examples, key=lambda each: len(each.words) + chance.uniform(-2, 2))
    starts = list(range(0, len(by_length), BATCH))
    chance.shuffle(starts)
    for start in starts:
        yield by_length[start : start + BATCH]


def inputs(batch: Sequence[tuple[str, Sequence[str]]], cutter: WordPiece) -> Inputs:
    """Situations and words as the network takes them, filled up to the longest."""
    cut = [framed(situation, words, cutter) for situation, words in batch]
    longest = max(len(each.pieces) for each in cut)
    pieces, kinds, there, reply = (np.zeros((len(cut), longest), dtype=np.int64) for _ in range(4))
    for row, each in enumerate(cut):
        size = len(each.pieces)
        pieces[row, :size], there[row, :size] = each.pieces, 1
        kinds[row, each.first : size] = 1
        reply[row, each.first : each.first + len(each.places)] = 1
    return (
        torch.from_numpy(pieces),
        torch.from_numpy(kinds),
        torch.from_numpy(there).float(),
        torch.from_numpy(reply).float(),
    )


def _step(
    network: encoder.Network,
    optimizer: torch.optim.AdamW,
    batch: list[Example],
    cutter: WordPiece,
) -> float:
    given = inputs([(each.situation, each.words) for each in batch], cutter)
    logits, _, rating = network(*given)
    loss = _loss(batch, logits, rating)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.above.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def _loss(batch: list[Example], logits: Tensor, rating: Tensor) -> Tensor:
    truth = torch.from_numpy(np.stack([each.truth for each in batch]))
    known = torch.from_numpy(np.stack([each.known for each in batch]))
    weight = torch.tensor([each.weight for each in batch])
    each = functional.binary_cross_entropy_with_logits(
        logits, truth, reduction="none", pos_weight=torch.full((logits.shape[1],), POSITIVE)
    )
    labels = (each * known).sum(1)
    ratings = torch.tensor([float(one.rating) for one in batch])
    above = (ratings[:, None] > torch.arange(4)[None, :]).float()
    order = functional.binary_cross_entropy_with_logits(rating, above, reduction="none").sum(1)
    rated = (ratings >= 0).float()
    total: Tensor = (weight * labels + ORDINAL * rated * order).mean()
    return total


def probabilities(network: encoder.Network, rows: list[Row]) -> npt.NDArray[np.float64]:
    """Rows × labels."""
    network.eval()
    cutter = WordPiece(encoder.pieces())
    found = []
    with torch.no_grad():
        for row in rows:
            given = inputs([(row["situation"], fold(row["reply"]).split())], cutter)
            found.append(network(*given)[0][0].sigmoid().double().numpy())
    return np.array(found)


def _on_dev(network: encoder.Network, data: Data) -> str:
    truth, found = data.truth(data.dev), probabilities(network, data.dev) >= 0.45
    split = data.moves
    moves = f1(truth[:, :split], found[:, :split])
    return f"dev moves {moves:.3f}, slips {f1(truth[:, split:], found[:, split:]):.3f}"


def save(network: encoder.Network, path: Path) -> None:
    """What was trained, without what was frozen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(network.above.state_dict(), path)


def load(path: Path, data: Data) -> encoder.Network:
    """The network in a file that ``save`` wrote."""
    network = encoder.pretrained(len(data.labels), data.moves)
    network.above.load_state_dict(torch.load(path, weights_only=True))
    return network.eval()


__all__ = ["LONGEST", "inputs", "load", "probabilities", "save", "train"]
