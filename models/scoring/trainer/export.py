"""Writes a trained network as onnxruntime reads it, its weights a byte each."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from models.scoring.trainer import encoder
from models.scoring.trainer.data import Data

OPSET = 17


class One(nn.Module):
    """One reply at a time: nothing is filled up, and the rating is left out."""

    def __init__(self, network: encoder.Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, kinds: Tensor, reply: Tensor) -> tuple[Tensor, Tensor]:
        """Logits (1 × labels) and those of the tokens (1 × tokens × labels)."""
        hidden = torch.zeros(1, 1, 1, 1)
        x = self.network.below(pieces, kinds, hidden)
        logits, tokens, _ = self.network.above(x, hidden, reply)
        return logits, tokens


def write(network: encoder.Network, data: Data, folder: Path) -> None:
    """Write ``network.onnx``, ``pieces.txt`` and ``labels.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    example = (torch.tensor([[101, 2053, 102, 2040, 102]]), torch.tensor([[0, 0, 0, 1, 1]]))
    reply = torch.tensor([[0.0, 0.0, 0.0, 1.0, 0.0]])
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name) / "whole.onnx"
        torch.onnx.export(
            One(network).eval(),
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
    (folder / "pieces.txt").write_text("\n".join(encoder.pieces()), encoding="utf-8")
    (folder / "labels.json").write_text(json.dumps(data.labels) + "\n", encoding="utf-8")
