"""Which recognition model hears, and whether it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from voicecoach.errors import ModelError

NEEDED = ("am/final.mdl", "conf/model.conf", "conf/mfcc.conf")
"""Without these libvosk only says "Failed to create a model"."""

WHOLE_GRAPH = ("graph/HCLG.fst",)
PAIR = ("graph/HCLr.fst", "graph/Gr.fst", "graph/disambig_tid.int")
"""A model has one graph, or a pair that is composed while it runs."""

WORDS = "graph/words.txt"
"""Needed where the graph does not hold the words itself."""

IVECTOR = ("final.dubm", "final.mat", "global_cmvn.stats", "online_cmvn.conf", "splice.conf")
"""Needed where there is an ``ivector/final.ie``."""

FST_MAGIC = (2_125_659_606).to_bytes(4, "little")
FST_HAS_OUTPUT_SYMBOLS = 2
"""Of an OpenFst file: how it begins, and the flag that says that it holds its words."""


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
    missing = _missing(folder)
    if missing:
        raise ModelError(
            f"The recognition model in {folder} is broken: {missing} is missing or empty.",
            _hint(folder),
        )


def frame_seconds(folder: Path) -> float:
    """How long a frame of the model is, in s.

    Kaldi's defaults: a step of 10 ms, every step a frame. Official models keep every third
    (``--frame-subsampling-factor=3``), the built-in one keeps all.
    """
    shift = _option(folder / "conf" / "mfcc.conf", "frame-shift", 10.0)
    factor = _option(folder / "conf" / "model.conf", "frame-subsampling-factor", 1.0)
    return shift * factor / 1000


def _option(path: Path, name: str, default: float) -> float:
    """As Kaldi reads it: the last one counts, ``#`` begins a comment, ``_`` is ``-``."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return default
    value = default
    for line in lines:
        key, _, text = line.partition("#")[0].strip().partition("=")
        if key.replace("_", "-") == f"--{name}":
            try:
                value = float(text) or default
            except ValueError:
                continue  # libvosk will refuse the model
    return value


def _missing(folder: Path) -> str:
    """The first missing file; empty if there is none."""
    graph = WHOLE_GRAPH if _there(folder / WHOLE_GRAPH[0]) else PAIR
    needed = [*NEEDED, *graph]
    if graph == PAIR and not any(_there(folder / name) for name in PAIR):
        needed[-len(PAIR) :] = [f"{WHOLE_GRAPH[0]} (or {' and '.join(PAIR[:2])})"]
    if _there(folder / "ivector" / "final.ie"):
        needed += [f"ivector/{name}" for name in IVECTOR]
    if not any(_holds_words(folder / name) for name in (WHOLE_GRAPH[0], PAIR[1])):
        needed.append(WORDS)
    return next((name for name in needed if not _there(folder / name)), "")


def _there(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _holds_words(path: Path) -> bool:
    """Whether an OpenFst file carries its output words (header: fst/fst.h, FstHeader)."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(256)
    if head[:4] != FST_MAGIC:
        return False
    at = 4
    for _ in range(2):  # type of graph, type of weights: each a length and that many letters
        at += 4 + int.from_bytes(head[at : at + 4], "little")
    flags = int.from_bytes(head[at + 4 : at + 8], "little")
    return bool(flags & FST_HAS_OUTPUT_SYMBOLS)


def _hint(folder: Path) -> str:
    inner = [path.parent.parent for path in sorted(folder.glob("*/am/final.mdl"))]
    if inner:
        return f"The model seems to be one folder deeper: {inner[0]}."
    return "Unpack it again, or leave the choice to voicecoach."
