"""Builds the real parts from the settings. Heavy packages are imported here and below only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach import assets
from voicecoach.app.parts import pauses
from voicecoach.practice.speaking_over import SpeakingOver
from voicecoach.settings import Settings
from voicecoach.speech.hearing import model_install, model_store
from voicecoach.speech.hearing.listening import Listening
from voicecoach.speech.hearing.model_store import FoundModel
from voicecoach.speech.hearing.recognizer import VoskRecognizer
from voicecoach.speech.hearing.second_listener import WhisperListener, installed
from voicecoach.speech.hearing.whisper_worker import MODEL_NAME
from voicecoach.speech.turn_end.endpointer import Endpointer, KeyEndpointer, PauseEndpointer
from voicecoach.speech.turn_end.own_pauses import OwnPauses
from voicecoach.speech.turn_end.patience import PATIENCE
from voicecoach.speech.turn_end.vad import SileroVad
from voicecoach.speech.voice.line_cache import LineCache
from voicecoach.speech.voice.synthesizer import Pyttsx3Synthesizer

if TYPE_CHECKING:
    from voicecoach.speech.hearing.hear_file import FileHearing
    from voicecoach.speech.sound.sound_files import SoundFile

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


def ear(
    settings: Settings,
    model: Path | None = None,
    names: Sequence[str] | None = None,
    ends: Endpointer | None = None,
) -> Ear:
    """The listener with the model to use.

    Args:
        settings: may name a model.
        model: the one given on the command line.
        names: with a second listener where it is installed, told these names; None: without.
        ends: decides when a reply is over; None: as patient as the settings say.

    Raises:
        ModelError: the model is missing or broken.
    """
    found = _model(settings, model)
    recognizer = VoskRecognizer(found.folder)
    second = None if names is None else second_listener(names)
    listening = Listening(recognizer, SileroVad(), ends or endpointer(settings), second)
    return Ear(listening, recognizer, found, second)


def ear_name(settings: Settings, model: Path | None = None, *, second: bool = True) -> str:
    """``Ear.name`` of what would hear, without loading anything.

    Raises:
        ModelError: the model is missing or broken.
    """
    names = [_model(settings, model).folder.name]
    return " + ".join([*names, MODEL_NAME] if second and installed() else names)


def hears_people(settings: Settings, model: Path | None = None, *, second: bool = True) -> bool:
    """Whether somebody better than the demonstrator hears.

    Raises:
        ModelError: the model is missing or broken.
    """
    return (second and installed()) or not _model(settings, model).builtin


def _model(settings: Settings, wanted: Path | None) -> FoundModel:
    """The option goes before the environment and the settings, they before the chosen one."""
    chosen = model_install.chosen(settings.data_folder / "models")
    return model_store.choose(assets.builtin_model(), wanted, settings.model, chosen)


def endpointer(settings: Settings) -> PauseEndpointer:
    """What decides that a reply is over, as patient as the caller wants it."""
    return PauseEndpointer(PATIENCE[settings.patience])


def endpointer_for(settings: Settings, patience: str | None, *, by_key: bool) -> Endpointer:
    """The same for one caller, whose pauses in earlier calls are known.

    Args:
        settings: the usual patience; the data folder.
        patience: what was chosen for this call; None: as usual.
        by_key: press to talk, so nothing but a key ends a reply.
    """
    if by_key:
        return KeyEndpointer()
    own = OwnPauses.of(pauses.recent(settings.data_folder))
    return PauseEndpointer(PATIENCE[patience or settings.patience], own)


def speaking_over() -> SpeakingOver:
    """What hears the caller while the contact speaks."""
    return SpeakingOver(SileroVad())


def synthesizer(settings: Settings) -> Pyttsx3Synthesizer:
    """The synthesizer with its cache of rendered lines."""
    return Pyttsx3Synthesizer(LineCache(settings.cache_folder / "lines"))


def second_listener(names: Sequence[str] = ()) -> WhisperListener | None:
    """The second listener, told these names; None where it is not installed."""
    return WhisperListener(names) if installed() else None


@dataclass(frozen=True, slots=True)
class FileEar:
    """What hears sound files.

    Attributes:
        recognizer, detector, endpointer: of the first hearing.
        second: of the second; None without one.
    """

    recognizer: VoskRecognizer
    detector: SileroVad
    endpointer: PauseEndpointer
    second: WhisperListener | None

    def hear(
        self, path: Path, on_progress: Callable[[float, float], None] | None = None
    ) -> FileHearing:
        """See ``hear_file.hear``.

        Raises:
            SoundFileError: the file cannot be read.
            ModelError: the recognition model cannot be loaded.
        """
        from voicecoach.speech.hearing import hear_file  # with libsndfile: a call does without

        return hear_file.hear(
            path, self.recognizer, self.detector, self.endpointer, self.second, on_progress
        )

    def hear_side(self, side: SoundFile, name: str) -> FileHearing:
        """One side of a recording.

        Raises:
            ModelError: the recognition model cannot be loaded.
        """
        from voicecoach.speech.hearing import hear_file

        return hear_file.hear_sound(
            side, name, self.recognizer, self.detector, self.endpointer, self.second
        )

    def close(self) -> None:
        """End the second listener's process."""
        if self.second is not None:
            self.second.close()


def file_ear(settings: Settings, model: Path | None, *, second: bool) -> FileEar:
    """What transcribes files; close it after use.

    Args:
        settings: may name a model.
        model: the one given on the command line.
        second: hear everything twice, where that is installed.

    Raises:
        ModelError: the model is missing or broken.
    """
    found = _model(settings, model)
    another = second_listener() if second else None
    return FileEar(VoskRecognizer(found.folder), SileroVad(), endpointer(settings), another)
