"""The phone script: what the caller says, in their own words, one file for each purpose.

The questions it is built by are data (``scenarios/script.yaml``); the scripts are the caller's
(``scripts/PURPOSE.yaml`` in the data folder), who may write them by hand as well.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from voicecoach.assets import scenarios
from voicecoach.data_files import changing, line_of, load, load_own, parse
from voicecoach.errors import DataFileError, VoiceCoachError

FOLDER, FIRST = "scripts", "calls"
STEPS_FILE = "script.yaml"
LONGEST = 800
"""Characters of one line: about a minute of speech."""
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
Cue = Literal["full", "keywords", "hidden"]
FADES: tuple[Cue, ...] = ("full", "keywords", "hidden")
"""How much of the script stands beside a call, from all of it to nothing."""
FEWEST, KEYWORDS = 2, 5
"""Words of a line on a card of keywords; with fewer telling ones any longer word is one."""
_WORD = re.compile(r"[^\W_](?:['’]?[^\W_])*")

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Kind(_Strict):
    """One kind of parting question.

    Attributes:
        move: what it makes.
        title: in words.
        wordings: recommended ones.
    """

    move: str
    title: str
    wordings: tuple[str, ...]


class Step(_Strict):
    """One line of a script, and how it is asked for.

    Attributes:
        key: names the line in the caller's file.
        title, question: for the sheet, and for the caller.
        situation, contact: what the line answers.
        wants: moves of which it should make one.
        seconds: longer is too long.
        wordings: recommended ones.
        kinds: of which the caller picks; empty but for the parting questions.
        most: so many lines of this step at most.
    """

    key: str
    title: str
    question: str
    situation: str
    contact: str
    wants: tuple[str, ...]
    seconds: float
    wordings: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    most: int = 1


class Steps(_Strict):
    """The whole data file.

    Attributes:
        likely: situation of the "no" that is expected of somebody unknown.
        everyday: words that are no keywords.
    """

    steps: tuple[Step, ...]
    likely: str
    everyday: str

    def get(self, key: str) -> Step:
        """One step.

        Raises:
            VoiceCoachError: there is none of that key.
        """
        for step in self.steps:
            if step.key == key:
                return step
        known = ", ".join(step.key for step in self.steps)
        raise VoiceCoachError(f"A script has no line {key!r}.", f"Its lines: {known}.")


class Parting(_Strict):
    """A parting question.

    Attributes:
        kind: the move it makes; empty where it is none of the kinds of the advice.
        say: in the caller's words.
    """

    kind: str = ""
    say: Line


class Script(_Strict):
    """What the caller says.

    Attributes:
        lines: by key of the step.
        parting: the questions at the end.
    """

    lines: dict[str, Line] = Field(default_factory=dict)
    parting: tuple[Parting, ...] = Field(default=(), max_length=6)


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a script with what it is for.

    Attributes:
        move: the move that it makes by the caller's choice; empty: as its words say.
    """

    step: Step
    text: str
    move: str = ""


@cache
def load_steps() -> Steps:
    """How a script is built.

    Raises:
        AssetError: the installation is incomplete.
        DataFileError: the file is malformed.
    """
    return load(scenarios() / STEPS_FILE, Steps)


def purposes(folder: Path) -> list[str]:
    """Of the scripts in a data folder, the first one first."""
    try:
        names = os.listdir(folder / FOLDER)
    except OSError:
        return []
    found = [name.removesuffix(".yaml") for name in names if name.endswith(".yaml")]
    return sorted((name for name in found if NAME.fullmatch(name)), key=lambda n: (n != FIRST, n))


def script_file(folder: Path, purpose: str) -> Path:
    """Where a script lies.

    Raises:
        VoiceCoachError: the purpose is no name for a file.
    """
    if not NAME.fullmatch(purpose):
        raise VoiceCoachError(
            f"{purpose!r} cannot be the name of a script.",
            "Use small letters, digits and hyphens: interviews, old-friends.",
        )
    return folder / FOLDER / f"{purpose}.yaml"


def load_script(folder: Path, purpose: str = FIRST) -> Script:
    """A script; empty where there is none of that purpose.

    Raises:
        DataFileError: the file is malformed; file, line and field are named.
        VoiceCoachError: the purpose is no name for a file.
    """
    path = script_file(folder, purpose)
    script = load_own(path, Script)
    _check(path, script)
    return script


def existing(folder: Path, purpose: str) -> Script:
    """A script that must be there.

    Raises:
        VoiceCoachError: there is none of that purpose.
        DataFileError: the file is malformed.
    """
    if not script_file(folder, purpose).exists():
        known = purposes(folder)
        todo = f"There are: {', '.join(known)}." if known else "Make one: voicecoach script build"
        raise VoiceCoachError(f"There is no script {purpose!r}.", todo)
    return load_script(folder, purpose)


def keep_line(folder: Path, purpose: str, said: Said, place: int = 0) -> None:
    """Keep one line of a script; an empty text is forgotten.

    Args:
        folder: the data folder.
        purpose: of the script.
        said: the line.
        place: which of the step's lines it is, from 0; the others stay.

    Raises:
        DataFileError: the file is malformed.
        StorageError: it cannot be written.
    """
    text = " ".join(said.text.split())
    with changing(script_file(folder, purpose), Script) as document:
        if said.step.kinds:
            _put_parting(document, place, said.move, text)
        else:
            _put_line(document, said.step.key, text)


def cut_parting(folder: Path, purpose: str, count: int) -> None:
    """Keep the first ``count`` parting questions.

    Raises:
        DataFileError: the file is malformed.
        StorageError: it cannot be written.
    """
    with changing(script_file(folder, purpose), Script) as document:
        if len(document.get("parting") or ()) > count:
            del document["parting"][count:]


def said(script: Script, steps: Steps) -> list[Said]:
    """All lines in the order of a call."""
    found: list[Said] = []
    for step in steps.steps:
        if step.kinds:
            found += [Said(step, each.say, each.kind) for each in script.parting if each.say]
        elif text := script.lines.get(step.key):
            found.append(Said(step, text))
    return found


def cue_card(lines: list[Said], cue: Cue, steps: Steps) -> list[tuple[str, str]]:
    """What stands beside a call: title and words of each line; nothing where it is hidden."""
    if cue == "hidden":
        return []
    return [
        (line.step.title, line.text if cue == "full" else keywords(line.text, steps.everyday))
        for line in lines
    ]


def keywords(text: str, everyday: str) -> str:
    """The telling words of a line, in their order."""
    known = set(everyday.split())
    words = [word for word in _WORD.findall(text) if word.lower().replace("’", "'") not in known]
    told = list(dict.fromkeys(words))
    if len(told) < FEWEST:
        told = list(dict.fromkeys(word for word in _WORD.findall(text) if len(word) > 3)) or words
    return " · ".join(told[:KEYWORDS])


def _put_line(document: Any, key: str, text: str) -> None:
    if not text:
        (document.get("lines") or {}).pop(key, None)
        return
    if not document.get("lines"):
        document["lines"] = {}
    document["lines"][key] = text


def _put_parting(document: Any, place: int, kind: str, text: str) -> None:
    if not document.get("parting"):
        document["parting"] = []
    questions = document["parting"]
    if not text:
        del questions[place : place + 1]
    elif place < len(questions):
        questions[place]["kind"], questions[place]["say"] = kind, text
    else:
        questions.append({"kind": kind, "say": text})


def _check(path: Path, script: Script) -> None:
    """Lines and kinds that there are, so that a slip of the pen is not lost unseen."""
    for where, problem in _problems(script, load_steps()):
        raise DataFileError(f"{path}:{line_of(parse(path), where)}: {problem}")


def _problems(script: Script, steps: Steps) -> Iterator[tuple[tuple[str | int, ...], str]]:
    keys = [step.key for step in steps.steps if not step.kinds]
    kinds = [kind.move for step in steps.steps for kind in step.kinds]
    for key in script.lines:
        if key not in keys:
            yield ("lines", key), f"there is no line {key!r}; there are: {', '.join(keys)}."
    for number, each in enumerate(script.parting):
        if each.kind and each.kind not in kinds:
            place = ("parting", number, "kind")
            yield place, f"there is no kind {each.kind!r}; there are: {', '.join(kinds)}."
