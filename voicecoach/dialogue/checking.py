"""What a coach should know about a scenario file before anybody rehearses with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from voicecoach import data_files
from voicecoach.dialogue import details, loader
from voicecoach.dialogue.lengths import Length, length
from voicecoach.dialogue.misreadings import MAX_SECONDS, misread, seconds
from voicecoach.dialogue.packs import PackFile
from voicecoach.dialogue.problems import Location
from voicecoach.dialogue.rewards import Prescribed, unrewarded
from voicecoach.dialogue.scenario import LineOf, Scenario
from voicecoach.dialogue.wording import spelled, spellings
from voicecoach.domain.advice import Advice
from voicecoach.errors import DataFileError

SAMPLES = {
    "name": "Robin Ames",
    "occupation": "electrician",
    "years": "six",
    "company": "Harbor Foods",
    "industry": "packaging",
    "phone": "five five five, oh one three four",
}
"""One value for each of ``details.KNOWN``, to read the lines with."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend.

    Attributes:
        file: as shown to people.
        line: in the file, from 1.
        words: which field, and what is wrong.
        stops: the scenario cannot be played until it is mended.
    """

    file: str
    line: int
    words: str
    stops: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'error' if self.stops else 'warning'}: {self.words}"


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file.

    Attributes:
        scenario: None if it cannot be read.
        length: of a call; None if it cannot be played.
    """

    file: str
    problems: tuple[Problem, ...]
    scenario: Scenario | None = None
    length: Length | None = None

    @property
    def playable(self) -> bool:
        """Whether it can be rehearsed as it is."""
        return not any(problem.stops for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Standard:
    """What a scenario is checked against.

    Attributes:
        advice: the vocabulary.
        prescribed: the moves that open the door, by situation.
        pieces: keys of the pieces of advice.
    """

    advice: Advice
    prescribed: Prescribed
    pieces: Collection[str]


def check(file: PackFile, standard: Standard) -> Report:
    """Everything that is wrong with one file; never raises for what stands in it."""
    try:
        scenario, document = loader.read(file.path, standard.advice, file.shown)
    except DataFileError as error:
        return Report(file.shown, tuple(_told(error, file.shown)))
    found = [*_details(scenario), *_warnings(scenario, file.shown, standard)]
    problems = sorted(
        (data_files.line_of(document, place), words, stops) for place, words, stops in found
    )
    listed = tuple(Problem(file.shown, line, words, stops) for line, words, stops in problems)
    return Report(file.shown, listed, scenario, length(scenario))


def _told(error: DataFileError, shown: str) -> Iterator[Problem]:
    """The problems that the loader told in words."""
    for words in str(error).split("\n"):
        match = re.match(rf"{re.escape(shown)}:(\d+): (.*)", words)
        line, text = (int(match[1]), match[2]) if match else (1, words)
        yield Problem(shown, line, text.removeprefix(f"{shown}: "), stops=True)


Found = Iterator[tuple[Location, str, bool]]


def _details(scenario: Scenario) -> Found:
    """Details that are unknown, or that leave a hole where they are not known."""
    for place, name, text in _texts(scenario):
        for unknown in sorted(details.names(text) - set(details.KNOWN)):
            known = ", ".join(details.KNOWN)
            yield place, f"{name}: there is no detail {{{unknown}}}; known: {known}", True
        if bad := details.reads_badly(text, SAMPLES):
            yield place, f"{name}: without its details it reads {bad!r}; use [ ] parts", True


def _warnings(scenario: Scenario, shown: str, standard: Standard) -> Found:
    yield from _header(scenario, shown, standard)
    for place, name, text in _texts(scenario):
        spoken = spelled(details.fill(text, SAMPLES), spellings(scenario))
        for words in misread(spoken):
            yield place, f"{name}: {words}", False
        rate = scenario.speaker(str(place[1])).rate
        if (long := seconds(spoken, rate)) > MAX_SECONDS:
            yield place, f"{name}: takes {long:.0f} s to say, over {MAX_SECONDS:.0f} s", False
    for key, line in scenario.lines.items():
        yield from _of_line(key, line)
    for place, words in unrewarded(scenario, standard.advice, standard.prescribed):
        yield place, words, False


def _header(scenario: Scenario, shown: str, standard: Standard) -> Found:
    if scenario.key != PurePosixPath(shown.replace("\\", "/")).stem:
        yield ("key",), f"key: {scenario.key!r} is not the file's name", False
    for position, piece in enumerate(scenario.teaches):
        if piece not in standard.pieces:
            yield ("teaches", position), f"teaches: there is no piece of advice {piece!r}", False
    ends = [line.end for line in scenario.lines.values() if line.end is not None]
    if not any(end.reached for end in ends) and not scenario.goal.moves:
        yield ("goal",), "goal: no ending reaches it, and it names no moves", False
    if len(scenario.goal.moves) < scenario.goal.count and scenario.goal.moves:
        yield ("goal", "count"), "goal.count: larger than the number of moves", False


def _of_line(key: str, line: LineOf) -> Found:
    place: Location = ("lines", key)
    for name in ("says", "warm", "curt", "answers"):
        texts = getattr(line, name)
        if len(set(texts)) < len(texts):
            yield (*place, name), f"lines.{key}.{name}: the same wording stands twice", False
    if line.next and len(line.says) < 2:
        words = f"lines.{key}.says: only one wording; give three, so that two calls differ"
        yield (*place, "says"), words, False
    if line.next and not line.answers:
        yield place, f"lines.{key}: no model answer (answers)", False


def _texts(scenario: Scenario) -> Iterator[tuple[Location, str, str]]:
    """Everything that is heard: (place, name of the field, text)."""
    for key, line in scenario.lines.items():
        for name in ("says", "warm", "curt", "answers"):
            for position, text in enumerate(getattr(line, name)):
                yield ("lines", key, name, position), f"lines.{key}.{name}", text
