from __future__ import annotations

import pytest

from tests.hearing import SENTENCE, spoken, vosk
from tests.practice.test_cue import EchoLine
from voicecoach.practice.commands import Scripted
from voicecoach.practice.hearing_check import Checked, ReadAloud, check_hearing
from voicecoach.speech.hearing.listening import Listening
from voicecoach.speech.hearing.second_listener import ScriptedListener
from voicecoach.speech.line.simulated_line import SimulatedLine
from voicecoach.speech.sound.audio import RATE, Clip
from voicecoach.speech.turn_end.endpointer import PauseEndpointer
from voicecoach.speech.turn_end.vad import SileroVad

READ = Clip(spoken().tobytes(), RATE)


def check(line: SimulatedLine, clip: Clip | None, second: str | None = None) -> Checked:
    listener = None if second is None else ScriptedListener(lambda pcm: second)
    ear = Listening(vosk(), SileroVad(), PauseEndpointer(), listener)
    for event in check_hearing(line, ear, SENTENCE, Scripted()):
        if isinstance(event, ReadAloud) and clip is not None:
            line.answer(clip, 0.5)
        elif isinstance(event, Checked):
            return event
    raise AssertionError("no result")


def test_a_voice_that_is_understood() -> None:
    found = check(SimulatedLine(), READ)
    assert found.understood >= 0.8
    assert found.reliable
    assert found.faults == ()


def test_the_second_listener_decides_and_both_are_told() -> None:
    found = check(SimulatedLine(), READ, "something else was said entirely")
    assert len(found.hearings) == 2
    assert found.understood < 0.3
    assert not found.reliable


def test_nobody_reads_into_a_muted_microphone() -> None:
    found = check(SimulatedLine(room_dbfs=None), None)
    assert [fault.code for fault in found.faults] == ["muted"]
    assert found.understood == 0


def test_the_loudspeaker_is_heard() -> None:
    found = check(EchoLine(), READ)
    assert found.loudspeaker
    assert found.reliable


@pytest.mark.parametrize(("gain", "code"), [(0.01, "quiet"), (30.0, "clipping")])
def test_a_wrong_level_is_told(gain: float, code: str) -> None:
    samples = (spoken().astype(float) * gain).clip(-32768, 32767).astype("<i2")
    found = check(SimulatedLine(), Clip(samples.tobytes(), RATE))
    assert [fault.code for fault in found.faults] == [code]
