"""Shows ``voicecoach doctor``."""

from __future__ import annotations

import json
from dataclasses import asdict

from voicecoach import settings as settings_module
from voicecoach.app.upkeep.doctor import Part, examine
from voicecoach.terminal.call.hearing_check import run_check
from voicecoach.terminal.text.out import put

DONE, SOMETHING_WRONG = 0, 1


def run_doctor(*, as_json: bool, speak: bool) -> int:
    """Examine every part; with ``speak`` hold the hearing check first.

    Returns:
        the exit code: 1 if something that a call needs does not work.

    Raises:
        VoiceCoachError: the check cannot be held.
    """
    settings = settings_module.load()
    if speak:
        run_check(settings)
    parts = examine(settings)
    if as_json:
        put(json.dumps([asdict(part) for part in parts], ensure_ascii=False, indent=1))
    else:
        for part in parts:
            _show(part)
    return DONE if all(part.ok or part.optional for part in parts) else SOMETHING_WRONG


def _show(part: Part) -> None:
    state = "OK" if part.ok else "--" if part.optional else "!!"
    put(f"{state} {part.name}: {part.says}")
    if part.todo:
        put(f"   {part.todo}")
