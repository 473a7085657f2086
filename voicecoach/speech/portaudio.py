"""sounddevice (PortAudio) wrapped: imported late, its errors in our words. The one place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from voicecoach.errors import DeviceError, NoDeviceError

Kind = Literal["input", "output"]
NAMES = {"input": "microphone", "output": "loudspeaker"}
INSTALL = (
    "Install it: `apt-get install libportaudio2` (Debian, Ubuntu) or `dnf install portaudio` "
    "(Fedora). Until then use --typed or `voicecoach demo`."
)
CLOSE_SECONDS = 1.0
"""A stream that is closed answers in milliseconds; one whose sound server hangs never does."""


def library() -> Any:
    """The sounddevice module.

    Raises:
        NoDeviceError: the PortAudio library is not installed.
    """
    try:
        import sounddevice
    except OSError as error:
        raise NoDeviceError("The sound library PortAudio is not installed.", INSTALL) from error
    return sounddevice


@contextmanager
def in_our_words(kind: Kind) -> Iterator[None]:
    """Turns PortAudio's errors into ``DeviceError``."""
    name = NAMES[kind]
    try:
        yield
    except library().PortAudioError as error:
        message = str(error.args[0]) if error.args else str(error)
        if "querying device -1" in message:
            todo = f"Connect a {name}, or use --typed or `voicecoach demo`."
            raise NoDeviceError(f"There is no {name}.", todo) from error
        todo = "Close other programs that use it, or choose another device in the settings."
        raise DeviceError(f"The {name} cannot be used: {message}.", todo) from error
    except ValueError as error:  # an unknown or ambiguous device name
        todo = "Choose another device in the settings."
        raise DeviceError(f"The {name} in the settings cannot be used: {error}.", todo) from error


def check(kind: Kind, device: str | None = None) -> None:
    """Make sure that there is such a device.

    Args:
        kind: microphone or loudspeaker.
        device: its name; None: the system's choice.

    Raises:
        NoDeviceError: there is none, or PortAudio is missing.
        DeviceError: there is no device of that name.
    """
    sounddevice = library()
    with in_our_words(kind):
        sounddevice.query_devices(device, kind)


def default_format(kind: Kind, device: str | None) -> tuple[float, int]:
    """The device's own sampling rate (Hz) and number of channels."""
    with in_our_words(kind):
        info = library().query_devices(device, kind)
    return float(info["default_samplerate"]), int(info[f"max_{kind}_channels"])


def supports(kind: Kind, device: str | None, rate: float, channels: int) -> bool:
    """Whether the device can be opened so, 16-bit."""
    sounddevice = library()
    probe = getattr(sounddevice, f"check_{kind}_settings")
    try:
        probe(device=device, channels=channels, dtype="int16", samplerate=rate)
    except (sounddevice.PortAudioError, ValueError):
        return False
    return True


def abandon(action: Callable[[], object]) -> None:
    """Do something that may never return (closing a hung device); wait for it a second only."""
    worker = threading.Thread(target=action, name="close-device", daemon=True)
    worker.start()
    worker.join(CLOSE_SECONDS)
