"""Shows ``voicecoach transcribe``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from voicecoach import settings as settings_module
from voicecoach.app.parts.building import FileEar, file_ear
from voicecoach.domain.turn import Span
from voicecoach.errors import SoundFileError
from voicecoach.scoring.hearings import doubtful, sounding
from voicecoach.speech.hearing.hear_file import FileHearing
from voicecoach.speech.hearing.second_listener import MISSING
from voicecoach.terminal.text.card import misheard
from voicecoach.terminal.text.out import complain, put, repaints
from voicecoach.terminal.text.tables import safe

DONE, SOME_UNREADABLE = 0, 1
LONG_FILE = 30.0
"""s of sound from which progress is shown."""


def run_transcribe(
    files: list[Path], *, as_json: bool, model: Path | None, second: bool = True
) -> int:
    """Transcribe files one after another.

    Args:
        files: sound files.
        as_json: print one JSON object a file.
        model: folder of the recognition model; None: the chosen or the built-in one.
        second: hear everything twice, where that is installed.

    Returns:
        the exit code: 1 if any file could not be read.

    Raises:
        ModelError: the recognition model is missing or broken.
    """
    settings = settings_module.load()
    ear = file_ear(settings, model, second=second)
    told = _progress if repaints(sys.stderr, plain=settings.plain) else None
    if second and ear.second is None:
        complain(MISSING)
    try:
        read = [_transcribe(path, ear, told, as_json=as_json) for path in files]
    finally:
        ear.close()
    return DONE if all(read) else SOME_UNREADABLE


def _transcribe(
    path: Path, ear: FileEar, told: Callable[[float, float], None] | None, *, as_json: bool
) -> bool:
    try:
        hearing = ear.hear(path, told)
    except SoundFileError as error:
        complain(error)
        return False
    if as_json:
        put(json.dumps(document(hearing), ensure_ascii=False))
    else:
        for line in hearing_lines(hearing):
            put(safe(line))
    return True


def document(hearing: FileHearing) -> dict[str, Any]:
    """One file for ``--json``."""
    unsure = [_timed(hearing, span) for span in doubtful(hearing.transcript, hearing.hearings)]
    return {**hearing.as_json(), "unsure": unsure}


def _timed(hearing: FileHearing, span: Span) -> dict[str, Any]:
    """Words that may have been misheard with their times, s in the file."""
    start, end = sounding(hearing.transcript, span) or (None, None)
    return {"text": span.text, "start": start, "end": end}


def hearing_lines(hearing: FileHearing) -> list[str]:
    """One file for people."""
    heard = [
        f"  {each.text or '(no words)'}  [{each.listener}]" for each in reversed(hearing.hearings)
    ]
    doubts = doubtful(hearing.transcript, hearing.hearings)
    over = f"over at {hearing.ended.at:.1f} s: {hearing.ended.reason}."
    return [
        f"{hearing.file} ({hearing.duration:.1f} s)",
        *heard,
        *([f"  {misheard(span.text for span in doubts)}"] if doubts else []),
        f"  The first reply would have been {over}",
        *(f"  Note: {warning}" for warning in hearing.warnings),
    ]


def _progress(done: float, whole: float) -> None:
    """Shows how far it is (s), in place, on long files."""
    if whole >= LONG_FILE:
        ending = "\n" if done >= whole else ""
        print(f"\r{done:.0f} of {whole:.0f} s", end=ending, file=sys.stderr, flush=True)
