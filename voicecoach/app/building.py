"""Builds the real parts from the settings. Heavy packages are imported here and below only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from voicecoach import assets
from voicecoach.settings import Settings
from voicecoach.speech import hear_file, model_store
from voicecoach.speech.endpointer import PauseEndpointer
from voicecoach.speech.hear_file import FileHearing
from voicecoach.speech.line_cache import LineCache
from voicecoach.speech.listening import Listening
from voicecoach.speech.model_store import FoundModel
from voicecoach.speech.recognizer import VoskRecognizer
from voicecoach.speech.synthesizer import Pyttsx3Synthesizer
from voicecoach.speech.vad import SileroVad

DEMONSTRATOR = (
    "Note: the built-in recognition model is a demonstrator, it mishears most people. "
    "For practice with your own voice type: voicecoach models install"
)


@dataclass(frozen=True, slots=True)
class Ear:
    """What hears the caller.

    Attributes:
        listening: blocks of sound in, words and the end of the reply out.
        recognizer: the same ear's recognizer, to be loaded ahead.
        model: which model it is.
    """

    listening: Listening
    recognizer: VoskRecognizer
    model: FoundModel


def ear(settings: Settings, model: Path | None = None) -> Ear:
    """The listener with the model to use.

    Args:
        settings: may name a model.
        model: the one given on the command line.

    Raises:
        ModelError: the model is missing or broken.
    """
    found = model_store.choose(assets.builtin_model(), model, settings.model)
    recognizer = VoskRecognizer(found.folder)
    listening = Listening(recognizer, SileroVad(), PauseEndpointer())
    return Ear(listening, recognizer, found)


def synthesizer(settings: Settings) -> Pyttsx3Synthesizer:
    """The synthesizer with its cache of rendered lines."""
    return Pyttsx3Synthesizer(LineCache(settings.cache_folder / "lines"))


def file_hearing(
    settings: Settings, model: Path | None
) -> Callable[[Path, Callable[[float, float], None] | None], FileHearing]:
    """What transcribes files: called with a path and what is told the progress (s, s in all).

    Raises:
        ModelError: the model is missing or broken.
    """
    found = model_store.choose(assets.builtin_model(), model, settings.model)
    recognizer, detector = VoskRecognizer(found.folder), SileroVad()

    def hear(path: Path, on_progress: Callable[[float, float], None] | None) -> FileHearing:
        return hear_file.hear(path, recognizer, detector, PauseEndpointer(), on_progress)

    return hear
