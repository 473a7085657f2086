"""Other sounds in the room of a spoken reply. Part of ``benchmarks.turns``; all are made here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from voicecoach.speech.sound.audio import RATE

Sound = npt.NDArray[np.int16]
Planned = Callable[[Sound, Mapping[str, Any]], Sound]
"""Changes the sound of a reply of which start, end and pauses are known."""

AFTER_END = 0.3
"""s after the last word (and into each pause) at which a short sound begins."""

ROOM = 8.0
"""RMS of a quiet room in steps of 16 bits: -72 dBFS, never exact silence."""


def _louder(decibels: float) -> Planned:
    def with_noise(sound: Sound, turn: Mapping[str, Any]) -> Sound:
        """Steady noise, so many dB below the speech (both as RMS)."""
        spoken = sound[int(turn["start"] * RATE) : int(turn["end"] * RATE)].astype(float)
        loud = spoken[np.abs(spoken) > np.percentile(np.abs(spoken), 50)]
        rms = np.sqrt(np.mean(loud**2)) * 10 ** (-decibels / 20)
        return _added(sound, _rough(len(sound)) * rms, 0)

    return with_noise


def _at_pauses(make: Callable[[], npt.NDArray[np.float64]]) -> Planned:
    def with_sounds(sound: Sound, turn: Mapping[str, Any]) -> Sound:
        """The sound in each pause that has room for it, and after the end."""
        peak = float(np.percentile(np.abs(sound.astype(float)), 99))
        places = [one["at"] for one in turn["pauses"] if one["seconds"] > 1.0] + [turn["end"]]
        for place in places:
            sound = _added(sound, make() * peak, int((place + AFTER_END) * RATE))
        return sound

    return with_sounds


def _added(sound: Sound, more: npt.NDArray[np.float64], at: int) -> Sound:
    mixed = sound.astype(float)
    part = mixed[at : at + len(more)]
    part += more[: len(part)]
    return np.clip(np.round(mixed), -32768, 32767).astype(np.int16)


def _rough(samples: int, seed: int = 1) -> npt.NDArray[np.float64]:
    """Noise with less treble than bass, RMS 1."""
    white = np.random.default_rng(seed).normal(0, 1, samples + 31)
    smooth = np.convolve(white, np.hanning(32), "valid")[:samples]
    made: npt.NDArray[np.float64] = smooth / np.std(smooth)
    return made


def _cough() -> npt.NDArray[np.float64]:
    """Two bursts of rough noise, 0.15 s each."""
    burst = _rough(int(0.15 * RATE), 2) * np.hanning(int(0.15 * RATE))
    return np.concatenate([burst, np.zeros(int(0.08 * RATE)), burst * 0.7])


def _slam() -> npt.NDArray[np.float64]:
    """A door: a low thump that dies away."""
    time = np.arange(int(0.4 * RATE)) / RATE
    made: npt.NDArray[np.float64] = np.sin(2 * np.pi * 70 * time) * np.exp(-12 * time) * 2
    return made + _rough(len(time), 3) * np.exp(-40 * time)


def _keys() -> npt.NDArray[np.float64]:
    """Typing: ten clicks in a second."""
    made = np.zeros(RATE)
    for click in range(10):
        at = click * RATE // 10
        length = int(0.006 * RATE)
        made[at : at + length] = np.random.default_rng(click).normal(0, 0.5, length)
    return made


def room_after(sound: Sound) -> Sound:
    """The sound and 3 s of a quiet room."""
    room = np.random.default_rng(1).normal(0, ROOM, 3 * RATE)
    return np.concatenate([sound, np.round(room).astype(np.int16)])


LOUDEST = "noise 10 dB below"
CHANGES: Mapping[str, Planned] = {
    "noise 20 dB below": _louder(20),
    LOUDEST: _louder(10),
    "a cough": _at_pauses(_cough),
    "a slam": _at_pauses(_slam),
    "keys": _at_pauses(_keys),
}
"""By name."""
