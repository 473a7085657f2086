"""Builds the real parts from the settings. Heavy packages are imported here and below only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach import assets
from voicecoach.settings import Settings
from voicecoach.speech import model_install, model_store
from voicecoach.speech.endpointer import Patience, PauseEndpointer
from voicecoach.speech.line_cache import LineCache
from voicecoach.speech.listening import Listening
from voicecoach.speech.model_store import FoundModel
from voicecoach.speech.recognizer import VoskRecognizer
from voicecoach.speech.second_listener import WhisperListener, installed
from voicecoach.speech.synthesizer import Pyttsx3Synthesizer
from voicecoach.speech.vad import SileroVad

if TYPE_CHECKING:
    from voicecoach.speech.hear_file import FileHearing

DEMONSTRATOR = (
    "Note: the built-in recognition model is a demonstrator, it mishears most people. "
    "For practice with your own voice type: voicecoach models install"
)
HEARD_AGAIN = (
    "Note: the live captions come from a demonstrator that mishears most people; "
    "each reply is heard again by a better listener before it is scored."
)


@dataclass(frozen=True, slots=True)
class Ear:
    """What hears the caller.

    Attributes:
        listening: blocks of sound in, words and the end of the reply out.
        recognizer: the same ear's recognizer.
        model: which model it is.
        second: re-hears each reply; None without one.
    """

    listening: Listening
    recognizer: VoskRecognizer
    model: FoundModel
    second: WhisperListener | None = None

    @property
    def name(self) -> str:
        """Who hears, for the record."""
        names = [self.recognizer.name] + ([self.second.name] if self.second else [])
        return " + ".join(names)

    def load(self) -> None:
        """Load both models now rather than with the first reply.

        Raises:
            ModelError: Vosk cannot read its model.
        """
        if self.second is not None:
            self.second.load()
        self.recognizer.load()

    def close(self) -> None:
        """End the second listener's process."""
        if self.second is not None:
            self.second.close()


def ear(settings: Settings, model: Path | None = None, names: Sequence[str] | None = None) -> Ear:
    """The listener with the model to use.

    Args:
        settings: may name a model.
        model: the one given on the command line.
        names: with a second listener where it is installed, told these names; None: without.

    Raises:
        ModelError: the model is missing or broken.
    """
    found = _model(settings, model)
    recognizer = VoskRecognizer(found.folder)
    second = WhisperListener(names) if names is not None and installed() else None
    listening = Listening(recognizer, SileroVad(), endpointer(settings), second)
    return Ear(listening, recognizer, found, second)


def _model(settings: Settings, wanted: Path | None) -> FoundModel:
    """The option goes before the environment and the settings, they before the chosen one."""
    chosen = model_install.chosen(settings.data_folder / "models")
    return model_store.choose(assets.builtin_model(), wanted, settings.model, chosen)


def endpointer(settings: Settings) -> PauseEndpointer:
    """What decides that a reply is over, as patient as the caller wants it."""
    return PauseEndpointer(Patience.of(settings.patience))


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
    from voicecoach.speech import hear_file

    found = _model(settings, model)
    recognizer, detector = VoskRecognizer(found.folder), SileroVad()
    patient = endpointer(settings)

    def hear(path: Path, on_progress: Callable[[float, float], None] | None) -> FileHearing:
        return hear_file.hear(path, recognizer, detector, patient, on_progress)

    return hear
