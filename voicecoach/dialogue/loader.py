"""Scenario files to scenarios, with exact errors; and which ones come with the program."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from voicecoach import assets, data_files
from voicecoach.dialogue.problems import broken_links
from voicecoach.dialogue.scenario import Scenario
from voicecoach.errors import DataFileError

SUFFIXES = (".yaml", ".yml")


def load(path: Path) -> Scenario:
    """One scenario file.

    Raises:
        DataFileError: it cannot be read or does not fit; the message names file, line, field
            and what was expected.
    """
    scenario = data_files.load(path, Scenario)
    links = broken_links(scenario)
    if links:
        document = data_files.parse(path)
        raise DataFileError(
            "\n".join(f"{path}:{data_files.line_of(document, at)}: {what}" for at, what in links)
        )
    return scenario


def load_builtin(key: str) -> Scenario:
    """A scenario that comes with the program.

    Raises:
        DataFileError: there is none of that name; the message names those there are.
    """
    names = available()
    if key not in names:
        near = get_close_matches(key, names, n=1)
        todo = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names)}."
        raise DataFileError(f"There is no scenario {key!r}.", todo)
    return load(_folder() / f"{key}.yaml")


def available() -> list[str]:
    """Keys of the scenarios that come with the program, sorted."""
    return sorted(
        path.stem
        for path in _folder().iterdir()
        if path.suffix in SUFFIXES and not path.name.startswith(".")
    )


def _folder() -> Path:
    return assets.scenarios() / "calls"
