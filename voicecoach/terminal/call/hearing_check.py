"""The hearing check in a terminal: what to read, how loud it is, what was found."""

from __future__ import annotations

import sys
from pathlib import Path

from voicecoach.app.rehearse import hearing_check
from voicecoach.errors import StorageError
from voicecoach.practice.commands import Scripted
from voicecoach.practice.events import Level
from voicecoach.practice.hearing_check import Checked, ReadAloud
from voicecoach.settings import Settings
from voicecoach.terminal.call.screen import meter
from voicecoach.terminal.text.out import put, repaints


def run_check(settings: Settings, model: Path | None = None, *, second: bool = True) -> Checked:
    """Hold the check and keep what it found.

    Args:
        settings: name the devices.
        model: folder of the recognition model; None: the chosen or the built-in one.
        second: with the second listener.

    Raises:
        DeviceError: microphone or loudspeaker cannot be used.
        ModelError: the model is missing or broken.
    """
    moving = repaints(sys.stdout, plain=settings.plain)
    put("The hearing check. A second of quiet, please; you will hear a tone.")
    with hearing_check.checking(settings, model, second=second) as (name, check):
        for event in check(Scripted()):
            if isinstance(event, ReadAloud):
                put(f'Now read this aloud: "{event.sentence}"')
            elif isinstance(event, Level):
                _show_level(event, moving=moving)
            else:
                _keep(settings, name, event, moving=moving)
                return event
    raise AssertionError("a check ends with what it found")


def found_lines(found: Checked) -> list[str]:
    """What was found, in words."""
    lines = [f'{heard.listener} heard: "{heard.text}"' for heard in found.hearings]
    lines += [f"! {fault.what} {fault.todo}" for fault in found.faults]
    lines.append(f"{found.understood:.0%} of the words were understood.")
    if found.reliable:
        lines.append("That is good enough: scores can be trusted.")
    else:
        lines.append("That is too little: a score on words that were not heard is worth nothing.")
    return lines


def _show_level(event: Level, *, moving: bool) -> None:
    if moving:
        sys.stdout.write(f"\r{meter(event.dbfs, event.elapsed)}")
        sys.stdout.flush()


def _keep(settings: Settings, name: str, found: Checked, *, moving: bool) -> None:
    if moving:
        put("")
    for line in found_lines(found):
        put(line)
    try:
        hearing_check.remember(settings, name, found)
    except StorageError as error:
        put(str(error))
