"""What is asked before a spoken call: a better model? one sentence aloud? and if that fails?"""

from __future__ import annotations

import sys
from dataclasses import replace

from voicecoach.app.parts import building
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.app.rehearse import hearing_check
from voicecoach.app.upkeep import models
from voicecoach.errors import ModelError, StorageError
from voicecoach.settings import Settings
from voicecoach.speech.line import portaudio
from voicecoach.terminal.call.hearing_check import run_check
from voicecoach.terminal.text.out import put

FETCH = (
    "Fetch the recommended recognition model (41 MB, from the Vosk site), so that the live "
    "captions hear you better? [Y/n] "
)
READ_ALOUD = (
    "This microphone was not tried yet. Read one sentence aloud first, to see how well you are "
    "heard? [Y/n] "
)
WAYS_OUT = (
    "Choose: 1 see and correct what was heard before it is scored, 2 type your replies, "
    "3 fetch a better recognition model, 4 go on all the same (Enter is 1). "
)


def before_spoken_call(options: PracticeOptions, settings: Settings) -> PracticeOptions:
    """Ask at a terminal what a first call needs; elsewhere only look up what is known.

    Returns:
        the options with what was chosen, and whether scores can be trusted.

    Raises:
        VoiceCoachError: the hearing check cannot be held.
    """
    portaudio.check("input", settings.input_device)
    asks = sys.stdin.isatty() and sys.stdout.isatty()
    if asks and options.model is None:
        _offer_model(settings)
    second = options.listener == "second"
    name = building.ear_name(settings, options.model, second=second)
    found = hearing_check.known(settings, name)
    if found is None and asks and _yes(READ_ALOUD):
        checked = run_check(settings, options.model, second=second)
        if not checked.reliable:
            return _way_out(options, settings)
        return replace(options, interrupts=not checked.loudspeaker)
    return hearing_check.trusted(options, settings)


def _way_out(options: PracticeOptions, settings: Settings) -> PracticeOptions:
    """Too little is understood: what now?"""
    sys.stdout.write(WAYS_OUT)
    sys.stdout.flush()
    choice = sys.stdin.readline().strip()
    if choice == "2":
        return replace(options, typed=True)
    if choice == "3":
        _fetch()
        return before_spoken_call(options, settings)
    if choice == "4":
        return replace(options, reliable=False)
    return replace(options, confirm=True, mode="coach")


def _offer_model(settings: Settings) -> None:
    """Ask once; without a network the call goes on within seconds."""
    if not models.should_ask(settings):
        return
    try:
        models.was_asked(settings)
    except StorageError:
        return  # nothing can be kept here, a model neither
    if _yes(FETCH):
        _fetch()


def _fetch() -> None:
    try:
        put(f"{models.fetch('')} is installed.")
    except (ModelError, StorageError) as error:
        put(
            f"{error} The call goes on with the model that is there; later type: "
            "voicecoach models install"
        )


def _yes(question: str) -> bool:
    sys.stdout.write(question)
    sys.stdout.flush()
    answer = sys.stdin.readline()
    return answer.strip().casefold() in ("", "y", "yes") and answer != ""
