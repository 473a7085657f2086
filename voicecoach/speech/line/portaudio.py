"""sounddevice (PortAudio) wrapped: imported late, its errors in our words. The one place.

A sound server that hangs lets PortAudio's calls hang too, so each call that could is made
``within`` a time (hanging.py).
"""

from __future__ import annotations

import atexit
import contextlib
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from voicecoach.errors import DeviceError, DeviceLostError, NoDeviceError
from voicecoach.speech.line.hanging import BACK, HUNG, HungError, abandoned, hangs, inside, within

Kind = Literal["input", "output"]
NAMES = {"input": "microphone", "output": "loudspeaker"}
INSTALL = (
    "Install it: `apt-get install libportaudio2` (Debian, Ubuntu) or `dnf install portaudio` "
    "(Fedora). Until then `voicecoach practice --typed` and `voicecoach demo` do without."
)
CHOOSE = "`voicecoach devices` lists what there is; choose one in the settings."

BLOCK_SECONDS = 0.02
"""s of one block (``BLOCK`` samples at ``RATE``)."""

OPEN_SECONDS = 0.9
"""A device opens in 1-10 ms (72 measured at most); one whose sound server hangs never does. A call
is told of it within a second; what opens later than that is tried again."""

PATIENT_SECONDS = 5.0
"""The same where nobody waits in a call."""

CLOSE_SECONDS = 0.2
"""A stream closes in milliseconds; one whose sound server hangs never does."""

WHY = {
    -9985: "another program uses it",
    -9994: "it offers no kind of samples that can be used",
    -9997: "it offers no sampling rate that can be used",
    -9998: "it offers no number of channels that can be used",
}
"""What PortAudio's codes mean for people."""
GONE = {-9993, -9988, -9987}
"""What PortAudio says of a dead sound server (measured: "illegal combination of devices")."""

OTHER_FORMAT = {-9999, -9998, -9997, -9996, -9995, -9994}
"""Codes after which another rate or number of channels may do (-9996: Windows' WASAPI)."""

_streams: weakref.WeakSet[Any] = weakref.WeakSet()
"""Every stream of this process: the device list must not be read anew while one is open."""

_library: list[Any] = []
"""sounddevice, once it is loaded."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A stream that is open but not started.

    Attributes:
        stream: sounddevice's.
        rate: Hz, as the device wanted it.
        channels: as the device wanted them.
    """

    stream: Any
    rate: float
    channels: int


def library() -> Any:
    """The sounddevice module.

    Raises:
        NoDeviceError: the PortAudio library is not installed.
        HungError: it looks for devices when it is loaded, and the sound system does not answer.
    """
    if not _library:
        try:
            _library.append(within(PATIENT_SECONDS, _loaded))
        except OSError as error:
            what = "The sound library PortAudio is not installed."
            raise NoDeviceError(what, INSTALL) from error
    return _library[0]


def _loaded() -> Any:
    import sounddevice

    # Its own clean-up at exit would wait for a device that hangs, without end.
    atexit.unregister(sounddevice._exit_handler)
    atexit.register(_take_down, sounddevice)
    return sounddevice


def _take_down(sounddevice: Any) -> None:
    if not hangs():
        sounddevice._exit_handler()


@contextmanager
def in_our_words(kind: Kind) -> Iterator[None]:
    """Turns PortAudio's errors into ``DeviceError``."""
    name = NAMES[kind]
    try:
        yield
    except library().PortAudioError as error:
        message = str(error.args[0]) if error.args else str(error)
        code = error.args[1] if len(error.args) > 1 else 0
        if "querying device -1" in message:
            todo = "Connect one; `voicecoach practice --typed` and `voicecoach demo` do without."
            raise NoDeviceError(f"There is no {name}.", todo) from error
        if code in GONE:
            raise DeviceLostError(f"The {name} does not answer ({message}).", BACK) from error
        why = f"{WHY[code]} ({message})" if code in WHY else message
        todo = "Close other programs that use it, or choose another device in the settings."
        raise DeviceError(f"The {name} cannot be used: {why}.", todo) from error
    except ValueError as error:  # an unknown or ambiguous device name
        what = f"The {name} in the settings cannot be used: {error}."
        raise NoDeviceError(what, CHOOSE) from error


def check(kind: Kind, device: str | None = None) -> None:
    """Make sure that there is such a device, without opening it.

    Args:
        kind: microphone or loudspeaker.
        device: its name; None: the system's choice.

    Raises:
        NoDeviceError: there is none (of that name), or PortAudio is missing.
    """
    sounddevice = library()
    with in_our_words(kind):
        sounddevice.query_devices(device, kind)


def open_stream(
    kind: Kind,
    device: str | None,
    rate: int,
    latency: float,
    callback: Callable[..., None],
    finished: Callable[[], None],
    patience: float | None = None,
) -> Opened:
    """Open a 16-bit stream, mono at ``rate`` if the device can, else as near as it can.

    Args:
        kind: microphone or loudspeaker.
        device: its name, or an unmistakable part of it; None: the system's choice.
        rate: wanted, Hz.
        latency: depth of the device's buffer, s.
        callback: as sounddevice calls it.
        finished: called once when the stream has ended, for whatever reason.
        patience: s it may take; None: ``OPEN_SECONDS``.

    Raises:
        NoDeviceError: there is none (of that name), or PortAudio is missing.
        DeviceLostError: the sound system does not answer.
        DeviceError: it cannot be used; the message is the system's own.
    """
    sounddevice = library()
    make = getattr(sounddevice, f"Raw{kind.capitalize()}Stream")

    def open_first() -> Opened:
        problem: Any = None
        for hz, channels in formats(kind, device, rate):
            try:
                stream = make(
                    samplerate=hz,
                    channels=channels,
                    dtype="int16",
                    blocksize=round(hz * BLOCK_SECONDS),
                    latency=latency,
                    device=device,
                    callback=callback,
                    finished_callback=finished,
                )
            except sounddevice.PortAudioError as error:
                problem = problem or error
                if len(error.args) < 2 or error.args[1] not in OTHER_FORMAT:
                    break
            else:
                _streams.add(stream)
                return Opened(stream, hz, channels)
        raise problem

    with in_our_words(kind):
        return within(
            OPEN_SECONDS if patience is None else patience,
            open_first,
            lambda opened: abandoned.append(opened.stream),
        )


def formats(kind: Kind, device: str | None, rate: float) -> list[tuple[float, int]]:
    """Rates and channels to try: what we want, then what the device has."""
    info = library().query_devices(device, kind)
    rates = [rate, float(info["default_samplerate"])]
    channels = [1, 2, int(info[f"max_{kind}_channels"])]
    wanted = [(hz, count) for hz in rates for count in channels]
    return list(dict.fromkeys(wanted))


def start(kind: Kind, stream: Any) -> None:
    """Start a stream; one that does not start is given back.

    Raises:
        DeviceError: it does not start, or the sound system does not answer.
    """

    def run() -> None:
        stream.start()

    try:
        with in_our_words(kind):
            within(OPEN_SECONDS, run)
    except DeviceError:
        give_back(stream)
        raise


def give_back(stream: Any) -> None:
    """Silence and close a stream at once; never hangs, harmless when it is closed already."""

    def close() -> None:
        stream.abort()  # stop() would wait for a device that sleeps
        stream.close()

    try:
        with contextlib.suppress(library().PortAudioError):
            within(CLOSE_SECONDS, close)
    except HungError:
        abandoned.append(stream)


def rescan() -> bool:
    """Read the list of devices anew: PortAudio makes it once, when it is loaded.

    Returns:
        False if that was not possible because a stream is open.

    Raises:
        DeviceLostError: the sound system does not answer.
    """
    sounddevice = library()
    while abandoned:
        if inside():
            raise HungError(HUNG, BACK)
        give_back(abandoned.pop())
    if not all(stream.closed for stream in list(_streams)):
        return False

    def again() -> None:
        sounddevice._terminate()
        sounddevice._initialize()

    within(PATIENT_SECONDS, again)
    return True
