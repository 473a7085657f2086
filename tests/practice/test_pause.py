"""A pause lets the line go: what is said in it is not heard, and it may last."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tests.practice.making import VOICE, line
from tests.virtual_card.comparing import noise
from voicecoach.domain.turn import Reply
from voicecoach.practice import events
from voicecoach.practice.commands import Command, EndReply, HangUp, Pause, Repeat, Resume
from voicecoach.practice.spoken import SpokenCaller
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.speech.hearing.listening import Listening
from voicecoach.speech.hearing.recognizer import ScriptedRecognizer
from voicecoach.speech.line.simulated_line import SimulatedLine, SimulatedPlayback
from voicecoach.speech.sound.audio import BLOCK, RATE, Block, Clip
from voicecoach.speech.turn_end.endpointer import PauseEndpointer
from voicecoach.speech.turn_end.vad import ScriptedDetector
from voicecoach.speech.voice.synthesizer import ToneSynthesizer

PAUSE = 75.0
"""s: longer than a sound card keeps what nobody asks for."""


class PassingLine(SimulatedLine):
    """Time passes in a pause, and a held iterator is found out: a card's breaks in a minute."""

    def __init__(self) -> None:
        super().__init__()
        self.held = 0
        self.playbacks: list[SimulatedPlayback] = []

    def load(self, clip: Clip) -> SimulatedPlayback:
        self.playbacks.append(super().load(clip))
        return self.playbacks[-1]

    def blocks(self) -> Iterator[Block]:
        self.held += 1
        try:
            yield from super().blocks()
        finally:
            self.held -= 1

    def pass_time(self, seconds: float) -> None:
        assert not self.held, "the line is held while the call waits"
        assert all(playback.finished for playback in self.playbacks), "it sounds in a pause"
        blocks = super().blocks()
        for _ in range(round(seconds * RATE / BLOCK)):
            next(blocks)


class Pausing:
    """Pauses at one look, and after a while gives the order."""

    def __init__(self, passing: PassingLine, look: int, order: Command) -> None:
        self._passing, self._look, self._order = passing, look, order

    def poll(self) -> Command | None:
        self._look -= 1
        return Pause() if self._look == 0 else None

    def wait(self) -> Command:
        self._passing.pass_time(PAUSE)
        return self._order

    def drop(self) -> None:
        """Nothing to forget."""


def held(look: int, order: Command, said: np.ndarray) -> tuple[list[events.Event], PassingLine]:
    """A call in which somebody says ``said`` from the contact's last sample on."""
    passing = PassingLine()
    ear = Listening(
        ScriptedRecognizer([(2.0, "segment", "we could"), (4.0, "segment", "speak there")]),
        ScriptedDetector([(0.5, 4.0)]),
        PauseEndpointer(),
    )
    caller = SpokenCaller(VoiceOut(passing, ToneSynthesizer(), VOICE), ear)
    passing.answer(Clip(said.tobytes(), RATE), 0.0)
    return list(caller.reply(line("l", "No."), Pausing(passing, look, order))), passing


def heard(seen: list[events.Event]) -> np.ndarray:
    blocks = [event.block.pcm for event in seen if isinstance(event, events.Level)]
    return np.frombuffer(b"".join(blocks), "<i2")


def given(seen: list[events.Event]) -> Reply:
    assert isinstance(seen[-1], events.ReplyGiven)
    return seen[-1].reply


LOOKS_OF_THE_LINE = 15
"""Blocks in which the contact says its word."""


def test_what_is_said_in_a_pause_is_not_heard_and_nothing_else_is_lost() -> None:
    said = noise(PAUSE + 8.0, RATE)
    seen, _ = held(LOOKS_OF_THE_LINE + 100, Resume(), said)
    kinds = [type(event) for event in seen]
    paused = kinds.index(events.Paused)
    assert kinds[paused + 1] is events.Resumed
    assert kinds.count(events.YourTurn) == 1, "the recording would begin anew"
    sound, first = heard(seen), int(0.2 * RATE)
    before = heard(seen[:paused]).size
    assert (sound[:before] == said[first : first + before]).all()
    later = first + before + round(PAUSE * RATE)
    assert (sound[before:] == said[later : later + sound.size - before]).all()
    assert sound.size - before > 2 * RATE


def test_the_pause_counts_neither_for_the_end_of_the_reply_nor_for_its_length() -> None:
    seen, _ = held(LOOKS_OF_THE_LINE + 100, Resume(), noise(1.0, RATE))
    reply = given(seen)
    assert reply.text == "we could speak there"
    assert reply.ended.code == "pause"
    assert reply.duration == pytest.approx(5.5, abs=0.1)


@pytest.mark.parametrize(
    ("order", "code"), [(EndReply(), "key"), (HangUp(), "hung-up"), (Pause(), "pause")]
)
def test_orders_in_a_pause(order: Command, code: str) -> None:
    seen, _ = held(LOOKS_OF_THE_LINE + 150, order, noise(1.0, RATE))
    assert given(seen).ended.code == code
    ended = [event for event in seen if isinstance(event, events.ReplyEnded)]
    assert len(ended) == (code != "hung-up")
    if code == "key":
        assert given(seen).text == "we could"


def test_the_line_can_be_asked_for_again_in_a_pause() -> None:
    seen, _ = held(LOOKS_OF_THE_LINE + 100, Repeat(), noise(1.0, RATE))
    spoken = [event.again for event in seen if isinstance(event, events.ContactSpeaks)]
    assert spoken == [False, True]
    assert given(seen).text == "we could speak there"


def test_the_contact_falls_silent_in_a_pause_and_says_the_line_from_its_start() -> None:
    seen, passing = held(5, Resume(), noise(1.0, RATE))
    assert [type(event) for event in seen[:3]] == [
        events.ContactSpeaks,
        events.Paused,
        events.Resumed,
    ]
    assert len(passing.playbacks) == 2
    assert given(seen).text == "we could speak there"


def test_hanging_up_while_the_contact_is_held() -> None:
    seen, _ = held(5, HangUp(), noise(1.0, RATE))
    assert given(seen).ended.code == "hung-up"
