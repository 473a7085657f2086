"""Shows ``voicecoach score``: a card, one JSON object, or one a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from voicecoach import settings as settings_module
from voicecoach.app.prepare.own_words import load_own_words, scorer_for
from voicecoach.errors import DataFileError, VoiceCoachError
from voicecoach.scoring.rows import row
from voicecoach.scoring.scorer import Scorer
from voicecoach.terminal.text.card import verdict_lines
from voicecoach.terminal.text.out import put

FIELDS = ("id", "situation", "contact", "reply")
ONE_A_LINE = f'Write one object a line, with {", ".join(FIELDS)}; contact may be "".'


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
def _opened(source: str) -> Iterator[Iterable[str]]:
    if source == "-":
        # Bytes where there are any: rows are UTF-8, whatever the terminal's own encoding is.
        given = getattr(sys.stdin, "buffer", None)
        yield sys.stdin if given is None else _text(given)
        return
    try:
        with open(source, "rb") as file:
            yield _text(file)
    except OSError as error:
        raise DataFileError(
            f"{source}: cannot be read: {error.strerror}.", "Give the path of a file of rows."
        ) from None


def _text(file: Iterable[bytes]) -> Iterator[str]:
    """The lines as text; what is not UTF-8 stays to be seen, so that its line can be named."""
    for number, line in enumerate(file):
        yield line.decode("utf-8-sig" if number == 0 else "utf-8", "surrogateescape")


def _read(line: str, where: str) -> Any:
    """The values of one line; one mark that is no text names the line."""
    try:
        line.encode("utf-8")
        return json.loads(line, parse_constant=_no_number)
    except UnicodeEncodeError:
        raise DataFileError(f"{where}: not UTF-8 text.", "Save the file as UTF-8.") from None
    except (ValueError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise DataFileError(f"{where}: not a JSON object: {why}.", ONE_A_LINE) from None


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _judge(scorer: Scorer, line: str, where: str) -> dict[str, Any]:
    read = _read(line, where)
    if not isinstance(read, dict):
        what = f"{where}: expected a JSON object, got {type(read).__name__}."
        raise DataFileError(what, ONE_A_LINE)
    for name in FIELDS:
        if name not in read:
            raise DataFileError(f"{where}: the field {name} is missing.", ONE_A_LINE)
        if name != "id" and not isinstance(read[name], str):
            todo = 'Put it in double quotes; what is not known is "".'
            raise DataFileError(f"{where}: the field {name} must be text.", todo)
    try:
        verdict = scorer.judge(read["situation"], read["contact"], read["reply"])
    except VoiceCoachError as error:
        raise DataFileError(f"{where}: {error.what}", error.todo) from None
    return row(read["id"], verdict)
