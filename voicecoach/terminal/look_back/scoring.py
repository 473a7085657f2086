"""Shows ``voicecoach score``: a card, one JSON object, or one a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from voicecoach import settings as settings_module
from voicecoach.app.prepare.own_words import load_own_words, scorer_for
from voicecoach.errors import DataFileError, VoiceCoachError
from voicecoach.scoring.rows import row
from voicecoach.scoring.scorer import Scorer
from voicecoach.terminal.text.card import verdict_lines
from voicecoach.terminal.text.out import put

FIELDS = ("id", "situation", "contact", "reply")


def print_card(situation: str, contact: str, reply: str) -> None:
    """Judge a reply for people."""
    scorer = _load()
    for line in verdict_lines(scorer.judge(situation, contact, reply), scorer.advice):
        put(line)


def print_json(situation: str, contact: str, reply: str) -> None:
    """Judge a reply for programs."""
    judged = row("", _load().judge(situation, contact, reply))
    judged.pop("id")
    put(json.dumps(judged, ensure_ascii=_only_ascii(), indent=1))


def score_rows(source: str) -> None:
    """Judge every row of a JSONL file.

    Args:
        source: its path; ``-``: standard input.

    Raises:
        DataFileError: it cannot be read, or a row is malformed (its line is named); rows
            before it were judged.
    """
    scorer = _load()
    with _opened(source) as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                judged = _judge(scorer, line, f"{source}:{number}")
                print(json.dumps(judged, ensure_ascii=_only_ascii()))


def _only_ascii() -> bool:
    """Whether other characters have to be escaped: a code page lacks some, and none may be lost."""
    return not (sys.stdout.encoding or "").lower().startswith("utf")


def _load() -> Scorer:
    """The scorer with the caller's own wordings."""
    return scorer_for(load_own_words(settings_module.load().data_folder))()


@contextmanager
def _opened(source: str) -> Iterator[TextIO]:
    if source == "-":
        yield sys.stdin
        return
    try:
        with open(source, encoding="utf-8-sig") as file:
            yield file
    except OSError as error:
        raise DataFileError(f"{source}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise DataFileError(f"{source}: not UTF-8 text.", "Save it as UTF-8.") from None


def _judge(scorer: Scorer, line: str, where: str) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except ValueError as error:
        raise DataFileError(f"{where}: not a JSON object: {error}.") from None
    if not isinstance(read, dict):
        raise DataFileError(f"{where}: expected a JSON object, got {type(read).__name__}.")
    for name in FIELDS:
        if name not in read:
            raise DataFileError(f"{where}: the field {name} is missing.")
        if name != "id" and not isinstance(read[name], str):
            raise DataFileError(f"{where}: the field {name} must be text.")
    try:
        verdict = scorer.judge(read["situation"], read["contact"], read["reply"])
    except VoiceCoachError as error:
        raise DataFileError(f"{where}: {error.what}", error.todo) from None
    return row(read["id"], verdict)
