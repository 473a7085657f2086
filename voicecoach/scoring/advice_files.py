"""Loads and checks the vocabulary and the rubric."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from voicecoach.data_files import line_of, load, parse
from voicecoach.domain.advice import Advice, Move, Situation, Slip
from voicecoach.domain.rubric import Expectation, Rubric, Weights
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
    _no_more(path, _FIELDS)
    read = load(path, Vocabulary)
    named: list[Move | Slip | Situation] = [*read.moves, *read.slips, *read.situations]
    keys = [item.key for item in named]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise DataFileError(f"{path}: the key {twice[0]} stands twice.", "Give each its own.")
    for slip in read.slips:
        for wording in slip.harmless:
            try:
                re.compile(wording)
            except re.error as error:
                what = f"{path}: slips.{slip.key}.harmless: {wording!r}: {error}."
                raise DataFileError(what, "Mend the regular expression.") from None
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
    _no_more(path, _RUBRIC_FIELDS)
    rubric = load(path, Rubric)
    _same(path, "caps", set(rubric.caps), set(advice.slips))
    _same(path, "situations", set(rubric.situations), set(advice.situations))
    for key, expected in rubric.situations.items():
        for move in (*expected.open, *expected.grace, *expected.out_of_place):
            if move not in advice.moves:
                raise DataFileError(f"{path}: situations.{key}: {move} is no move.")
        for slip in expected.excused:
            if slip not in advice.slips:
                raise DataFileError(f"{path}: situations.{key}: {slip} is no slip.")
    return rubric


_FIELDS = {"": Vocabulary, "moves.*": Move, "slips.*": Slip, "situations.*": Situation}
_RUBRIC_FIELDS = {"": Rubric, "weights": Weights, "situations.*": Expectation}


def _no_more(path: Path, known: Mapping[str, type[Any]]) -> None:
    """No field that is not known: a slip of the pen would count for nothing, unseen."""
    document = parse(path)
    for where, type_ in known.items():
        names = {field.name for field in fields(type_)}
        for place in _places(document, where):
            node = document
            for part in place:
                node = node[part]
            for name in node if isinstance(node, dict) else ():
                if name not in names:
                    line = line_of(document, (*place, name))
                    at = ".".join(str(part) for part in (*place, name))
                    raise DataFileError(
                        f"{path}:{line}: {at}: not known.", f"Known: {', '.join(sorted(names))}."
                    )


def _places(document: Any, where: str) -> list[tuple[str | int, ...]]:
    """The places in the document that a pattern such as ``moves.*`` means."""
    if not where:
        return [()]
    part, _, rest = where.partition(".")
    node = document.get(part) if isinstance(document, dict) else None
    if not rest:
        return [(part,)]
    if isinstance(node, dict):
        return [(part, key) for key in node]
    return [(part, number) for number in range(len(node))] if isinstance(node, list) else []


def _same(path: Path, where: str, there: set[str], wanted: set[str]) -> None:
    for key in sorted(there - wanted):
        raise DataFileError(f"{path}: {where}: {key} is not known.", "See moves.yaml.")
    for key in sorted(wanted - there):
        raise DataFileError(f"{path}: {where}: {key} is missing.", "Add it.")
