"""Which sound devices there are, and whether they can be used: answers in words."""

from __future__ import annotations

from dataclasses import dataclass

from voicecoach.errors import DeviceError
from voicecoach.speech.line.portaudio import (
    PATIENT_SECONDS,
    give_back,
    in_our_words,
    library,
    open_stream,
)
from voicecoach.speech.line.sound_card import SoundCardLine
from voicecoach.speech.sound.audio import RATE


@dataclass(frozen=True, slots=True)
class Device:
    """One sound device.

    Attributes:
        name: what the settings call it by.
        inputs: channels it can record (0: no microphone).
        outputs: channels it can play (0: no loudspeaker).
        rate: its own rate, Hz.
        chosen_in: the system's choice of microphone.
        chosen_out: the system's choice of loudspeaker.
    """

    name: str
    inputs: int
    outputs: int
    rate: int
    chosen_in: bool
    chosen_out: bool


@dataclass(frozen=True, slots=True)
class Probe:
    """Whether a call with sound can be held.

    Attributes:
        record_problem: why nothing can be recorded; None if it can.
        play_problem: why nothing can be played; None if it can.
        muted: the microphone opens and gives exact silence.
    """

    record_problem: DeviceError | None
    play_problem: DeviceError | None
    muted: bool = False

    @property
    def can_record(self) -> bool:
        """Whether there is a microphone that opens."""
        return self.record_problem is None

    @property
    def can_play(self) -> bool:
        """Whether there is a loudspeaker that opens."""
        return self.play_problem is None


def devices() -> list[Device]:
    """All sound devices of this machine; empty where there are none.

    Raises:
        NoDeviceError: PortAudio is not installed.
    """
    sounddevice = library()
    chosen_in, chosen_out = sounddevice.default.device
    with in_our_words("input"):
        found = sounddevice.query_devices()
    return [
        Device(
            name=str(info["name"]),
            inputs=int(info["max_input_channels"]),
            outputs=int(info["max_output_channels"]),
            rate=int(info["default_samplerate"]),
            chosen_in=info["index"] == chosen_in,
            chosen_out=info["index"] == chosen_out,
        )
        for info in found
    ]


def probe(input_device: str | None = None, output_device: str | None = None) -> Probe:
    """Open microphone and loudspeaker for a moment, without a sound, and listen to the first.

    Args:
        input_device: the microphone's name; None: the system's choice.
        output_device: the loudspeaker's name; None: the system's choice.
    """
    line, muted, problem = SoundCardLine(input_device), False, None
    try:
        muted = not line.listen_a_moment()
    except DeviceError as error:
        problem = error
    finally:
        line.close()
    return Probe(problem, _no_loudspeaker(output_device), muted)


def _no_loudspeaker(device: str | None) -> DeviceError | None:
    try:
        opened = open_stream("output", device, RATE, 0.1, _silence, _nothing, PATIENT_SECONDS)
        give_back(opened.stream)
    except DeviceError as error:
        return error
    return None


def _silence(*_: object) -> None:
    """A stream that is never started never calls this."""


def _nothing() -> None:
    """The stream was closed, as intended."""
