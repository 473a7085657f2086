from __future__ import annotations

import numpy as np
import pytest

from tests.hearing import RATE, spoken
from voicecoach.speech.line.microphone_check import echo, faults
from voicecoach.speech.sound.levels import dbfs

TONE = 1000.0


def noise(level: float, seconds: float = 1.0) -> np.ndarray:
    """White noise of an RMS in dBFS."""
    samples = np.random.default_rng(1).normal(size=int(seconds * RATE))
    return samples * 32768 * 10 ** (level / 20)


def tone(hz: float, level: float, seconds: float = 1.0) -> np.ndarray:
    at = np.arange(int(seconds * RATE)) / RATE
    return np.sin(2 * np.pi * hz * at) * 2**0.5 * 32768 * 10 ** (level / 20)


def pcm(samples: np.ndarray) -> bytes:
    return np.clip(np.round(samples), -32768, 32767).astype("<i2").tobytes()


def voice(level: float) -> np.ndarray:
    samples = spoken().astype(float)
    return samples * 10 ** ((level - dbfs(spoken().tobytes())) / 20)


def codes(room: np.ndarray, speech: np.ndarray) -> list[str]:
    return [fault.code for fault in faults(pcm(room), pcm(speech))]


@pytest.mark.parametrize("level", [-40, -30, -20])
def test_a_good_microphone_has_no_faults(level: float) -> None:
    assert codes(noise(-70), voice(level)) == []


@pytest.mark.parametrize(
    ("room", "speech", "expected"),
    [
        (np.zeros(RATE), np.zeros(RATE), ["muted"]),
        (noise(-70), voice(-52), ["quiet"]),
        (noise(-30), voice(-25), ["noise"]),
        (noise(-70), voice(-2), ["clipping"]),
        (noise(-70) + 3000, voice(-25) + 3000, ["offset"]),
        (tone(50, -45) + noise(-70), voice(-20), ["hum"]),
        (tone(60, -48) + tone(180, -50) + noise(-65), voice(-20), ["hum"]),
    ],
    ids=["muted", "quiet", "noise", "clipping", "offset", "50 Hz", "60 Hz with harmonics"],
)
def test_what_is_wrong_is_told(room: np.ndarray, speech: np.ndarray, expected: list[str]) -> None:
    assert codes(room, speech) == expected
    for fault in faults(pcm(room), pcm(speech)):
        assert fault.what.endswith(".")
        assert fault.todo.endswith(".")


def test_a_soft_hum_is_no_fault() -> None:
    assert codes(tone(50, -70), voice(-20)) == []


@pytest.mark.parametrize(("level", "heard"), [(-30, True), (-55, True), (-80, False)])
def test_the_loudspeaker_in_the_microphone(level: float, heard: bool) -> None:
    room = noise(-65)
    assert (echo(pcm(room), pcm(room + tone(TONE, level)), TONE) is not None) is heard


def test_a_noisy_room_is_no_loudspeaker() -> None:
    assert echo(pcm(noise(-40)), pcm(noise(-35)), TONE) is None
