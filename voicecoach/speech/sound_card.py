"""A line over real devices: one input stream for the whole call, one output stream a clip.

Measured choices (block sizes, latencies, the guard at the end): docs/architecture.md, "Sound".
Callbacks only copy bytes and note flags.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from typing import Any

from voicecoach.errors import DeviceLostError
from voicecoach.speech.audio import BLOCK, RATE, Block, Clip
from voicecoach.speech.conversion import InputConverter, resampled
from voicecoach.speech.portaudio import (
    abandon,
    check,
    default_format,
    in_our_words,
    library,
    supports,
)

IN_LATENCY = 0.1
"""s of device buffer: with it no input block was lost at a load of 12 on two cores."""

OUT_LATENCY = 0.5
"""s of device buffer. A stream opened for one clip is filled before it starts, so depth delays
neither its first sample nor ``stop()``, and it plays on while this process gets no CPU."""

SETTLE = 0.03
"""s: the estimated end can be some ms early; closing then would clip the last sound."""

QUEUE_SECONDS = 60
LOST_AFTER = 1.0
"""s without a block: a device that sleeps or hangs gives no other sign."""

BACK = "Connect it again and start the call once more; finished turns are kept."


class SoundCardLine:
    """The caller's microphone and loudspeaker.

    Sound that arrives while nobody iterates ``blocks()`` is dropped but counted: the next
    block's ``start`` jumps by it.

    Args:
        input_device: the microphone's name; None: the system's choice.
        output_device: the loudspeaker's name; None: the system's choice.
    """

    def __init__(self, input_device: str | None = None, output_device: str | None = None) -> None:
        self._input_device = input_device
        self._output_device = output_device
        self._input: _Input | None = None
        self._playbacks: list[CardPlayback] = []

    def load(self, clip: Clip) -> CardPlayback:
        """See ``Line``."""
        for old in [playback for playback in self._playbacks if playback.over]:
            old.stop()
            self._playbacks.remove(old)
        playback = CardPlayback(clip, self._output_device)
        self._playbacks.append(playback)
        return playback

    def blocks(self) -> Iterator[Block]:
        """See ``Line``."""
        if self._input is None:
            self._input = _Input(self._input_device)
        return self._input.blocks()

    def close(self) -> None:
        """See ``Line``."""
        for playback in self._playbacks:
            playback.stop()
        self._playbacks.clear()
        if self._input is not None:
            self._input.close()
            self._input = None


class _Input:
    """The microphone stream, open for the whole call."""

    def __init__(self, device: str | None) -> None:
        check("input", device)
        rate, channels, blocksize = float(RATE), 1, BLOCK
        if not supports("input", device, rate, channels):
            rate, channels = default_format("input", device)
            blocksize = int(BLOCK * rate / RATE)
        self._converter = InputConverter(rate, channels)
        self._blocks: queue.Queue[bytes] = queue.Queue(QUEUE_SECONDS * RATE // BLOCK)
        self._ended = threading.Event()
        self._listened = threading.Event()
        self._unheard = 0  # frames that arrived while nobody listened
        self._full = False
        self._count = 0  # samples delivered or accounted for, at RATE
        with in_our_words("input"):
            self._stream = library().RawInputStream(
                samplerate=rate,
                channels=channels,
                dtype="int16",
                blocksize=blocksize,
                latency=IN_LATENCY,
                device=device,
                callback=self._callback,
                finished_callback=self._ended.set,
            )
            self._stream.start()

    def _callback(self, data: Any, frames: int, when: Any, status: Any) -> None:
        if not self._listened.is_set():
            self._unheard += frames
            return
        try:
            self._blocks.put_nowait(bytes(data))
        except queue.Full:
            self._full = True

    def blocks(self) -> Iterator[Block]:
        while not self._blocks.empty():  # left over from the last time somebody listened
            self._unheard += len(self._blocks.get_nowait()) // (2 * self._converter.channels)
        self._count += self._converter.skip(self._unheard)
        self._unheard = 0
        self._listened.set()
        try:
            while True:
                pcm = self._converter.convert(self._next())
                if pcm:
                    yield Block(pcm, self._count)
                    self._count += len(pcm) // 2
        finally:
            self._listened.clear()

    def _next(self) -> bytes:
        if self._full:
            raise DeviceLostError("This computer is too busy to listen: sound was lost.", BACK)
        try:
            return self._blocks.get(timeout=LOST_AFTER)
        except queue.Empty:
            pass
        why = "went away" if self._ended.is_set() else "stopped answering"
        raise DeviceLostError(f"The microphone {why}.", BACK)

    def close(self) -> None:
        abandon(self._close)

    def _close(self) -> None:
        self._stream.abort()  # stop() would wait for a device that sleeps
        self._stream.close()


class CardPlayback:
    """One clip on a stream of its own, opened when it is made and started when it is due.

    What is still in the device's buffer when a stream ends is never heard, so silence of twice
    the latency is appended.

    Args:
        clip: what to play.
        device: the loudspeaker's name; None: the system's choice.

    Raises:
        DeviceError: the loudspeaker cannot be used.
    """

    def __init__(self, clip: Clip, device: str | None) -> None:
        check("output", device)
        if not supports("output", device, clip.rate, 1):
            clip = resampled(clip, int(default_format("output", device)[0]))
        self._rate = clip.rate
        self._frames = len(clip.pcm) // 2
        self._position = 0
        self._end: float | None = None  # stream time at which the last sample is played
        self._ended = threading.Event()
        self._stopped = False
        with in_our_words("output"):
            self._stream = library().RawOutputStream(
                samplerate=clip.rate,
                channels=1,
                dtype="int16",
                blocksize=BLOCK,
                latency=OUT_LATENCY,
                device=device,
                callback=self._callback,
                finished_callback=self._ended.set,
            )
        self._pcm = clip.pcm + bytes(2 * int(2 * self._stream.latency * clip.rate))
        self._clock = 0.0

    def _callback(self, out: Any, frames: int, when: Any, status: Any) -> None:
        if self._end is None and self._position + frames >= self._frames:
            self._end = when.outputBufferDacTime + (self._frames - self._position) / self._rate
        part = self._pcm[2 * self._position : 2 * (self._position + frames)]
        self._position += frames
        out[: len(part)] = part
        if len(part) < len(out):
            out[len(part) :] = bytes(len(out) - len(part))
            raise library().CallbackStop

    def start(self) -> None:
        """See ``Playback``."""
        with in_our_words("output"):
            self._clock = time.perf_counter() - self._stream.time
            self._stream.start()

    @property
    def over(self) -> bool:
        """Whether the stream can be given back."""
        return self._stopped or (self._end is not None and self.finished)

    @property
    def finished(self) -> bool:
        """See ``Playback``."""
        if self._stopped:
            return True
        if self._end is not None:
            return time.perf_counter() >= self._end + self._clock + SETTLE
        if self._ended.is_set():
            raise DeviceLostError("The loudspeaker went away.", BACK)
        return False

    def stop(self) -> None:
        """See ``Playback``."""
        if not self._stopped:
            self._stopped = True
            abandon(self._close)

    def _close(self) -> None:
        self._stream.abort()
        self._stream.close()
