"""The deck as files: JSON without loss, and CSV that Anki imports. Pure texts in and out."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from voicecoach.domain.deck import DrillRecord, Review, decode_drill, decode_review, encode
from voicecoach.errors import DataFileError

FORMAT = 1
HEADERS = ("#separator:Comma", "#html:true", "#columns:Front,Back,Tags", "#tags column:3")
"""Anki reads these first lines: how fields are parted, that breaks are HTML, which is which."""


@dataclass(frozen=True, slots=True)
class Note:
    """One card for Anki.

    Attributes:
        front: what the contact says.
        back: a good answer.
        tags: keys without spaces.
    """

    front: str
    back: str
    tags: tuple[str, ...]


def to_json(log: Iterable[Review], held: Iterable[DrillRecord]) -> str:
    """The whole log; ``from_json`` gives the same back."""
    values = {
        "format": FORMAT,
        "reviews": [encode(one) for one in log],
        "drills": [encode(one) for one in held],
    }
    return json.dumps(values, indent=1, ensure_ascii=False) + "\n"


def from_json(text: str, shown: str) -> tuple[list[Review], list[DrillRecord]]:
    """What ``to_json`` wrote.

    Args:
        text: of the file.
        shown: how messages name the file.

    Raises:
        DataFileError: it is no such file, or comes from a newer program.
    """
    try:
        values: Any = json.loads(text)
        if not isinstance(values, dict) or not isinstance(values["format"], int):
            raise _no_deck(shown)
        if values["format"] > FORMAT:
            raise DataFileError(f"{shown} was made by a newer voicecoach.", "Update voicecoach.")
        reviews = [decode_review(one) for one in values["reviews"]]
        return reviews, [decode_drill(one) for one in values["drills"]]
    except (ValueError, KeyError, TypeError) as error:  # pydantic's errors are ValueErrors
        raise _no_deck(shown) from error


def _no_deck(shown: str) -> DataFileError:
    return DataFileError(
        f"{shown} is no deck of voicecoach.", "Make one with: voicecoach deck export deck.json"
    )


def to_csv(notes: Sequence[Note]) -> str:
    """One row a card, for Anki's import: no byte-order mark, markup escaped, breaks as <br>."""
    out = io.StringIO()
    out.write("".join(f"{header}\n" for header in HEADERS))
    rows = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for note in notes:
        rows.writerow([_field(note.front), _field(note.back), " ".join(note.tags)])
    return out.getvalue()


def _field(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "<br>".join(html.escape(line, quote=False) for line in lines)
