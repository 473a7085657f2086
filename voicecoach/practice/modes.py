"""Drill modes: parameter sets in ``drills.yaml``, the program's and the caller's own."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from voicecoach import data_files
from voicecoach.dialogue.scenario import Key, Temper
from voicecoach.domain.advice import Advice
from voicecoach.errors import DataFileError, VoiceCoachError

FILE = "drills.yaml"
LADDER = "ladder"
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Seconds = Annotated[float, Field(ge=1, le=600)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Mode(_Strict):
    """One way to drill; the head of ``scenarios/drills.yaml`` explains each figure."""

    key: Key
    name: Text
    help: Text
    minutes: float = Field(default=10, gt=0, le=120)
    cards: int | None = Field(default=None, ge=1, le=500)
    think: Seconds = 5
    answer: Seconds = 30
    draw: Literal["due", "any"] = "due"
    situations: tuple[Key, ...] = ()
    without: tuple[Key, ...] = ()
    first: tuple[Key, ...] = ()
    moves: tuple[Key, ...] = ()
    temper: Temper = "neutral"
    in_a_row: int = Field(default=1, ge=1, le=6)
    felt: bool = False


class _File(_Strict):
    modes: tuple[Mode, ...]
    ladder: tuple[Key, ...] = ()


class Modes:
    """All modes by key, in the order of the files.

    Args:
        modes: by key.
        ladder: keys of the rungs, the easiest first.
    """

    def __init__(self, modes: dict[str, Mode], ladder: tuple[str, ...]) -> None:
        self.all = modes
        self.ladder = ladder

    def get(self, key: str) -> Mode:
        """One mode.

        Raises:
            VoiceCoachError: there is none of that key; the message names those there are.
        """
        if key in self.all:
            return self.all[key]
        names = [*self.all, LADDER]
        near = get_close_matches(key, names, n=1)
        todo = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names)}."
        raise VoiceCoachError(f"There is no drill {key!r}.", todo)


def load_modes(builtin: Path, own: Path | None, advice: Callable[[], Advice]) -> Modes:
    """The program's modes, then the caller's own, which may replace one of the same key.

    Args:
        builtin: the program's file; its keys are checked by the tests.
        own: the caller's file, which need not be there.
        advice: gives the vocabulary, whose keys a caller's file may name.

    Raises:
        DataFileError: malformed; the message names file, line, field and what was expected.
    """
    read = data_files.load(builtin, _File)
    modes, ladder = {mode.key: mode for mode in read.modes}, read.ladder
    if own is not None and own.exists():
        read = data_files.load(own, _File)
        _check(read, own, advice(), known=set(modes))
        modes |= {mode.key: mode for mode in read.modes}
        ladder = read.ladder or ladder
    return Modes(modes, ladder)


def _check(read: _File, path: Path, advice: Advice, known: set[str]) -> None:
    document = data_files.parse(path)
    wrong: list[tuple[tuple[str | int, ...], str]] = []
    seen: set[str] = set()
    for number, mode in enumerate(read.modes):
        place = ("modes", number)
        if mode.key in seen or mode.key == LADDER:
            wrong.append(((*place, "key"), f"the key {mode.key} is taken"))
        seen.add(mode.key)
        for name, there in (
            ("situations", advice.situations),
            ("without", advice.situations),
            ("first", advice.situations),
            ("moves", advice.moves),
        ):
            for at, key in enumerate(getattr(mode, name)):
                if key not in there:
                    wrong.append(((*place, name, at), f"{name}: {_unknown(key, list(there))}"))
    for at, key in enumerate(read.ladder):
        if key not in seen | known:
            wrong.append((("ladder", at), f"ladder: {_unknown(key, [*seen, *known])}"))
    if wrong:
        lines = sorted((data_files.line_of(document, place), words) for place, words in wrong)
        raise DataFileError("\n".join(f"{path}:{line}: {words}" for line, words in lines))


def _unknown(key: str, there: list[str]) -> str:
    near = get_close_matches(key, there, n=1)
    return f"{key} is not known" + (f"; did you mean {near[0]}?" if near else "")
