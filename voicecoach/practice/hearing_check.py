"""The hearing check: one sentence read aloud tells how well this microphone and model hear."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from voicecoach.domain.transcript import Transcript
from voicecoach.practice.commands import Commands, EndReply, HangUp
from voicecoach.practice.events import Level
from voicecoach.practice.spoken import CARD_WAIT
from voicecoach.practice.turn_ear import BY_KEY
from voicecoach.scoring.word_error import word_error_rate
from voicecoach.speech.hearing import listening
from voicecoach.speech.hearing.listening import Heard, Listening
from voicecoach.speech.line.line import Line
from voicecoach.speech.line.microphone_check import Fault, echo, faults
from voicecoach.speech.sound.audio import RATE, Block
from voicecoach.speech.sound.tones import TEST_HZ, test_tone

UNDERSTOOD = 0.7
"""Share of the words from which a score on what was heard is worth something."""

SETTLING, ROOM = int(0.3 * RATE), int(0.8 * RATE)
"""Samples that are dropped (a microphone wakes up), and that the room is measured over."""


@dataclass(frozen=True, slots=True)
class ReadAloud:
    """It is time to read the sentence."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found; its last event.

    Attributes:
        sentence: what was to be read.
        hearings: what each listener heard, the live one first.
        understood: share of the words that the best hearing holds, 0–1.
        faults: what is wrong with the microphone.
    """

    sentence: str
    hearings: tuple[Transcript, ...]
    understood: float
    faults: tuple[Fault, ...]

    @property
    def reliable(self) -> bool:
        """Whether scores on what is heard are worth something."""
        return self.understood >= UNDERSTOOD

    @property
    def loudspeaker(self) -> bool:
        """Whether the microphone hears the loudspeaker."""
        return any(fault.code == "echo" for fault in self.faults)


CheckEvent = ReadAloud | Level | Checked


def check_hearing(
    line: Line, ear: Listening, sentence: str, commands: Commands, *, aloud: bool = True
) -> Generator[CheckEvent, None, None]:
    """Measure the room, play a tone, hear the sentence.

    Args:
        line: microphone and loudspeaker.
        ear: as in a call.
        sentence: to be read aloud.
        commands: "end reply" ends the reading early, "hang up" ends the check without a result.
        aloud: whether the tone can be played.

    Raises:
        DeviceError: microphone or loudspeaker cannot be used.
        ModelError: the recognition model cannot be loaded.
    """
    blocks = line.blocks()
    _take(blocks, SETTLING)
    room = _take(blocks, ROOM)
    sounding = _while_sounding(line) if aloud else b""
    commands.drop()
    yield ReadAloud(sentence)
    ear.begin()
    speech = bytearray()
    for block in line.blocks():
        order = commands.poll()
        if isinstance(order, HangUp):
            return
        speech += block.pcm
        heard = [event for event in ear.feed(block) if not isinstance(event, listening.Partial)]
        if isinstance(order, EndReply) and not any(isinstance(event, Heard) for event in heard):
            heard.append(ear.finish(BY_KEY))
        for event in heard:
            if isinstance(event, listening.Level):
                yield Level(event.dbfs, event.elapsed, event.speech, block)
            elif isinstance(event, Heard):
                found = faults(room, _voiced(bytes(speech), event))
                found += [fault] if (fault := echo(room, sounding, TEST_HZ)) else []
                yield _checked(sentence, event, found)
                return


def _checked(sentence: str, heard: Heard, found: list[Fault]) -> Checked:
    hearings = [heard.transcript]
    better = heard.rehearing.result(CARD_WAIT) if heard.rehearing is not None else None
    if better is not None:
        hearings.append(better)
    right = 1 - min(1.0, word_error_rate(sentence, hearings[-1].text))
    return Checked(sentence, tuple(hearings), right, tuple(found))


def _while_sounding(line: Line) -> bytes:
    playback = line.load(test_tone())
    blocks = line.blocks()
    playback.start()
    sound = bytearray()
    try:
        for block in blocks:
            sound += block.pcm
            if playback.finished:
                break
    finally:
        playback.stop()
    return bytes(sound)


def _take(blocks: Iterator[Block], samples: int) -> bytes:
    sound = bytearray()
    while len(sound) < 2 * samples:
        sound += next(blocks).pcm
    return bytes(sound)


def _voiced(sound: bytes, heard: Heard) -> bytes:
    """From the first speech on; all of it where nobody spoke."""
    start = 0 if heard.hesitation is None else int(heard.hesitation * RATE)
    return sound[2 * start :] or sound
