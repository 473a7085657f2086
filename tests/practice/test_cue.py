"""The tone before the caller's turn is heard by the caller and kept out of the reply."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tests.practice.making import VOICE, line
from voicecoach.practice import events
from voicecoach.practice.commands import Command, HangUp, Scripted
from voicecoach.practice.spoken import SpokenCaller
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.speech.hearing.listening import Listening
from voicecoach.speech.hearing.recognizer import ScriptedRecognizer
from voicecoach.speech.line.simulated_line import SimulatedLine, SimulatedPlayback
from voicecoach.speech.sound.audio import RATE, Block, Clip
from voicecoach.speech.sound.levels import dbfs
from voicecoach.speech.sound.tones import cue, ring
from voicecoach.speech.turn_end.endpointer import PauseEndpointer
from voicecoach.speech.turn_end.vad import ScriptedDetector
from voicecoach.speech.voice.synthesizer import ToneSynthesizer

LATE = int(0.1 * RATE)
"""Samples after which the loudspeaker is heard in the microphone."""

ANSWER_AFTER = 1.0
LOUD = -50.0


class EchoLine(SimulatedLine):
    """Its microphone hears the loudspeaker, at full level."""

    def __init__(self) -> None:
        super().__init__()
        self.played: list[Clip] = []
        self._echo_from = 0

    def load(self, clip: Clip) -> SimulatedPlayback:
        self.played.append(clip)
        return super().load(clip)

    def playing_until(self, sample: int) -> None:
        if sample > self.count:
            self._echo_from = self.count + LATE
        super().playing_until(sample)

    def blocks(self) -> Iterator[Block]:
        for block in super().blocks():
            at = 2 * (block.start - self._echo_from)
            echo = self.played[-1].pcm[at : at + len(block.pcm)] if self.played and at >= 0 else b""
            yield Block(echo + block.pcm[len(echo) :], block.start)


class HangsUpAt(Scripted):
    """Hangs up at one look."""

    def __init__(self, look: int) -> None:
        super().__init__()
        self._look = look

    def poll(self) -> Command | None:
        self._look -= 1
        return HangUp() if self._look == 0 else None


def held(
    tone: Clip | None, commands: Scripted | None = None
) -> tuple[list[events.Event], EchoLine]:
    echo = EchoLine()
    ear = Listening(
        ScriptedRecognizer([(2.0, "segment", "one two")]),
        ScriptedDetector([(1.0, 2.0)]),
        PauseEndpointer(),
    )
    caller = SpokenCaller(VoiceOut(echo, ToneSynthesizer(), VOICE, ring(), tone), ear)
    echo.answer(Clip(np.full(RATE, 3000, "<i2").tobytes(), RATE), ANSWER_AFTER)
    return list(caller.reply(line("l", "No."), commands or Scripted(), waits=False)), echo


def loud_from(seen: list[events.Event]) -> float:
    """s of the recorded reply after which it is loud."""
    levels = [event for event in seen if isinstance(event, events.Level)]
    recorded = b"".join(event.block.pcm for event in levels)
    blocks = [recorded[at : at + 640] for at in range(0, len(recorded), 640)]
    return next(n for n, pcm in enumerate(blocks) if dbfs(pcm) > LOUD) * 0.02


def test_the_tone_is_played_last_and_not_recorded() -> None:
    seen, echo = held(cue())
    assert [clip.seconds for clip in echo.played] == [pytest.approx(0.3), pytest.approx(0.15)]
    assert loud_from(seen) == pytest.approx(ANSWER_AFTER - 0.2, abs=0.03)


def test_the_echo_would_be_recorded_without_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicecoach.practice.turn_ear.GUARD", 0)
    seen, _ = held(cue())
    assert loud_from(seen) < 0.1


def test_no_tone_unless_it_is_wanted() -> None:
    seen, echo = held(None)
    assert len(echo.played) == 1
    assert isinstance(seen[-1], events.ReplyGiven)


def test_hanging_up_during_the_tone() -> None:
    blocks_of_the_line = 15
    seen, echo = held(cue(), HangsUpAt(blocks_of_the_line + 3))
    assert len(echo.played) == 2
    assert isinstance(seen[-1], events.ReplyGiven)
    assert seen[-1].reply.ended.code == "hung-up"
    assert not any(isinstance(event, events.YourTurn) for event in seen)


def test_the_tones_are_soft_and_begin_and_end_softly() -> None:
    for tone in (cue(), ring()):
        samples = np.frombuffer(tone.pcm, "<i2").astype(int)
        assert -26 < dbfs(tone.pcm) < -22
        assert np.abs(samples[[0, -1]]).max() < 100
