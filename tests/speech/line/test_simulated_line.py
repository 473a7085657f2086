"""The line without devices: when answers begin, what the room sounds like."""

from __future__ import annotations

import numpy as np
import pytest

from tests.virtual_card.comparing import noise
from voicecoach.speech.line.simulated_line import SimulatedLine
from voicecoach.speech.sound.audio import RATE, Clip

LOUD = 500
"""Far above the room tone, below the answers' level."""


def clip(seconds: float) -> Clip:
    return Clip(np.full(int(seconds * RATE), 3000, "<i2").tobytes(), RATE)


def hear(line: SimulatedLine, seconds: float) -> np.ndarray:
    blocks = line.blocks()
    heard = b""
    while len(heard) < 2 * seconds * RATE:
        heard += next(blocks).pcm
    return np.frombuffer(heard, "<i2")


def play(line: SimulatedLine, seconds: float) -> int:
    """Plays a clip to its end; the sample after it."""
    playback = line.load(clip(seconds))
    start = line.count
    playback.start()
    blocks = line.blocks()
    while not playback.finished:
        assert np.abs(np.frombuffer(next(blocks).pcm, "<i2")).max() < LOUD
    return start + int(seconds * RATE)


def test_an_answer_begins_exactly_after_playback_and_hesitation() -> None:
    line = SimulatedLine()
    said = noise(0.5, RATE)
    line.answer(Clip(said.tobytes(), RATE), 0.3)
    end = play(line, 0.51)
    first = line.count
    heard = hear(line, 1.5)
    at = end + int(0.3 * RATE) - first
    assert (heard[at : at + len(said)] == said).all()
    assert np.abs(heard[:at]).max() < LOUD
    assert np.abs(heard[at + len(said) :]).max() < LOUD


def test_a_playback_that_is_stopped_ends_there() -> None:
    line = SimulatedLine()
    line.answer(clip(0.2), 0.1)
    playback = line.load(clip(5.0))
    playback.start()
    hear(line, 0.4)
    playback.stop()
    assert playback.finished
    heard = hear(line, 0.4)
    assert int(np.argmax(heard > LOUD)) == pytest.approx(0.1 * RATE, abs=320)


def test_answers_queued_ahead_wait_for_their_own_playback() -> None:
    line = SimulatedLine()
    line.answer(clip(0.2), 0.1)
    line.answer(clip(0.2), 0.1)
    play(line, 0.3)
    assert (hear(line, 2.0) > LOUD).sum() == int(0.2 * RATE)
    assert line.unheard == 1
    play(line, 0.3)
    assert (hear(line, 2.0) > LOUD).sum() == int(0.2 * RATE)
    assert line.unheard == 0


def test_an_answer_given_again_without_a_playback_begins_from_now() -> None:
    line = SimulatedLine()
    line.answer(clip(0.2), 0.1)
    play(line, 0.3)
    hear(line, 1.0)
    line.answer(clip(0.2), 0.5)
    assert int(np.argmax(hear(line, 1.0) > LOUD)) == int(0.5 * RATE)


def test_the_caller_falls_silent_when_the_contact_speaks() -> None:
    line = SimulatedLine()
    line.answer(clip(3.0), 0.0)
    play(line, 0.1)
    assert (hear(line, 0.5) > LOUD).any()
    play(line, 0.5)
    assert not (hear(line, 1.0) > LOUD).any()


def test_clips_of_another_rate_take_their_own_time() -> None:
    line = SimulatedLine()
    line.answer(Clip(np.full(22_050, 3000, "<i2").tobytes(), 22_050), 0.0)
    playback = line.load(Clip(bytes(2 * 22_050), 22_050))
    playback.start()
    hear(line, 0.98)
    assert not playback.finished
    hear(line, 0.02)
    assert playback.finished
    assert (hear(line, 2.0) > LOUD).sum() == pytest.approx(RATE, abs=5)


def test_the_room_is_quiet_never_silent_and_the_same_each_time() -> None:
    room = hear(SimulatedLine(room_dbfs=-60.0), 7.0)
    rms = 20 * np.log10(np.sqrt((room.astype(float) ** 2).mean()) / 32768)
    assert rms == pytest.approx(-60.0, abs=0.5)
    assert all(block.any() for block in np.split(room, len(room) // 320))
    assert (room == hear(SimulatedLine(room_dbfs=-60.0), 7.0)).all()
    assert hear(SimulatedLine(), 1.0).any()
    assert not hear(SimulatedLine(room_dbfs=None), 4.0).any()
