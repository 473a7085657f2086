"""Asks for one sentence said aloud."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from voicecoach.app.dictation import dictation
from voicecoach.practice.commands import Scripted
from voicecoach.practice.events import Level, ReplyGiven, YourTurn
from voicecoach.settings import Settings
from voicecoach.terminal.call import meter
from voicecoach.terminal.out import put


def dictate(settings: Settings, names: Sequence[str]) -> str:
    """Hear a sentence and show it; empty if nothing was understood.

    Args:
        settings: name the devices.
        names: that may be said.

    Raises:
        DeviceError: the microphone cannot be used.
        ModelError: the recognition model is missing or broken.
    """
    text = ""
    for event in dictation(settings, names, Scripted()):
        if isinstance(event, YourTurn):
            put("Say it now; a pause ends it.")
        elif isinstance(event, Level) and sys.stdout.isatty():
            sys.stdout.write(f"\r{meter(event.dbfs, event.elapsed)}")
            sys.stdout.flush()
        elif isinstance(event, ReplyGiven):
            text = event.reply.text
    put(f'\nHeard: "{text}"' if text else "\nNothing was understood.")
    return text
