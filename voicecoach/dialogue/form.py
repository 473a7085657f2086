"""A parsed scenario file to a ``Scenario``, with errors a coach understands: line, field, what."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from voicecoach import data_files
from voicecoach.dialogue.problems import Location
from voicecoach.dialogue.scenario import (
    Branch,
    Condition,
    End,
    Goal,
    LineOf,
    Persona,
    Scenario,
)
from voicecoach.errors import DataFileError

_WORDS = {
    "missing": "is missing",
    "string_type": "expected text, found {found}; put quotes round it",
    "string_too_long": "longer than {max_length} characters",
    "string_too_short": "is empty",
    "too_short": "is empty",
    "string_pattern_mismatch": "expected small letters, digits and hyphens, found {found!r}",
    "tuple_type": "expected a list (a line of its own for each, beginning with -)",
    "model_type": "expected fields (name: value)",
    "dict_type": "expected fields (name: value)",
}
"""What to say for a pydantic error of that type; others keep pydantic's own words."""


def read_form(document: Any, shown: Path | str) -> Scenario:
    """The scenario in a parsed file.

    Args:
        document: as ``data_files.parse`` gives it.
        shown: how messages name the file.

    Raises:
        DataFileError: it does not fit; one line of the message for each mistake.
    """
    try:
        return Scenario.model_validate(document)
    except ValidationError as error:
        found = sorted(
            (data_files.line_of(document, problem["loc"]), _in_words(problem))
            for problem in _own([dict(problem) for problem in error.errors()])
        )
        lines = [f"{shown}:{line}: {words}" for line, words in dict.fromkeys(found)]
        raise DataFileError("\n".join(lines)) from None


def _own(problems: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without "is empty" for a list whose items are wrong, which pydantic adds."""
    places = [problem["loc"] for problem in problems]
    return [
        problem
        for problem in problems
        if problem["type"] != "too_short"
        or not any(place[:-1] == problem["loc"] for place in places)
    ]


def _in_words(problem: dict[str, Any]) -> str:
    place: Location = problem["loc"]
    name = ".".join(str(part) for part in place) or "file"
    if problem["type"] == "extra_forbidden":
        return f"{name}: unknown field{_meant(place)}"
    words = _WORDS.get(problem["type"])
    if words is not None:
        return f"{name}: " + words.format(found=problem["input"], **problem.get("ctx", {}))
    message: str = problem["msg"]
    return f"{name}: {message[0].lower()}{message[1:]}"


def _meant(place: Location) -> str:
    fields = list(_model_at(place[:-1]).model_fields)
    near = get_close_matches(str(place[-1]), fields, n=1)
    return f"; did you mean {near[0]}?" if near else f"; known here: {', '.join(fields)}"


def _model_at(place: Location) -> type[BaseModel]:
    """Which part of a scenario stands at a place of the file."""
    if place and place[-1] == "when":
        return Condition
    if place and place[-1] == "end":
        return End
    if len(place) > 1 and place[-2] in ("next", "always"):
        return Branch
    tops: dict[str | int, type[BaseModel]] = {
        "contact": Persona,
        "speakers": Persona,
        "goal": Goal,
        "lines": LineOf,
    }
    return tops.get(place[0], Scenario) if place else Scenario
