"""If-then cards: "if they say ... I say ...", in the caller's own words.

Kept as ``if-then.yaml``, which the caller may write by hand as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from voicecoach.data_files import changing, load_own
from voicecoach.errors import VoiceCoachError

FILE = "if-then.yaml"
SCENARIO = "if-then"
"""Key of the call that the cards make up in the deck."""
LONGEST = 400
"""Characters of either side, as of a line of a call."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]


class IfThen(BaseModel):
    """One card.

    Attributes:
        situation: key of what they say, so that the answer can be judged.
        they_say: in the words the caller expects.
        i_say: in the caller's words.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    situation: Key
    they_say: Text
    i_say: Text


class _Cards(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    cards: dict[Key, IfThen] = Field(default_factory=dict, max_length=200)


@dataclass(frozen=True, slots=True)
class Added:
    """A card that was kept, and whether it took the place of one."""

    key: str
    replaced: bool


def card(situation: str, they_say: str, i_say: str) -> IfThen:
    """A card as it was typed.

    Raises:
        VoiceCoachError: a side is empty or too long.
    """
    they_say, i_say = " ".join(they_say.split()), " ".join(i_say.split())
    for text in (they_say, i_say):
        if not any(character.isalnum() for character in text) or len(text) > LONGEST:
            what = f"A card needs words on both sides, at most {LONGEST} characters each."
            raise VoiceCoachError(
                what, 'For example: voicecoach if-then add "No." "I see. Who ..."'
            )
    return IfThen(situation=situation, they_say=they_say, i_say=i_say)


def load_if_then(folder: Path) -> dict[str, IfThen]:
    """The cards in a data folder, by key, in the order of the file.

    Raises:
        DataFileError: the file is malformed; file, line and field are named.
    """
    return load_own(folder / FILE, _Cards).cards


def add(folder: Path, card: IfThen) -> Added:
    """Keep a card; one whose objection is worded the same is replaced.

    Raises:
        DataFileError: the file is malformed.
        StorageError: it cannot be written.
    """
    with changing(folder / FILE, _Cards) as document:
        if not document.get("cards"):
            document["cards"] = {}
        cards = document["cards"]
        same = [
            key for key, each in cards.items() if _plain(each["they_say"]) == _plain(card.they_say)
        ]
        key = same[0] if same else _free(card.situation, cards)
        cards[key] = card.model_dump()
    return Added(key, bool(same))


def remove(folder: Path, key: str) -> IfThen:
    """Forget a card.

    Raises:
        VoiceCoachError: there is none of that key.
        DataFileError: the file is malformed.
        StorageError: it cannot be written.
    """
    cards = load_if_then(folder)
    if key not in cards:
        known = f"There are: {', '.join(cards)}." if cards else "There are none yet."
        raise VoiceCoachError(f"There is no if-then card {key!r}.", known)
    with changing(folder / FILE, _Cards) as document:
        document["cards"].pop(key, None)
    return cards[key]


def _free(situation: str, taken: dict[str, object]) -> str:
    number = 1
    while (key := situation if number == 1 else f"{situation}-{number}") in taken:
        number += 1
    return key


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!?\"'“”")
