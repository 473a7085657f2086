"""Loads and checks the vocabulary and the rubric."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from voicecoach.data_files import load
from voicecoach.domain.advice import Advice, Move, Situation, Slip
from voicecoach.domain.rubric import Rubric
from voicecoach.errors import DataFileError


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The file moves.yaml as it is written."""

    moves: tuple[Move, ...]
    slips: tuple[Slip, ...]
    situations: tuple[Situation, ...]


def load_advice(path: Path) -> Advice:
    """The vocabulary in ``moves.yaml``.

    Raises:
        DataFileError: malformed, or a key stands twice.
    """
    read = load(path, Vocabulary)
    keys = [item.key for item in (*read.moves, *read.slips, *read.situations)]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise DataFileError(f"{path}: the key {twice[0]} stands twice.", "Give each its own.")
    return Advice(
        moves={move.key: move for move in read.moves},
        slips={slip.key: slip for slip in read.slips},
        situations={situation.key: situation for situation in read.situations},
    )


def load_rubric(path: Path, advice: Advice) -> Rubric:
    """The rubric in ``rubric.yaml``, checked against the vocabulary.

    Raises:
        DataFileError: malformed, a key is unknown, or a situation or slip has no entry.
    """
    rubric = load(path, Rubric)
    _same(path, "caps", set(rubric.caps), set(advice.slips))
    _same(path, "situations", set(rubric.situations), set(advice.situations))
    for key, expected in rubric.situations.items():
        for move in (*expected.open, *expected.grace, *expected.out_of_place):
            if move not in advice.moves:
                raise DataFileError(f"{path}: situations.{key}: {move} is no move.")
    return rubric


def _same(path: Path, where: str, there: set[str], wanted: set[str]) -> None:
    for key in sorted(there - wanted):
        raise DataFileError(f"{path}: {where}: {key} is not known.", "See moves.yaml.")
    for key in sorted(wanted - there):
        raise DataFileError(f"{path}: {where}: {key} is missing.", "Add it.")
