"""One question before the first call: fetch a better recognition model?"""

from __future__ import annotations

import sys

from voicecoach.app import models
from voicecoach.errors import ModelError, StorageError
from voicecoach.settings import Settings
from voicecoach.terminal.out import put

QUESTION = (
    "Fetch the recommended recognition model (41 MB, from the Vosk site), so that the live "
    "captions hear you better? [Y/n] "
)


def offer_model(settings: Settings) -> None:
    """Ask once, at a terminal; without a network the call goes on within seconds."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or not models.should_ask(settings):
        return
    try:
        models.was_asked(settings)
    except StorageError:
        return  # nothing can be kept here, a model neither
    sys.stdout.write(QUESTION)
    sys.stdout.flush()
    if sys.stdin.readline().strip().casefold() in ("", "y", "yes"):
        try:
            put(f"{models.fetch('')} is installed.")
        except (ModelError, StorageError) as error:
            put(
                f"{error} The call goes on with the built-in model; later type: "
                "voicecoach models install"
            )
