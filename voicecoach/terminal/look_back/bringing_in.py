"""Runs ``voicecoach import``: asks for consent, tells what was taken over."""

from __future__ import annotations

import sys
from pathlib import Path

from voicecoach import settings as settings_module
from voicecoach.app.look_back import importing
from voicecoach.app.look_back.importing import Side
from voicecoach.domain.turn import Call
from voicecoach.errors import VoiceCoachError
from voicecoach.terminal.text.tables import say

DONE = 0


def run_import(path: Path, me: Side, name: str, *, agreed: bool) -> int:
    """Take a recording of a real call into the history.

    Args:
        path: the sound file.
        me: the caller's channel, where there are two voices.
        name: the other person's; may be empty.
        agreed: the other person consents.

    Returns:
        the exit code.

    Raises:
        VoiceCoachError: the file cannot be read, nobody consents, or it cannot be kept.
    """
    settings = settings_module.load()
    sides, consent = importing.voices(path), ""
    if len(sides) > 1:
        consent = importing.consent_text(settings)
        if not agreed:
            _ask(consent)
    recording = importing.hear_recording(sides, path.name, me, settings)
    call = importing.keep_recording(recording, name, path.stem, consent, settings)
    _tell(call, two=recording.other is not None)
    for warning in recording.warnings:
        say(f"Note: {warning}")
    return DONE


def _ask(consent: str) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise VoiceCoachError(consent, "If that is so, add --consent.")
    say(consent)
    sys.stdout.write("Is that so? [y/N] ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise VoiceCoachError("Nothing was imported.", "Ask them first.")


def _tell(call: Call, *, two: bool) -> None:
    turns = "turn" if len(call.turns) == 1 else "turns"
    say(f"Imported: {len(call.turns)} {turns}. Call {call.id}.")
    if two:
        say("The other side is kept as text only; was it the wrong channel? --me right")
    else:
        say("One voice was heard, or all voices on one channel: it is taken for yours.")
    say("Look at it: voicecoach review")
