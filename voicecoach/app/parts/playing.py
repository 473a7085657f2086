"""Plays finished clips, and lines of a contact, outside a call."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from voicecoach.app.parts import building
from voicecoach.domain.turn import Voice
from voicecoach.errors import SpeechError
from voicecoach.settings import Settings
from voicecoach.speech.line.sound_card import SoundCardLine
from voicecoach.speech.sound.audio import Clip
from voicecoach.speech.voice.synthesizer import Pyttsx3Synthesizer

LOOK = 0.02
"""s between looks whether a clip is over."""


class Player:
    """A loudspeaker and a voice; a context manager that gives both back.

    Args:
        settings: which loudspeaker, where rendered lines are kept.
    """

    def __init__(self, settings: Settings) -> None:
        self._line = SoundCardLine(settings.input_device, settings.output_device)
        self._settings = settings
        self._voice: Pyttsx3Synthesizer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._line.close()
        if self._voice is not None:
            self._voice.close()

    def play(self, clip: Clip) -> None:
        """Returns when the last sample has sounded.

        Raises:
            DeviceError: the loudspeaker cannot be used or went away.
        """
        playback = self._line.load(clip)
        playback.start()
        while not playback.finished:
            time.sleep(LOOK)

    def speak(self, text: str, voice: Voice) -> Clip | None:
        """A line as sound; None where there is no voice on this machine."""
        if self._voice is None:
            self._voice = building.synthesizer(self._settings)
        try:
            return self._voice.render(text, voice)
        except SpeechError:
            return None
