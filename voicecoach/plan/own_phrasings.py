"""The caller's own wordings of moves: they count like the recommended ones, and before them.

Kept as ``phrasings.yaml``, which the caller may write by hand as well.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, RootModel, StringConstraints

from voicecoach.data_files import changing, load_own
from voicecoach.errors import VoiceCoachError

FILE = "phrasings.yaml"
LONGEST = 400


def _with_text(value: Any) -> Any:
    """A wording may be written as a bare text."""
    return {"text": value} if isinstance(value, str) else value


class Wording(BaseModel):
    """One wording.

    Attributes:
        call, turn: where the caller said it and it was not found; empty and 0 if it was typed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]
    call: str = ""
    turn: int = 0

    @property
    def said(self) -> bool:
        """Whether it comes from "I did say it"."""
        return bool(self.call)


class _File(RootModel[dict[str, tuple[Annotated[Wording, BeforeValidator(_with_text)], ...]]]):
    """By key of the move."""


Wordings = dict[str, tuple[Wording, ...]]


def load_wordings(folder: Path) -> Wordings:
    """The caller's wordings by key of the move, the newest last.

    Raises:
        DataFileError: the file is malformed; file, line and field are named.
    """
    return load_own(folder / FILE, _File).root


def add(folder: Path, move: str, wording: Wording) -> bool:
    """Keep a wording.

    Returns:
        False if it was there already.

    Raises:
        DataFileError: the file is malformed.
        StorageError: it cannot be written.
    """
    text = " ".join(wording.text.split())
    with changing(folder / FILE, _File) as document:
        if not document.get(move):
            document[move] = []
        if any(_text(each) == text for each in document[move]):
            return False
        plain: Any = text
        if wording.said:
            plain = {"text": text, "call": wording.call, "turn": str(wording.turn)}
        document[move].append(plain)
    return True


def remove(folder: Path, move: str, text: str) -> Wording:
    """Forget a wording.

    Raises:
        VoiceCoachError: there is no such wording.
        DataFileError: the file is malformed.
        StorageError: it cannot be written.
    """
    text = " ".join(text.split())
    with changing(folder / FILE, _File) as document:
        there = document.get(move) or []
        for place, each in enumerate(there):
            if _text(each).casefold() == text.casefold():
                del there[place]
                if not there:
                    del document[move]
                return Wording.model_validate(_with_text(each))
    raise VoiceCoachError(
        f"There is no wording {text!r} of {move}.", "See which there are: voicecoach phrasings list"
    )


def wording(text: str, call: str = "", turn: int = 0) -> Wording:
    """A wording as it was typed.

    Raises:
        VoiceCoachError: it is empty or far too long.
    """
    text = " ".join(text.split())
    if not any(character.isalnum() for character in text):
        raise VoiceCoachError("A wording needs words.", "Put them in quotes.")
    if len(text) > LONGEST:
        raise VoiceCoachError(f"That wording is longer than {LONGEST} characters.", "Shorten it.")
    return Wording(text=text, call=call, turn=turn)


def known_move(move: str, moves: Collection[str]) -> str:
    """The key of a move as it was typed.

    Raises:
        VoiceCoachError: there is no such move.
    """
    if move not in moves:
        raise VoiceCoachError(f"There is no move {move!r}.", f"There are: {', '.join(moves)}.")
    return move


def _text(each: Any) -> str:
    return str(each if isinstance(each, str) else each["text"])
