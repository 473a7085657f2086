"""Asks for one sentence said aloud."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from voicecoach.app.parts.dictation import as_meant, as_written, dictation, expected_names
from voicecoach.practice.commands import Scripted
from voicecoach.practice.events import Level, ReplyGiven, YourTurn
from voicecoach.settings import Settings
from voicecoach.terminal.call.screen import meter
from voicecoach.terminal.text.out import put


def dictate(settings: Settings, people: Sequence[str] = ()) -> str:
    """Hear a sentence, show it, and let the caller put it right where somebody can type.

    Args:
        settings: name the devices.
        people: whose names may be said, beside those of the profile.

    Returns:
        the sentence; empty if nothing was understood and nothing typed.

    Raises:
        DeviceError: the microphone cannot be used.
        ModelError: the recognition model is missing or broken.
    """
    heard = meant = ""
    names = expected_names(settings, people)
    for event in dictation(settings, names, Scripted()):
        if isinstance(event, YourTurn):
            put("Say it now; a pause ends it.")
        elif isinstance(event, Level) and sys.stdout.isatty():
            sys.stdout.write(f"\r{meter(event.dbfs, event.elapsed)}")
            sys.stdout.flush()
        elif isinstance(event, ReplyGiven):
            heard, meant = as_written(event.reply, names), as_meant(event.reply, names)
    put(f'\nHeard: "{heard}"' if heard else "\nNothing was understood.")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return heard
    if meant != heard:
        put(f'Or, with the names you told: "{meant}"')
    sys.stdout.write(
        f"Enter if {'the last one' if meant != heard else 'that'} is right, or type it: "
    )
    sys.stdout.flush()
    return sys.stdin.readline().strip() or meant
