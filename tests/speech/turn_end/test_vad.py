"""Does somebody speak? Silero over our own voice, noise, hum and slams; the fake beside it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.hearing import Samples, pieces, placed, room, silence, spoken
from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.turn_end.vad import FRAME, ScriptedDetector, SileroVad, VoiceDetector


def stretches(
    detector: VoiceDetector, samples: Samples, size: int = 320
) -> list[tuple[float, float]]:
    """Where it hears somebody: (start, end) in s."""
    detector.begin()
    found: list[tuple[float, float]] = []
    speaking, at = False, 0
    for piece in pieces(samples, size):
        at += len(piece) // 2
        now = detector.speech(piece)
        if now and not speaking:
            found.append((at / RATE, at / RATE))
        if now:
            found[-1] = (found[-1][0], at / RATE)
        speaking = now
    return found


@pytest.fixture(scope="module")
def silero() -> SileroVad:
    return SileroVad()


def test_it_hears_a_voice_where_it_is(silero: SileroVad) -> None:
    end = 1.0 + len(spoken()) / RATE
    found = stretches(silero, placed(end + 1.0, (1.0, spoken())))
    assert found[0][0] == pytest.approx(1.0 + silero.lag / RATE, abs=0.15)
    assert found[-1][1] == pytest.approx(end, abs=0.3)


@pytest.mark.parametrize("size", [160, 1000, RATE])
def test_the_size_of_the_pieces_makes_no_difference(silero: SileroVad, size: int) -> None:
    sound = placed(4.0, (0.5, spoken()))
    usual, other = stretches(silero, sound), stretches(silero, sound, size)
    assert other[0][0] == pytest.approx(usual[0][0], abs=max(size, 320) / RATE)


def test_an_offset_of_the_sound_card_changes_nothing(silero: SileroVad) -> None:
    sound = placed(3.0, (0.5, spoken()[: 2 * RATE] // 4))
    moved = (sound.astype(np.int32) + 8000).astype(np.int16)
    assert stretches(silero, moved)[0][0] == pytest.approx(
        stretches(silero, sound)[0][0], abs=2 * FRAME / RATE
    )


def hum() -> Samples:
    at = np.arange(3 * RATE) / RATE
    return (3000 * np.sin(2 * np.pi * 100 * at)).astype(np.int16)


def slams() -> Samples:
    sound = room(3.0).astype(np.int32)
    for start in (0.5, 1.3, 2.1):
        first = int(start * RATE)
        decay = np.exp(-np.arange(1600) / 160)
        sound[first : first + 1600] += (12000 * decay * np.sign(room(0.1))).astype(np.int32)
    return np.clip(sound, -32768, 32767).astype(np.int16)


@pytest.mark.parametrize(
    "sound",
    [silence(3.0), room(3.0, -30.0), hum(), slams()],
    ids=["zeros", "noise", "hum", "slams"],
)
def test_what_is_no_voice(silero: SileroVad, sound: Samples) -> None:
    assert stretches(silero, sound) == []


def test_begin_forgets(silero: SileroVad) -> None:
    sound = placed(3.0, (0.0, spoken()[: 2 * RATE]))
    first = stretches(silero, sound)
    assert stretches(silero, sound) == first


def test_the_fake_says_what_it_was_told() -> None:
    found = stretches(ScriptedDetector([(0.5, 1.0), (2.0, 2.5)]), silence(3.0))
    assert np.array(found) == pytest.approx(np.array([(0.52, 1.0), (2.02, 2.5)]))
