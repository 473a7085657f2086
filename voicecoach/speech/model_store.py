"""Which recognition model hears, and whether it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from voicecoach.errors import ModelError

NEEDED = ("am/final.mdl", "conf/model.conf")
"""Without these libvosk only says "Failed to create a model"."""

GRAPHS = (("graph/HCLG.fst",), ("graph/HCLr.fst", "graph/Gr.fst"))
"""A model has one graph or a pair that is composed while it runs."""


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A model that can be loaded.

    Attributes:
        folder: where it is.
        builtin: it is the one that comes with the program.
    """

    folder: Path
    builtin: bool


def choose(builtin: Path, *wanted: Path | None) -> FoundModel:
    """The first of ``wanted`` that is given, else the built-in one.

    Args:
        builtin: folder of the built-in model.
        wanted: folders by falling priority: the option, the environment, the settings.

    Raises:
        ModelError: the chosen folder is no whole model; the missing file is named.
    """
    folder = next((path for path in wanted if path is not None), builtin)
    check(folder)
    return FoundModel(folder, folder.resolve() == builtin.resolve())


def check(folder: Path) -> None:
    """Make sure that a folder holds a Vosk model.

    Raises:
        ModelError: it does not; the message names the missing file.
    """
    if not folder.is_dir():
        raise ModelError(
            f"There is no recognition model in {folder}.",
            "Give the folder of an unpacked Vosk model.",
        )
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if not any(all((folder / name).is_file() for name in graph) for graph in GRAPHS):
        missing.append(" or ".join(" and ".join(graph) for graph in GRAPHS))
    if missing:
        raise ModelError(
            f"The recognition model in {folder} is broken: {missing[0]} is missing.",
            "Unpack it again, or leave the choice to voicecoach.",
        )
