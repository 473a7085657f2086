"""The recommended wordings by label, and the caller's own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from voicecoach.errors import DataFileError
from voicecoach.scoring.text import fold

HARMLESS = "none"
"""Label of talk that is neither move nor slip: it competes, but is never found."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One wording of one move or slip.

    Attributes:
        label: key of the move or slip, or ``HARMLESS``.
        text: as shown.
        folded: as compared.
        own: the caller's own wording: it counts by alignment alone.
    """

    label: str
    text: str
    folded: str
    own: bool = False


def load_phrasings(folder: Path, labels: Iterable[str]) -> list[Phrasing]:
    """All wordings in a folder of JSONL files, in the order of the files' names.

    Args:
        folder: holds ``*.jsonl``, one object with label and text a line.
        labels: the keys there are; others are mistakes.

    Raises:
        DataFileError: a file cannot be read or a line is malformed (file and line are named).
    """
    known = {*labels, HARMLESS}
    found: list[Phrasing] = []
    for path in sorted(folder.glob("*.jsonl")):
        if not path.name.startswith("."):
            found += [phrasing for phrasing in _read(path, known) if phrasing.folded]
    return found


def own_phrasings(wordings: Mapping[str, Iterable[str]], labels: Iterable[str]) -> list[Phrasing]:
    """The caller's own wordings, ready to be compared.

    Args:
        wordings: by key of the move.
        labels: the keys there are.

    Raises:
        DataFileError: a key is not known.
    """
    known = set(labels)
    for key in wordings:
        if key not in known:
            raise DataFileError(f"Own wordings: {key!r} is no move or slip.", "See moves.yaml.")
    found = [
        Phrasing(key, text, fold(text), own=True)
        for key, texts in wordings.items()
        for text in texts
    ]
    return [phrasing for phrasing in found if phrasing.folded]


def _read(path: Path, known: set[str]) -> Iterator[Phrasing]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(f"{path}: cannot be read: {error}.") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            label, text = str(row["label"]), str(row["text"])
        except (ValueError, KeyError, TypeError):
            what = f"{path}:{number}: expected one JSON object with label and text."
            raise DataFileError(what) from None
        if label not in known:
            raise DataFileError(f"{path}:{number}: {label!r} is no move or slip.")
        yield Phrasing(label, text, fold(text))
