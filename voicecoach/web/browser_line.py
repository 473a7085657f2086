"""A line over the browser: its microphone comes in as blocks, its loudspeaker plays the clips."""

from __future__ import annotations

import base64
import itertools
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from voicecoach.errors import DeviceError, DeviceLostError
from voicecoach.speech.sound.audio import BLOCK, RATE, Block, Clip
from voicecoach.speech.sound.conversion import InputConverter

Tell = Callable[[dict[str, Any]], None]

QUEUE_SECONDS = 60
"""How far the listener may fall behind."""

LOST_AFTER = 5.0
"""s without sound: a page that is hidden or asleep sends none and says nothing."""

GRACE = 3.0
"""s after which a clip counts as played, although the page has not said so."""

LOOK_EVERY = 0.1
SLOWEST, FASTEST = 8_000, 192_000
"""Hz of a browser's microphone."""
BACK = "Look whether the tab is open and its microphone allowed, then call again."


class BrowserPlayback:
    """One clip that the page has and plays.

    Args:
        tell: to the page.
        number: of the clip.
        clip: what is played.
    """

    def __init__(self, tell: Tell, number: int, clip: Clip) -> None:
        self._tell = tell
        self.number = number
        self._seconds = clip.seconds
        self._until: float | None = None
        self._over = threading.Event()
        self.lost = False
        sound = base64.b64encode(clip.pcm).decode()
        tell({"what": "clip", "id": number, "rate": clip.rate, "pcm": sound})

    def start(self) -> None:
        """See ``Playback``."""
        if self._until is None and not self._over.is_set():
            self._until = time.monotonic() + self._seconds + GRACE
            self._tell({"what": "play", "id": self.number})

    @property
    def finished(self) -> bool:
        """See ``Playback``."""
        if self._over.is_set():
            return True
        if self.lost:
            raise DeviceLostError("The page is gone.", BACK)
        if self._until is not None and time.monotonic() > self._until:
            self.stop()
        return self._over.is_set()

    def stop(self) -> None:
        """See ``Playback``."""
        if not self._over.is_set():
            self._over.set()
            self._tell({"what": "hush", "id": self.number})

    def played(self) -> None:
        """The page says that the last sample was heard."""
        if self._until is not None:
            self._over.set()


class BrowserLine:
    """The caller's browser; ``feed``, ``played`` and ``lose`` are called as the page sends.

    Args:
        tell: to the page; safe from any thread.
        rate: of its microphone, Hz.
    """

    def __init__(self, tell: Tell, rate: int = RATE) -> None:
        self._tell = tell
        self._numbers = itertools.count(1)
        self._playbacks: dict[int, BrowserPlayback] = {}
        self._queue: queue.Queue[Block] = queue.Queue(QUEUE_SECONDS * RATE // BLOCK)
        self._converter = InputConverter(rate, 1)
        self._left = b""
        self._received = 0  # samples, heard or not
        self._listener: object = None
        self._overflowed = False
        self._lost = threading.Event()
        self._fed = threading.Event()

    def load(self, clip: Clip) -> BrowserPlayback:
        """See ``Line``."""
        self._playbacks = {n: one for n, one in self._playbacks.items() if not one.finished}
        made = BrowserPlayback(self._tell, next(self._numbers), clip)
        made.lost = self._lost.is_set()
        self._playbacks[made.number] = made
        return made

    def blocks(self) -> Iterator[Block]:
        """See ``Line``; a newer iterator takes over from an older one."""
        me = object()
        self._listener = None
        while not self._queue.empty():
            self._queue.get_nowait()
        self._overflowed = False
        self._listener = me
        return self._blocks(me)

    def mend(self) -> bool:
        """See ``Line``: whether sound comes. A page that went away comes back as another line."""
        self._fed.clear()
        return self._fed.wait(LOOK_EVERY * 2) and not self._lost.is_set()

    def _blocks(self, me: object) -> Iterator[Block]:
        try:
            while True:
                yield self._next(me)
        finally:
            if self._listener is me:
                self._listener = None

    def _next(self, me: object) -> Block:
        waiting_since = time.monotonic()
        while self._listener is me:
            try:
                return self._queue.get(timeout=LOOK_EVERY)
            except queue.Empty:
                if self._overflowed:
                    raise DeviceError("Sound was lost: nobody listened.", BACK) from None
                if self._lost.is_set():
                    raise DeviceLostError("The page is gone.", BACK) from None
                if time.monotonic() - waiting_since > LOST_AFTER:
                    what = "The browser's microphone stopped answering."
                    raise DeviceLostError(what, BACK) from None
        raise RuntimeError("a newer blocks() took over from this one")

    def waiting(self) -> int:
        """See ``Line``."""
        return self._queue.qsize()

    def feed(self, data: bytes) -> None:
        """What the browser's microphone heard: 16-bit little-endian mono at its rate."""
        whole = data[: len(data) // 2 * 2]
        if whole:
            self._fed.set()
        pcm = self._left + self._converter.convert(whole)
        size = 2 * BLOCK
        for at in range(0, len(pcm) - size + 1, size):
            block = Block(pcm[at : at + size], self._received)
            self._received = block.end
            if self._listener is not None and not self._overflowed:
                try:
                    self._queue.put_nowait(block)
                except queue.Full:
                    self._overflowed = True  # told when what came before it has been read
        self._left = pcm[len(pcm) // size * size :]

    def played(self, number: object) -> None:
        """The page has played a clip to its end."""
        if isinstance(number, int) and (found := self._playbacks.get(number)):
            found.played()

    def lose(self) -> None:
        """The page is gone."""
        self._lost.set()
        for one in list(self._playbacks.values()):
            one.lost = True

    def close(self) -> None:
        """See ``Line``."""
        for one in list(self._playbacks.values()):
            one.stop()
        self._playbacks.clear()
        self.lose()


def line_for(wanted: dict[str, Any], tell: Tell) -> BrowserLine | None:
    """The line that a page asks for with a call; None: this machine's devices."""
    if wanted.get("browser") is not True:
        return None
    rate = wanted.get("rate")
    known = isinstance(rate, int) and SLOWEST <= rate <= FASTEST
    return BrowserLine(tell, rate if known and isinstance(rate, int) else RATE)
