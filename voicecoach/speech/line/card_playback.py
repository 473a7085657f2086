"""One clip on its way to the loudspeaker, on a stream of its own."""

from __future__ import annotations

import time
from typing import Any

from voicecoach.errors import DeviceLostError
from voicecoach.speech.line.hanging import BACK
from voicecoach.speech.line.portaudio import give_back, library, open_stream, start
from voicecoach.speech.sound.audio import Clip
from voicecoach.speech.sound.conversion import on_channels, resampled

LATENCY = 0.5
"""s of device buffer. A stream opened for one clip is filled before it starts, so depth delays
neither its first sample nor ``stop()``, and it plays on while this process gets no CPU."""

SETTLE = 0.03
"""s: the estimated end can be some ms early; closing then would clip the last sound."""

LOST_AFTER = 0.65
"""s in which a device asked for no sound."""

CUT_BEFORE = 0.1
"""s: a stream that ended so long before the end of the clip was cut. By itself it ends 56-160 ms
after it."""

SANE_AHEAD = 5.0
"""s: a "will be heard at" further from now than this is no time at all (some systems give 0)."""


class CardPlayback:
    """One clip, its stream opened when this is made and started when it is due.

    What is still in the device's buffer when a stream ends is never heard, so silence of twice
    the latency is appended.

    Args:
        clip: what to play.
        device: the loudspeaker's name; None: the system's choice.

    Raises:
        DeviceError: the loudspeaker cannot be used.
    """

    def __init__(self, clip: Clip, device: str | None = None) -> None:
        opened = open_stream(
            "output", device, clip.rate, LATENCY, self._callback, self._note_the_end
        )
        self._stream = opened.stream
        self._rate = round(opened.rate)
        self._size = 2 * opened.channels  # bytes of a frame
        pcm = on_channels(resampled(clip, self._rate).pcm, opened.channels)
        self._frames = len(pcm) // self._size
        self._pcm = pcm + bytes(self._size * int(2 * self._stream.latency * self._rate))
        self._position = 0
        self._clock: float | None = None  # perf_counter() minus stream time; None: not started
        self._end = 0.0  # stream time at which the last sample is heard; 0: not known yet
        self._asked = 0.0  # perf_counter() of the last callback
        self._ended: float | None = None  # perf_counter() at which the stream ended
        self._stopped = False
        self.flags: set[str] = set()
        """What PortAudio complained about, in its words."""

    def start(self) -> None:
        """See ``Playback``.

        Raises:
            DeviceError: the loudspeaker went away since it was opened.
        """
        if self._stopped or self._clock is not None:
            return
        self._asked = time.perf_counter()
        self._clock = self._asked - self._stream.time
        start("output", self._stream)

    @property
    def finished(self) -> bool:
        """See ``Playback``."""
        if self._stopped:
            return True
        if self._clock is None:
            return False
        now = time.perf_counter()
        if self._end:
            end = self._end + self._clock
            if self._ended is not None and self._ended < end - CUT_BEFORE:
                raise DeviceLostError("The loudspeaker went away.", BACK)
            return now >= end + SETTLE
        if self._ended is not None:
            raise DeviceLostError("The loudspeaker went away.", BACK)
        if now - self._asked > LOST_AFTER:
            raise DeviceLostError("The loudspeaker stopped answering.", BACK)
        return False

    @property
    def end(self) -> float | None:
        """``perf_counter()`` time at which the last sample is heard; None: not known yet."""
        return self._end + self._clock if self._end and self._clock is not None else None

    def stop(self) -> None:
        """See ``Playback``; never hangs."""
        if not self._stopped:
            self._stopped = True
            give_back(self._stream)

    def _callback(self, out: Any, frames: int, when: Any, status: Any) -> None:
        self._asked = time.perf_counter()
        if status:
            self.flags.add(str(status))
        if not self._end and self._position + frames >= self._frames:
            self._end = self._heard_at(when) + (self._frames - self._position) / self._rate
        first = self._size * self._position
        part = self._pcm[first : first + len(out)]
        self._position += frames
        out[: len(part)] = part
        if len(part) < len(out):
            out[len(part) :] = bytes(len(out) - len(part))
            raise library().CallbackStop

    def _heard_at(self, when: Any) -> float:
        """Stream time at which the first sample of this block is heard (s)."""
        now = float(self._stream.time)
        heard = float(when.outputBufferDacTime)
        return heard if abs(heard - now) < SANE_AHEAD else now + float(self._stream.latency)

    def _note_the_end(self) -> None:
        self._ended = time.perf_counter()
