"""The pieces of advice the program is built on (scenarios/advice.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from voicecoach import assets, data_files
from voicecoach.errors import DataFileError


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of advice.

    Attributes:
        key: named by scenarios in ``teaches``.
        advice: in our words.
        source: key of the article it comes from.
        moves: making one of these in a call that teaches it is practising it.
        command: the feature that practises it, where no single call does.
    """

    key: str
    advice: str
    source: str
    moves: tuple[str, ...] = ()
    command: str = ""


@dataclass(frozen=True, slots=True)
class Teaching:
    """The whole file.

    Attributes:
        sources: the articles, by key.
        pieces: in the order of the file.
    """

    sources: Mapping[str, str]
    pieces: tuple[Piece, ...]


def load_teaching(path: Path | None = None) -> Teaching:
    """The advice.

    Args:
        path: None: the file that comes with the program.

    Raises:
        DataFileError: malformed, a key stands twice, or a piece can be practised nowhere.
    """
    path = path or assets.scenarios() / "advice.yaml"
    read = data_files.load(path, Teaching)
    seen: set[str] = set()
    for piece in read.pieces:
        if piece.key in seen:
            raise DataFileError(f"{path}: {piece.key} stands twice.", "Give each its own key.")
        seen.add(piece.key)
        if piece.source not in read.sources:
            raise DataFileError(f"{path}: {piece.key}: there is no source {piece.source!r}.")
        if bool(piece.moves) == bool(piece.command):
            raise DataFileError(f"{path}: {piece.key}: give either moves or a command.")
    return read
