"""The caller's microphone: one stream for the whole call.

The callback only copies bytes and counts. Measured choices (block size, latency):
docs/architecture.md, "Sound".
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from typing import Any

from voicecoach.errors import DeviceError, DeviceLostError
from voicecoach.speech.line.hanging import BACK
from voicecoach.speech.line.portaudio import give_back, open_stream, start
from voicecoach.speech.sound.audio import BLOCK, RATE, Block
from voicecoach.speech.sound.conversion import InputConverter

LATENCY = 0.1
"""s of device buffer: with it no input block was lost at a load of 12 on two cores."""

QUEUE_SECONDS = 60
"""How far the listener may fall behind."""

LOST_AFTER = 0.65
"""s without a block: a device that sleeps or hangs gives no other sign, and a call is told within a
second. The first block came after 142 ms at most; who wakes up more slowly is waited for."""

LOOK_EVERY = 0.05
"""s between looks at whether the stream has ended."""


class Microphone:
    """Records from the moment it is made, for whoever iterates ``blocks()``.

    Args:
        device: its name; None: the system's choice.
        first: where its first block may start at the earliest, in samples.

    Raises:
        DeviceError: it cannot be used.
    """

    def __init__(self, device: str | None = None, first: int = 0) -> None:
        self._queue: queue.Queue[tuple[int, bytes]] = queue.Queue(QUEUE_SECONDS * RATE // BLOCK)
        self._ended = threading.Event()
        self._listener: object = None
        self._opened = self._arrived = time.monotonic()  # when it was opened, last heard of
        self._received = 0  # frames since the stream began, heard or not
        self._overflowed = False
        self._count = first  # where the next block may start at the earliest, in our samples
        self.flags: set[str] = set()
        """What PortAudio complained about, in its words."""

        opened = open_stream("input", device, RATE, LATENCY, self._callback, self._ended.set)
        self._stream = opened.stream
        self._converter = InputConverter(opened.rate, opened.channels)
        start("input", self._stream)

    def blocks(self) -> Iterator[Block]:
        """What it hears from now on; a newer iterator takes over from an older one.

        Sound that arrived while nobody iterated is left out, and the first block's ``start``
        jumps by it.

        Raises:
            DeviceLostError: it went away or stopped delivering.
            DeviceError: the iterator was not asked for a minute, and sound was lost.
        """
        me = object()
        self._listener = None
        while not self._queue.empty():
            self._queue.get_nowait()
        self._converter.reset()
        self._overflowed = False
        self._listener = me
        jumped = False
        try:
            while True:
                frame, data = self._next(me)
                if not jumped:
                    self._count = max(self._count, self._converter.position(frame))
                    jumped = True
                pcm = self._converter.convert(data)
                if pcm:
                    block = Block(pcm, self._count)
                    self._count = block.end
                    yield block
        finally:
            if self._listener is me:
                self._listener = None

    def waiting(self) -> int:
        """How many pieces of sound arrived that nobody read yet."""
        return self._queue.qsize()

    def check(self) -> None:
        """Make sure that it still delivers, also while nobody listens.

        Raises:
            DeviceLostError: it went away or stopped delivering.
        """
        if self._received:
            self._complain(time.monotonic() - self._arrived > LOST_AFTER)

    def works(self, patience: float) -> bool:
        """Whether sound arrived since it was opened.

        Args:
            patience: s that the first sound may take.

        Raises:
            DeviceLostError: it took longer, or the microphone went away again.
        """
        late = not self._received and time.monotonic() - self._opened > patience
        self._complain(late)
        return bool(self._received)

    def close(self) -> None:
        """Give it back; never hangs."""
        self._ended.set()
        give_back(self._stream)

    def _callback(self, data: Any, frames: int, when: object, status: Any) -> None:
        if status:
            self.flags.add(str(status))
        frame = self._received
        self._received += frames
        self._arrived = time.monotonic()
        if self._listener is None or self._overflowed:
            return
        try:
            self._queue.put_nowait((frame, bytes(data)))
        except queue.Full:
            self._overflowed = True  # told when what came before it has been read

    def _next(self, me: object) -> tuple[int, bytes]:
        if self._listener is not me:
            raise RuntimeError("a newer blocks() took over from this one")
        while True:
            try:
                return self._queue.get(timeout=LOOK_EVERY)
            except queue.Empty:
                self._complain(time.monotonic() - self._arrived > LOST_AFTER)

    def _complain(self, waited_too_long: bool) -> None:
        if self._overflowed:
            what = f"Sound was lost: nobody listened to the microphone for {QUEUE_SECONDS} s."
            raise DeviceError(what, "Close other programs and start the call once more.")
        if self._ended.is_set() and self._queue.empty():
            raise DeviceLostError("The microphone went away.", BACK)
        if waited_too_long:
            raise DeviceLostError("The microphone stopped answering.", BACK)
