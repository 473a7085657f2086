"""Scenario files to scenarios, with exact errors; and which ones come with the program."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from voicecoach import assets, data_files
from voicecoach.dialogue.form import read_form
from voicecoach.dialogue.problems import broken_links
from voicecoach.dialogue.scenario import Scenario
from voicecoach.dialogue.vocabulary import unknown_keys
from voicecoach.domain.advice import Advice
from voicecoach.errors import DataFileError

SUFFIXES = (".yaml", ".yml")


def load(path: Path, advice: Advice | None = None, shown: str = "") -> Scenario:
    """One scenario file.

    Args:
        path: of the file.
        advice: the vocabulary; given, keys that it does not have are errors.
        shown: how messages name the file; empty: its path.

    Raises:
        DataFileError: it cannot be read or does not fit; the message names file, line, field
            and what was expected.
    """
    return read(path, advice, shown)[0]


def read(path: Path, advice: Advice | None = None, shown: str = "") -> tuple[Scenario, Any]:
    """As ``load``, and the parsed document, which knows its lines."""
    document = data_files.parse(path)
    scenario = read_form(document, shown or path)
    found = broken_links(scenario)
    if advice is not None:
        found += unknown_keys(scenario, advice)
    if found:
        places = sorted((data_files.line_of(document, at), what) for at, what in found)
        raise DataFileError("\n".join(f"{shown or path}:{at}: {what}" for at, what in places))
    return scenario, document


def load_builtin(key: str, advice: Advice | None = None) -> Scenario:
    """A scenario that comes with the program.

    Args:
        key: its name.
        advice: as in ``load``.

    Raises:
        DataFileError: there is none of that name; the message names those there are.
    """
    names = available()
    if key not in names:
        near = get_close_matches(key, names, n=1)
        todo = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names)}."
        raise DataFileError(f"There is no scenario {key!r}.", todo)
    return load(builtin_file(key), advice)


def available() -> list[str]:
    """Keys of the scenarios that come with the program, sorted."""
    return sorted(
        path.stem
        for path in _folder().iterdir()
        if path.suffix in SUFFIXES and not path.name.startswith(".")
    )


def builtin_file(key: str) -> Path:
    """Where a scenario of ``available`` is written."""
    return _folder() / f"{key}.yaml"


def _folder() -> Path:
    return assets.scenarios() / "calls"
