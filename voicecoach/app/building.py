"""Builds the real parts from the settings. Heavy packages are imported only here and below."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from voicecoach.settings import Settings
from voicecoach.speech import model_store
from voicecoach.speech.endpointer import PauseEndpointer
from voicecoach.speech.listening import Listening
from voicecoach.speech.recognizer import VoskRecognizer
from voicecoach.speech.synthesizer import Pyttsx3Synthesizer
from voicecoach.speech.vad import SileroVad

DEMONSTRATOR = (
    "The built-in recognition model is a demonstrator: it mishears most people. "
    "For practice with your own voice type `voicecoach models install`."
)


@dataclass(frozen=True, slots=True)
class Ear:
    """What hears the caller.

    Attributes:
        listening: blocks of sound in, words and the end of the reply out.
        name: which model hears.
        demonstrator: it is the built-in model.
    """

    listening: Listening
    name: str
    demonstrator: bool


def ear(settings: Settings, model: Path | None = None) -> Ear:
    """The listener with the model to use.

    Raises:
        ModelError: the model is missing or broken.
    """
    found = model_store.choose(model, settings)
    recognizer = VoskRecognizer(found.folder)
    listening = Listening(recognizer, SileroVad(), PauseEndpointer())
    return Ear(listening, recognizer.name, found.builtin)


def synthesizer(settings: Settings) -> Pyttsx3Synthesizer:
    """The synthesizer with its cache of rendered lines."""
    return Pyttsx3Synthesizer(settings.cache_folder / "lines")
