"""The caller speaks while the contact does: the contact is silent, and no word is lost."""

from __future__ import annotations

import numpy as np
import pytest

from tests.hearing import Samples, spoken
from tests.practice.making import VOICE, line
from voicecoach.domain.turn import Reply
from voicecoach.practice import events
from voicecoach.practice.commands import Scripted
from voicecoach.practice.speaking_over import ENOUGH, SpeakingOver
from voicecoach.practice.spoken import SpokenCaller
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.speech.hearing.listening import Listening
from voicecoach.speech.hearing.recognizer import ScriptedRecognizer
from voicecoach.speech.line.simulated_line import SimulatedLine
from voicecoach.speech.sound.audio import BLOCK, RATE, Block, Clip
from voicecoach.speech.turn_end.endpointer import PauseEndpointer
from voicecoach.speech.turn_end.vad import ScriptedDetector
from voicecoach.speech.voice.synthesizer import ToneSynthesizer

LONG = line("l", "No, there is nothing here, and " * 10)
LATENCY = 0.1


def speaks(*stretches: tuple[float, float]) -> SpeakingOver:
    return SpeakingOver(ScriptedDetector(stretches))


def held(over: SpeakingOver | None, said: str = "sorry who else") -> tuple[Reply, float, int]:
    """The reply to a long line, when the contact fell silent (s), and blocks the reply was."""
    line_ = SimulatedLine()
    ear = Listening(
        ScriptedRecognizer([(0.9, "segment", said)] if said else []),
        ScriptedDetector([(0.5, 0.9)]),
        PauseEndpointer(),
    )
    caller = SpokenCaller(VoiceOut(line_, ToneSynthesizer(), VOICE, over=over), ear)
    silent, blocks = 0.0, 0
    for event in caller.reply(LONG, Scripted(), waits=False):
        if isinstance(event, events.YourTurn):
            silent = line_.count / RATE
        blocks += isinstance(event, events.Level)
        if isinstance(event, events.ReplyGiven):
            return event.reply, silent, blocks
    raise AssertionError("no reply")


def test_four_tenths_of_speech_silence_the_contact_and_belong_to_the_reply() -> None:
    reply, silent, _ = held(speaks((1.0, 2.0)))
    assert silent == pytest.approx(1.0 + ENOUGH / RATE, abs=LATENCY)
    assert reply.text == "sorry who else"
    assert reply.hesitation == pytest.approx(0.5, abs=0.05), "its beginning was kept"


def test_a_mm_hm_does_not() -> None:
    _, silent, _ = held(speaks((1.0, 1.3), (2.0, 2.3)))
    assert silent > 5


def test_without_a_check_nobody_interrupts_by_voice() -> None:
    _, silent, _ = held(None)
    assert silent > 5


def test_a_contact_that_interrupted_itself_does_so_once() -> None:
    over = speaks((1.0, 2.0))
    held(over, said="")
    assert over.taken() is None
    _, silent, _ = held(over)
    assert silent > 5


def heard_over(said: Samples, clip: Clip) -> bool:
    """Whether a contact who says the clip is interrupted by what the microphone hears."""
    over = speaks((0.0, 9.0))
    over.begin(clip)
    quiet = np.zeros(int(LATENCY * RATE), dtype="<i2")
    pcm = np.concatenate((quiet, said)).astype("<i2").tobytes()
    pieces = [pcm[start : start + 2 * BLOCK] for start in range(0, len(pcm), 2 * BLOCK)]
    blocks = (Block(piece, 0) for piece in pieces)
    return any(over.hears(block, blocks) for block in blocks)


def test_the_contact_s_own_sound_joined_to_the_microphone_does_not() -> None:
    contact, caller = spoken("As I told you, no."), spoken("Sorry, may I ask one thing?")
    clip = Clip(contact.astype("<i2").tobytes(), RATE)
    assert not heard_over(contact, clip)
    assert heard_over(caller, clip)


def test_what_was_said_is_given_once() -> None:
    over = speaks((0.0, 9.0))
    blocks = iter([Block(bytes(2 * BLOCK), n * BLOCK) for n in range(40)])
    while not over.hears(next(blocks), blocks):
        pass
    said = over.taken()
    assert said is not None
    assert [block.start for block in said] == [n * BLOCK for n in range(40)]
    assert over.taken() is None
