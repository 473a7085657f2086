"""Asks for one sentence said aloud."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from voicecoach.app.parts.dictation import as_meant, as_written, dictation, expected_names
from voicecoach.errors import DeviceError
from voicecoach.practice.commands import Scripted
from voicecoach.practice.events import Level, ReplyGiven, YourTurn
from voicecoach.settings import Settings
from voicecoach.terminal.call.screen import meter
from voicecoach.terminal.text.out import put, repaints


def dictate(settings: Settings, people: Mapping[str, str] | None = None) -> str:
    """Hear a sentence, show it, and let the caller put it right where somebody can type.

    With no microphone it is typed there: what was told before must not be lost for that.

    Args:
        settings: name the devices.
        people: how the names sound that may be said, beside those of the profile.

    Returns:
        the sentence; empty if nothing was understood and nothing typed.

    Raises:
        DeviceError: the microphone cannot be used, and nobody can type.
        ModelError: the recognition model is missing or broken.
    """
    names = expected_names(settings, people or {})
    asks = sys.stdin.isatty() and sys.stdout.isatty()
    try:
        heard, meant = _hear(settings, names)
    except DeviceError as error:
        if not asks:
            raise
        return _typed(f"{error}\nType it instead: ")
    put(f'\nHeard: "{heard}"' if heard else "\nNothing was understood.")
    if not asks:
        return heard
    if not heard:
        return _typed("Type it instead (Enter: nothing): ")
    if meant != heard:
        put(f'Or, with the names you told: "{meant}"')
    which = "the last one" if meant != heard else "that"
    return _typed(f"Enter if {which} is right, or type it: ") or meant


def _typed(question: str) -> str:
    sys.stdout.write(question)
    sys.stdout.flush()
    return sys.stdin.readline().strip()


def _hear(settings: Settings, names: Mapping[str, str]) -> tuple[str, str]:
    """What was heard as people write it, and with names for what sounds like them."""
    heard = meant = ""
    moving = repaints(sys.stdout, plain=settings.plain)
    for event in dictation(settings, list(names), Scripted()):
        if isinstance(event, YourTurn):
            put("Say it now; a pause ends it.")
        elif isinstance(event, Level) and moving:
            sys.stdout.write(f"\r{meter(event.dbfs, event.elapsed)}")
            sys.stdout.flush()
        elif isinstance(event, ReplyGiven):
            heard, meant = as_written(event.reply, names), as_meant(event.reply, names)
    return heard, meant
