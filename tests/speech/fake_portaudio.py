"""A sounddevice module of our own, for devices that the virtual card cannot be."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

BAD_CHANNELS, BAD_RATE = -9998, -9997


class FakePortAudioError(Exception):
    pass


class FakeCallbackStop(Exception):
    pass


class FakeStream:
    """Opens only with the device's own format; sounds when a test calls the callback."""

    def __init__(self, card: FakeSoundDevice, **options: Any) -> None:
        card.tried.append((options["samplerate"], options["channels"]))
        if card.refuses:
            raise FakePortAudioError("Error opening stream: no", card.refuses)
        if options["channels"] not in card.channels:
            raise FakePortAudioError("Error opening stream: channels", BAD_CHANNELS)
        if options["samplerate"] not in card.rates:
            raise FakePortAudioError("Error opening stream: rate", BAD_RATE)
        self.options = options
        self.time = 100.0
        self.latency = options["latency"]
        self.closed = False
        self.started = False
        self.start: Callable[[], None] = self._start
        card.streams.append(self)

    def _start(self) -> None:
        self.started = True

    def abort(self) -> None:
        self.started = False

    def close(self) -> None:
        self.closed = True

    def deliver(self, data: bytes) -> None:
        frames = len(data) // 2 // self.options["channels"]
        self.options["callback"](data, frames, None, None)

    def take(self, frames: int, heard_at: float) -> bytes:
        """What the program wants to be heard next."""
        out = bytearray(2 * frames * self.options["channels"])
        when = SimpleNamespace(outputBufferDacTime=heard_at, currentTime=self.time)
        try:
            self.options["callback"](memoryview(out), frames, when, None)
        except FakeCallbackStop:
            self.options["finished_callback"]()
        return bytes(out)


class FakeSoundDevice:
    """Stands for the module ``sounddevice`` with one device."""

    PortAudioError = FakePortAudioError
    CallbackStop = FakeCallbackStop

    def __init__(self, rates: set[int], channels: set[int], refuses: int = 0) -> None:
        self.rates, self.channels, self.refuses = rates, channels, refuses
        self.tried: list[tuple[float, int]] = []
        self.streams: list[FakeStream] = []
        self.rescans = 0

    def query_devices(self, device: str | None, kind: str) -> dict[str, Any]:
        return {
            "default_samplerate": float(max(self.rates)),
            f"max_{kind}_channels": max(self.channels),
        }

    def RawInputStream(self, **options: Any) -> FakeStream:
        return FakeStream(self, **options)

    RawOutputStream = RawInputStream

    def _terminate(self) -> None:
        self.rescans += 1

    def _initialize(self) -> None:
        self.refuses = 0

    def _exit_handler(self) -> None:
        """What sounddevice does at exit."""
