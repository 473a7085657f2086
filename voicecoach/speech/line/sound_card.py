"""A line over real devices: one input stream for the whole call, one output stream a clip."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from voicecoach.errors import DeviceError, DeviceLostError
from voicecoach.speech.line.card_playback import CardPlayback
from voicecoach.speech.line.hanging import HungError
from voicecoach.speech.line.microphone import Microphone
from voicecoach.speech.line.portaudio import rescan
from voicecoach.speech.line.sound_server import Look
from voicecoach.speech.sound.audio import RATE, Block, Clip
from voicecoach.speech.sound.levels import digital_silence
from voicecoach.speech.sound.tones import probe_noise

if TYPE_CHECKING:
    from voicecoach.speech.line.loopback import Loopback

T = TypeVar("T")

MEND_EVERY = 0.2
"""s between looks whether lost devices are back."""

WAKING = 3.0
"""s a microphone may take to its first sound before it is opened anew: 142 ms were measured,
wireless headsets wake up more slowly."""

OPEN_ANEW = 2 * RATE
"""Samples of exact silence after which the microphone is opened anew for the first time."""

ASK_AFTER = 3 * RATE // 10
"""Samples of exact silence after which the sound server is asked what is being recorded."""

MOMENT = 15
"""Blocks that a microphone is tried with: 0.3 s, and the sound server answers in 0.06 s."""

REROUTED = (
    "The microphone hears what the loudspeaker plays: the system joined the two, as it does when "
    "a device is taken away."
)
CONNECT = "Connect the device again, or choose microphone and loudspeaker in the system's settings."


class ReroutedError(DeviceLostError):
    """Microphone and loudspeaker are one: nothing that is said arrives."""


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
        self._sounding: Loopback | None = None
        self._hears = False  # a microphone was ever wanted
        self._mending = False
        self._rerouted = False
        self._look: Look | None = None
        self._closed = 0  # how often, by any thread

    def load(self, clip: Clip) -> CardPlayback:
        """See ``Line``.

        A microphone that fell silent is told first: a server that hangs would take a second to
        show it by not opening the loudspeaker.
        """
        from voicecoach.speech.line.loopback import Loopback  # numpy: nobody waits for it at start

        if (microphone := self._microphone) is not None:
            microphone.check()
        self._sweep()
        playback = self._opened(lambda: CardPlayback(clip, self._output_device))
        self._playbacks.append(playback)
        self._sounding = Loopback(clip)
        return playback

    def blocks(self) -> Iterator[Block]:
        """See ``Line``; opens the microphone at once, not when the first block is asked for.

        Raises:
            DeviceError: the microphone cannot be used.
        """
        self._hears = True
        microphone = self._microphone or self._opened(lambda: Microphone(self._input_device))
        self._microphone = microphone
        return self._watched(microphone.blocks())

    def _watched(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """The same blocks, as long as they are not what is being played.

        Exact silence is a muted microphone, or one that the system replaced by something silent:
        it is opened anew after a while, and again each time it lasted twice as long; not while
        sound waits to be read, which would be lost.

        Raises:
            ReroutedError: they are.
            DeviceError: it cannot be opened anew.
        """
        silent, due = 0, OPEN_ANEW
        self._look_anew()
        while True:
            block = next(blocks)
            looped = self._sounding is not None and self._sounding.hears(block)
            if looped or ((look := self._look) is not None and look.monitor):
                self._rerouted = True
                raise ReroutedError(REROUTED, CONNECT)
            yield block
            before = silent
            silent = silent + block.samples if digital_silence(block.pcm) else 0
            if before < ASK_AFTER <= silent:
                self._look_anew()
            microphone = self._microphone
            if silent >= due and microphone is not None and not microphone.waiting():
                due *= 2
                microphone.close()
                self._microphone = None
                self._microphone = microphone = Microphone(self._input_device, block.end)
                blocks = microphone.blocks()
            elif not silent:
                due = OPEN_ANEW

    def listen_a_moment(self) -> bool:
        """Whether the microphone can be used: opens it and listens for a few blocks.

        Returns:
            True where something is heard, False where it is exact silence, as of a muted one.

        Raises:
            ReroutedError: it hears what the loudspeaker plays.
            DeviceError: it cannot be used, or gives no sound.
        """
        pcm = b"".join(block.pcm for block in islice(self.blocks(), MOMENT))
        if self._look is not None and self._look.wait():
            raise ReroutedError(REROUTED, CONNECT)
        return not digital_silence(pcm)

    def _look_anew(self) -> None:
        """Let the sound server be asked, in the background, where the sound comes from."""
        closed = self._closed
        if (look := self._look) is not None:
            look.close()
        self._look = look = Look()
        if self._closed != closed:  # meanwhile, by another thread, which knew nothing of it
            look.close()

    def waiting(self) -> int:
        """See ``Line``."""
        microphone = self._microphone
        return 0 if microphone is None else microphone.waiting()

    def mend(self) -> bool:
        """See ``Line``; opens everything anew."""
        try:
            return self._mended()
        except DeviceError:
            self._mending = False
            time.sleep(MEND_EVERY)
            return False

    def _mended(self) -> bool:
        """Whether all works that was ever used.

        Raises:
            DeviceError: something cannot be opened.
        """
        if not self._mending:
            self.close()
            rescan()
            self._mending = True
        if self._hears:
            microphone = self._microphone or Microphone(self._input_device)
            self._microphone = microphone
            time.sleep(MEND_EVERY)
            if not microphone.works(WAKING):
                return False
        CardPlayback(probe_noise(), self._output_device).stop()
        if self._rerouted and self._still_rerouted():
            return False
        self._mending = self._rerouted = False
        return True

    def _still_rerouted(self) -> bool:
        """Ask the server; then play what nobody hears, and look whether it comes back as it was."""
        if Look().wait():
            return True
        playback = self.load(probe_noise())
        blocks = self.blocks()
        playback.start()
        try:
            while not playback.finished:
                next(blocks)
        except ReroutedError:
            return True
        finally:
            playback.stop()
        return False

    def close(self) -> None:
        """See ``Line``; also by another thread than the one that iterates."""
        self._closed += 1
        for playback in list(self._playbacks):
            playback.stop()
        self._playbacks.clear()
        self._sounding = None
        look, self._look = self._look, None
        if look is not None:
            look.close()
        microphone, self._microphone = self._microphone, None
        if microphone is not None:
            microphone.close()

    def _sweep(self) -> None:
        """Give back what has been played; a device that was lost is told by its own playback."""
        for playback in list(self._playbacks):
            with contextlib.suppress(DeviceError):
                if not playback.finished:
                    continue
            playback.stop()
            with contextlib.suppress(ValueError):  # closed meanwhile, by another thread
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
