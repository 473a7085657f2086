"""What is wrong with how the caller is heard, in plain words, each with the next step. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.sound.levels import FULL_SCALE, dbfs, digital_silence

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float64]

QUIET_DBFS = -45.0
"""RMS of speech below which most words are lost (see ``survey.QUIET_DBFS``)."""

CLIPPED_SHARE = 0.001
"""Share of samples at full scale: one a thousand is heard as a crackle, and clipping cost a third
of the words in the measured file."""

NEARLY_FULL = 32_700
OFFSET = 0.02
"""Mean, as a share of full scale: sound cards stay under 0.005."""

NOISE_ABOVE = 10.0
"""dB between speech and the room below which Silero misses one frame in five (measured at 10 and
5 dB)."""

HUM_SHARE = 0.7
"""Share of the room's power at the mains frequency and its first harmonics."""

HUM_DBFS = -60.0
"""A hum softer than that harms nothing."""

MAINS_HZ = (50.0, 60.0)
HARMONICS = 4
ECHO_ABOVE = 12.0
"""dB by which a test tone must stand out in the microphone, against the same frequency in the
quiet room, to be the loudspeaker's."""

ECHO_DBFS = -70.0
"""A tone softer than that in the microphone is no words."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        code: stable, for programs.
        what: a sentence for the caller.
        todo: what to do next.
    """

    code: str
    what: str
    todo: str


def faults(room: bytes, speech: bytes) -> list[Fault]:
    """What is wrong with the microphone.

    Args:
        room: what it heard while nobody spoke, at least 0.4 s (16-bit mono, 16 kHz).
        speech: what it heard while the caller read aloud.
    """
    if digital_silence(speech) and digital_silence(room):
        return [MUTED]
    found = [_quiet_or_noisy(room, speech), _clipped(speech), _offset(room), _hum(room)]
    return [fault for fault in found if fault is not None]


def echo(room: bytes, sounding: bytes, hz: float) -> Fault | None:
    """Whether the microphone hears the loudspeaker.

    Args:
        room: what it heard while nothing sounded.
        sounding: what it heard while a tone was played.
        hz: the tone's frequency.
    """
    before, meanwhile = _tone_dbfs(room, hz), _tone_dbfs(sounding, hz)
    if meanwhile < ECHO_DBFS or meanwhile - before < ECHO_ABOVE:
        return None
    return Fault(
        "echo",
        f"Your microphone hears the loudspeaker ({meanwhile:.0f} dB).",
        "Use headphones or a headset, or turn the loudspeaker down. Calls work all the same: "
        "nothing is heard while the contact speaks.",
    )


MUTED = Fault(
    "muted",
    "The microphone delivers nothing at all: it is muted, or this program may not use it.",
    "Look for a mute key on the headset and in the system's sound settings, then try again.",
)


def _quiet_or_noisy(room: bytes, speech: bytes) -> Fault | None:
    level, floor = dbfs(speech), dbfs(room)
    if level < QUIET_DBFS:
        return Fault(
            "quiet",
            f"You are very quiet ({level:.0f} dB).",
            "Turn the microphone up in the system's sound settings, or come nearer to it.",
        )
    if level - floor < NOISE_ABOVE:
        return Fault(
            "noise",
            f"It is loud around you: your voice is only {level - floor:.0f} dB above it.",
            "Close a window, switch off the fan, or come nearer to the microphone.",
        )
    return None


def _clipped(speech: bytes) -> Fault | None:
    import numpy as np

    share = float(np.mean(np.abs(_samples(speech)) >= NEARLY_FULL))
    if share < CLIPPED_SHARE:
        return None
    return Fault(
        "clipping",
        f"You are too loud for the microphone: {share:.1%} of the sound is cut off.",
        "Turn the microphone down in the system's sound settings, or move away from it a little.",
    )


def _offset(room: bytes) -> Fault | None:
    mean = abs(float(_samples(room).mean())) / FULL_SCALE  # clipped speech has one, too
    if mean < OFFSET:
        return None
    return Fault(
        "offset",
        f"The microphone's sound is shifted by {mean:.0%} of its range: a fault of the sound card.",
        "It is heard all the same; if words are missed, use another microphone.",
    )


def _hum(room: bytes) -> Fault | None:
    if dbfs(room) < HUM_DBFS:
        return None
    power, hz = _spectrum(room)
    for mains in MAINS_HZ:
        near = sum(float(power[abs(hz - mains * n) <= 2.5].sum()) for n in range(1, HARMONICS + 1))
        if near >= HUM_SHARE * float(power.sum()):
            return Fault(
                "hum",
                f"The microphone hums at {mains:.0f} Hz, the mains.",
                "Try another USB socket or cable, or unplug the laptop's power supply.",
            )
    return None


def _tone_dbfs(sound: bytes, hz: float) -> float:
    """Level of one frequency, dB below full scale."""
    import numpy as np

    power, all_hz = _spectrum(sound)
    near = float(power[abs(all_hz - hz) <= 5].sum())
    return 10 * float(np.log10(max(near, 1e-12)))


def _spectrum(sound: bytes) -> tuple[Any, Any]:
    """Power by frequency (Hz), full scale 1; without the offset."""
    import numpy as np

    samples = _samples(sound) / FULL_SCALE
    samples = (samples - samples.mean()) * np.hanning(len(samples))
    power = np.abs(np.fft.rfft(samples)) ** 2 / len(samples) ** 2 * 16 / 3
    return power, np.fft.rfftfreq(len(samples), 1 / RATE)


def _samples(sound: bytes) -> Samples:
    import numpy as np

    return np.frombuffer(sound, "<i2").astype(np.float64)
