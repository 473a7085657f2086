"""Who the caller is: fills ``{company}`` and the like, and says which names to expect.

Kept as ``profile.yaml``, which the caller may write by hand as well.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from voicecoach.data_files import changing, load_own
from voicecoach.errors import VoiceCoachError

FILE = "profile.yaml"
LONGEST = 200
"""Characters of one answer; it is to be said in one breath."""
KEYS: Mapping[str, str] = {
    "name": "Your name",
    "occupation": "What you do, e.g. electrician",
    "years": "For how many years, e.g. six",
    "looking_for": "What you look for, e.g. a place in maintenance",
    "phone": "Your telephone number",
    "companies": "Companies you would like to work for, with commas between",
    "industry": "The trade or industry you look at",
    "say": "Names that are read aloud wrongly, e.g. Nguyen=win, Siobhan=shivawn",
}
"""What can be told, in the order of asking, each with its question."""

Told = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]


class Profile(BaseModel):
    """What the caller told of themselves; everything may be missing.

    Attributes:
        companies: target companies, the first one is used where one is needed.
        say: how a word or name is spelled for the voice.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Told = ""
    occupation: Told = ""
    years: Told = ""
    looking_for: Told = ""
    phone: Told = ""
    companies: tuple[Told, ...] = Field(default=(), max_length=40)
    industry: Told = ""
    say: dict[Told, Told] = Field(default_factory=dict)

    @property
    def details(self) -> dict[str, str]:
        """What fills a line's placeholders; unknown ones are left out."""
        known = {
            "name": self.name,
            "occupation": self.occupation,
            "years": self.years,
            "company": next(iter(self.companies), ""),
            "industry": self.industry,
            "phone": self.phone,
        }
        return {key: value for key, value in known.items() if value}

    @property
    def names(self) -> list[str]:
        """Names a listener should expect."""
        return [name for name in dict.fromkeys((self.name, *self.companies, *self.say)) if name]

    def told(self, key: str) -> str:
        """One answer as it was typed."""
        value = getattr(self, key)
        if isinstance(value, dict):
            return ", ".join(f"{word}={sound}" for word, sound in value.items())
        return ", ".join(value) if isinstance(value, tuple) else str(value)


def load_profile(folder: Path) -> Profile:
    """The profile in a data folder; empty where nothing was told yet.

    Raises:
        DataFileError: the file is malformed; file, line and field are named.
    """
    return load_own(folder / FILE, Profile)


def tell(folder: Path, answers: Mapping[str, str]) -> Profile:
    """Keep answers as typed; an empty one is forgotten.

    Args:
        folder: the data folder.
        answers: by key.

    Raises:
        VoiceCoachError: there is no such key, or an answer is not as it should be.
        DataFileError: the file is malformed.
        StorageError: it cannot be written.
    """
    values = {key: _value(key, text) for key, text in answers.items()}
    with changing(folder / FILE, Profile) as document:
        for key, value in values.items():
            if value:
                document[key] = value
            else:
                document.pop(key, None)
    return load_profile(folder)


def _value(key: str, text: str) -> str | list[str] | dict[str, str]:
    if key not in KEYS:
        near = difflib.get_close_matches(key, KEYS, 1)
        todo = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(KEYS)}."
        raise VoiceCoachError(f"There is no {key!r} in a profile.", todo)
    text = " ".join(text.split())
    if len(text) > LONGEST and key not in ("companies", "say"):
        raise VoiceCoachError(f"That is too long for {key}.", f"At most {LONGEST} characters.")
    if key == "companies":
        return _several(text)
    if key == "say":
        pairs = [part.partition("=") for part in _several(text)]
        if not all(word.strip() and sound.strip() for word, _, sound in pairs):
            what = "Names are told with how they sound."
            raise VoiceCoachError(what, "For example: voicecoach profile set say Nguyen=win")
        return {word.strip(): sound.strip() for word, _, sound in pairs}
    return text


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
