"""What kinds of calls there are, what can come of one, and the goals of a week: data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from voicecoach import data_files
from voicecoach.errors import VoiceCoachError

FILE = "week.yaml"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of call.

    Attributes:
        key: as typed on the command line.
        name: what it is about, for people.
        worth: how much such a call is worth beside others; only the order counts.
        goal: the week's goal it serves; empty: none.
        target: how many such calls the week wants; 0: all there are.
        likely: keys of the situations to expect, the likeliest first.
    """

    key: str
    name: str
    worth: int
    goal: str = ""
    target: int = 0
    likely: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What can come of a call.

    Attributes:
        key: as typed on the command line.
        name: in words.
        days: after how many days to call again.
        then: key of the kind of call that will be; empty: the same kind.
        names: somebody was named.
        again: nobody was spoken to; the call is still to be held.
    """

    key: str
    name: str
    days: int
    then: str = ""
    names: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """All of it by key, in the order of the file.

    Attributes:
        met_half: days after which an objection that was met counts half for the deck.
        closed: situations after which nobody is called again.
        given: kind of the call to somebody whose name was given.
        waiting: kind of the calls to those the caller waits on.
        usual: kind of any other call.
    """

    kinds: Mapping[str, Kind]
    outcomes: Mapping[str, Outcome]
    closed: tuple[str, ...]
    met_half: int
    given: str
    waiting: str
    usual: str

    def kind(self, key: str) -> Kind:
        """One kind.

        Raises:
            VoiceCoachError: there is none of that key.
        """
        return _one(key, self.kinds, "kind of call")

    def outcome(self, key: str) -> Outcome:
        """One outcome.

        Raises:
            VoiceCoachError: there is none of that key.
        """
        return _one(key, self.outcomes, "outcome")


@dataclass(frozen=True, slots=True)
class _File:
    kinds: tuple[Kind, ...]
    outcomes: tuple[Outcome, ...]
    closed: tuple[str, ...]
    met_half: int
    given: str
    waiting: str
    usual: str


def load_book(path: Path) -> Book:
    """The file's content.

    Raises:
        DataFileError: malformed.
    """
    read = data_files.load(path, _File)
    return Book(
        {kind.key: kind for kind in read.kinds},
        {outcome.key: outcome for outcome in read.outcomes},
        read.closed,
        read.met_half,
        read.given,
        read.waiting,
        read.usual,
    )


def _one(key: str, known: Mapping[str, T], what: str) -> T:
    if key in known:
        return known[key]
    near = get_close_matches(key, list(known), n=1)
    todo = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
    raise VoiceCoachError(f"There is no {what} {key!r}.", todo)
