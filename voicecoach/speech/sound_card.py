"""A line over real devices: one input stream for the whole call, one output stream a clip."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TypeVar

from voicecoach.errors import DeviceError
from voicecoach.speech.audio import Block, Clip
from voicecoach.speech.card_playback import CardPlayback
from voicecoach.speech.microphone import Microphone
from voicecoach.speech.portaudio import HungError, rescan

T = TypeVar("T")


class SoundCardLine:
    """The caller's microphone and loudspeaker.

    The microphone is opened when ``blocks()`` is first asked for (never, where replies are
    typed) and stays open until ``close()``. Sound that arrives while nobody iterates is dropped
    but counted: the next block's ``start`` jumps by it. So let go of the iterator while the call
    waits; one that is held and not asked for a minute ends with a ``DeviceError``.

    Args:
        input_device: the microphone's name; None: the system's choice.
        output_device: the loudspeaker's name; None: the system's choice.
    """

    def __init__(self, input_device: str | None = None, output_device: str | None = None) -> None:
        self._input_device = input_device
        self._output_device = output_device
        self._microphone: Microphone | None = None
        self._playbacks: list[CardPlayback] = []

    def load(self, clip: Clip) -> CardPlayback:
        """See ``Line``."""
        self._sweep()
        playback = self._opened(lambda: CardPlayback(clip, self._output_device))
        self._playbacks.append(playback)
        return playback

    def blocks(self) -> Iterator[Block]:
        """See ``Line``; opens the microphone at once, not when the first block is asked for.

        Raises:
            DeviceError: the microphone cannot be used.
        """
        if self._microphone is None:
            self._microphone = self._opened(lambda: Microphone(self._input_device))
        return self._microphone.blocks()

    def waiting(self) -> int:
        """See ``Line``."""
        return 0 if self._microphone is None else self._microphone.waiting()

    def close(self) -> None:
        """See ``Line``."""
        for playback in self._playbacks:
            playback.stop()
        self._playbacks.clear()
        if self._microphone is not None:
            self._microphone.close()
            self._microphone = None

    def _sweep(self) -> None:
        """Give back what has been played; a device that was lost is told by its own playback."""
        for playback in list(self._playbacks):
            with contextlib.suppress(DeviceError):
                if not playback.finished:
                    continue
            playback.stop()
            self._playbacks.remove(playback)

    @staticmethod
    def _opened(make: Callable[[], T]) -> T:
        """Tried again with a new list of devices: one may have been plugged in since."""
        try:
            return make()
        except HungError:
            raise
        except DeviceError:
            if not rescan():
                raise
        return make()
