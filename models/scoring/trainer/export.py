"""Writes trained networks as one that onnxruntime reads, their weights a byte each."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from models.scoring.trainer import encoder
from models.scoring.trainer.data import Data

OPSET = 17


class One(nn.Module):
    """One reply at a time, by several networks of the same base: what they hold on average.

    The frozen part runs once; nothing is filled up, and the rating is left out.

    Args:
        networks: trained.
        kept: of the pretrained pieces, those that are written (numbers).
    """

    def __init__(self, networks: Sequence[encoder.Network], kept: Sequence[int]) -> None:
        super().__init__()
        self.below = copy.deepcopy(networks[0].below)
        words = self.below.words.weight[list(kept)]
        self.below.words = nn.Embedding.from_pretrained(words)
        self.above = nn.ModuleList(each.above for each in networks)

    def forward(self, pieces: Tensor, kinds: Tensor, reply: Tensor) -> tuple[Tensor, Tensor]:
        """Logits (1 × labels) and those of the tokens (1 × tokens × labels)."""
        hidden = torch.zeros(1, 1, 1, 1)
        x = self.below(pieces, kinds, hidden)
        held = [above(x, hidden, reply) for above in self.above]
        logits = torch.stack([each[0] for each in held]).mean(0)
        return logits, torch.stack([each[1] for each in held]).mean(0)


def kept_pieces(pieces: Sequence[str]) -> list[int]:
    """Those that folded English can be cut into: without other scripts and empty places."""
    return [
        number
        for number, piece in enumerate(pieces)
        if piece.isascii() and not piece.startswith("[unused")
    ]


def write(networks: Sequence[encoder.Network], data: Data, folder: Path) -> None:
    """Write ``network.onnx``, ``pieces.txt`` and ``labels.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces = encoder.pieces()
    kept = kept_pieces(pieces)
    example = (torch.tensor([[1, 2, 3, 4, 5]]), torch.tensor([[0, 0, 0, 1, 1]]))
    reply = torch.tensor([[0.0, 0.0, 0.0, 1.0, 0.0]])
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name) / "whole.onnx"
        torch.onnx.export(
            One(networks, kept).eval(),
            (*example, reply),
            str(whole),
            input_names=["pieces", "kinds", "reply"],
            output_names=["logits", "tokens"],
            dynamic_axes={key: {1: "size"} for key in ("pieces", "kinds", "reply", "tokens")},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            folder / "network.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    (folder / "pieces.txt").write_text(
        "\n".join(pieces[number] for number in kept), encoding="utf-8"
    )
    (folder / "labels.json").write_text(json.dumps(data.labels) + "\n", encoding="utf-8")
