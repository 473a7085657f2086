"""One reply at a time over a line: its end, its pauses, its going on after all."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from voicecoach.domain.transcript import Transcript
from voicecoach.domain.turn import ContactLine, Ended, Reply, Source
from voicecoach.errors import DeviceError
from voicecoach.practice.callers import Meaning, hung_up, typed_reply
from voicecoach.practice.commands import (
    Command,
    Commands,
    EndReply,
    HangUp,
    Next,
    NotFinished,
    Pause,
    Repeat,
    Resume,
    Type,
)
from voicecoach.practice.events import (
    Event,
    Heard,
    Level,
    ReplyEnded,
    WaitsLonger,
    WentOn,
    YourTurn,
)
from voicecoach.practice.holding import paused, until_mended
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.scoring.blending import blended
from voicecoach.speech.hearing import listening
from voicecoach.speech.hearing.listening import Listening
from voicecoach.speech.hearing.rehearing import Rehearing
from voicecoach.speech.sound.audio import BLOCK, RATE, Block

GUARD = int(0.2 * RATE)
"""Samples dropped after the true end of the contact's voice: with 0.2 s no echo of it was ever
recognised (measured with the loudspeaker in the microphone at -20 dB)."""

BY_KEY = Ended("key", "you ended it with a key")
LONGER = "You were cut off twice: I wait longer from now on."


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A reply as heard live, and its second hearing under way."""

    reply: Reply
    rehearing: Rehearing | None


Answered = Unjudged | Reply | Repeat | Type
"""What came of listening; ``Type`` without words: a device is gone, replies are typed from now."""


class TurnEar:
    """Hears replies over a line.

    Args:
        voice: whose line it is; gives the tone before a turn.
        ear: turns blocks of sound into words and decides when a reply is over.
        source: how the replies come in, for the record.
        by_key: press to talk: a key begins each reply, and a key ends it.
    """

    def __init__(self, voice: VoiceOut, ear: Listening, source: Source, *, by_key: bool) -> None:
        self._voice = voice
        self._ear = ear
        self._source = source
        self._by_key = by_key
        self._line: ContactLine | None = None
        self._kept: list[Level] = []  # the reply's sound so far
        self._blocks: Iterator[Block] | None = None
        self._begun = False  # the caller was told that it is their turn

    @property
    def line(self) -> ContactLine | None:
        """What the contact said last; None before the first line."""
        return self._line

    @property
    def can_go_on(self) -> bool:
        """Whether there was a reply that can be taken up again."""
        return self._line is not None and bool(self._kept)

    def listen(
        self, line: ContactLine, commands: Commands, meaning: Meaning | None
    ) -> Generator[Event, None, Answered]:
        """Hear the reply to a line that the contact said just now."""
        self._ear.begin(meaning)
        self._line = line
        self._kept.clear()
        self._begun = False
        if said := self._voice.spoken_over():
            heard = yield from self._hear_out(commands, line, said)
            if isinstance(heard, Unjudged) and not heard.reply.text:
                self._voice.was_silent()
            return heard
        told = yield from self._voice.cue(commands)
        if isinstance(told, HangUp | Type):
            return (yield from self._obeyed(told))
        if self._by_key:
            order = yield from self._key(line, commands)
            if order is not None:
                return (yield from self._obeyed(order))
        return (yield from self._hear_out(commands, line))

    def go_on(self, commands: Commands) -> Generator[Event, None, Answered]:
        """Hear the rest of a reply that was not over."""
        assert self._line is not None  # noqa: S101 - asked for only where can_go_on
        spoke_on = self._ear.went_on and self._blocks is not None
        if not spoke_on:
            wanted_more = self._ear.own.wants_more
            self._ear.go_on(cut=True)
            if self._ear.own.wants_more and not wanted_more:
                yield WaitsLonger(LONGER)
        yield WentOn(self._line)
        yield from self._kept
        return (yield from self._hear_out(commands, None, self._blocks if spoke_on else None))

    def let_go(self) -> None:
        """What is said from here on is no part of a reply: the call waits."""
        self._blocks = None

    def spoke_on(self) -> bool:
        """Whether the caller speaks on, by the sound that arrived since it was last looked at."""
        if self._blocks is None:
            return False
        try:
            for _ in range(self._voice.line.waiting()):
                self._take(next(self._blocks))
        except DeviceError:  # told when the line is needed next
            self._blocks = None
            return False
        if self._ear.went_on:
            return True
        self._blocks = None  # from here on it would be the contact that is heard
        return False

    def wait(
        self, heard: Unjudged, seconds: float, commands: Commands
    ) -> Generator[Event, None, Transcript | Answered | None]:
        """Wait for the second hearing, block by block.

        Returns:
            it; what the reply became where the caller went on meanwhile; None: it is not ready.
        """
        assert heard.rehearing is not None  # noqa: S101 - asked for only where there is one
        if self._blocks is None or heard.reply.ended.code == "key":
            return heard.rehearing.result(seconds)
        for _ in range(round(seconds * RATE / BLOCK)):
            better = heard.rehearing.result(BLOCK / RATE)
            if better is not None:
                return better
            try:
                level = self._take(next(self._blocks))
            except DeviceError:  # told when the line is needed next
                self._blocks = None
                return heard.rehearing.result(seconds)
            yield level
            if self._ear.went_on:
                return (yield from self._hear_out(commands, None, self._blocks))
        return None

    def _take(self, block: Block) -> Level:
        """Listen to a block after the end of a reply."""
        for event in self._ear.feed(block):
            if isinstance(event, listening.Level):
                level = Level(event.dbfs, event.elapsed, event.speech, block, event.muted)
                self._kept.append(level)
        return self._kept[-1]

    def _key(self, line: ContactLine, commands: Commands) -> Generator[Event, None, Command | None]:
        """Wait for the key that begins the reply; any other order is given back."""
        commands.drop()
        yield YourTurn(line, key=True)
        order = commands.wait()
        while not isinstance(order, EndReply | Next | Repeat | Type | HangUp):
            order = commands.wait()
        return None if isinstance(order, EndReply | Next) else order

    def _hear_out(
        self,
        commands: Commands,
        starts: ContactLine | None,
        blocks: Iterator[Block] | None = None,
    ) -> Generator[Event, None, Answered]:
        self._begun = starts is None
        heard = yield from self._hear_on(commands, starts, blocks)
        while isinstance(heard, Pause | Resume | DeviceError):
            # The line was let go: what is said in a pause is not heard, however long it lasts.
            if isinstance(heard, DeviceError):
                heard = yield from self._without(heard, commands)
                if isinstance(heard, Type):
                    return heard  # also what comes next is typed, until the device is back
            else:
                heard = yield from paused(commands, EndReply, Repeat)
            if isinstance(heard, Pause | Resume):
                heard = yield from self._hear_on(commands, None if self._begun else starts)
        return (yield from self._obeyed(heard))

    def _without(self, error: DeviceError, commands: Commands) -> Generator[Event, None, Command]:
        """Wait for the device; ``Resume`` when it is back."""
        order = yield from until_mended(self._voice.line, error, commands)
        if order is not None and not isinstance(order, NotFinished):
            return order
        if any(level.speech for level in self._kept):
            self._ear.go_on()  # who was interrupted may need a moment
        return Resume()

    def _hear_on(
        self,
        commands: Commands,
        starts: ContactLine | None = None,
        blocks: Iterator[Block] | None = None,
    ) -> Generator[Event, None, Unjudged | Command | DeviceError]:
        """Listen until the reply is over, an order comes or the device breaks.

        Args:
            commands: looked at once a block.
            starts: the contact said this just now, so the reply begins; None: it goes on.
            blocks: where the sound comes from; None: what is heard from now on.
        """
        try:
            interrupted = blocks is not None
            self._blocks = blocks = blocks or self._voice.line.blocks()
            if starts is not None:
                if not self._by_key and not interrupted:
                    _pass_guard(blocks)
                    commands.drop()  # keys pressed while the contact spoke were not meant for this
                self._begun = True
                yield YourTurn(starts)
            return (yield from self._hear_blocks(commands, blocks))
        except DeviceError as error:
            self._blocks = None
            return error

    def _hear_blocks(
        self, commands: Commands, blocks: Iterator[Block]
    ) -> Generator[Event, None, Unjudged | Command]:
        for block in blocks:
            order = commands.poll()
            if isinstance(order, Repeat | Type | HangUp):
                self._blocks = None
                return order
            reply = yield from self._feed(block, by_key=isinstance(order, EndReply))
            if reply is not None:
                return reply
            if isinstance(order, Pause):
                self._blocks = None
                return order
        raise AssertionError("a line's blocks never end")

    def _obeyed(self, heard: Unjudged | Command) -> Generator[Event, None, Answered]:
        """What the order that ended the listening makes of the reply."""
        if isinstance(heard, Unjudged | Repeat):
            return heard
        if isinstance(heard, Type):
            return typed_reply(heard.text) if heard.text else heard
        if isinstance(heard, HangUp):
            return hung_up()
        by_key = self._ear.finish(BY_KEY)  # in a pause
        yield ReplyEnded(by_key.ended)
        return self._as_reply(by_key)

    def _feed(self, block: Block, by_key: bool) -> Generator[Event, None, Unjudged | None]:
        heard: list[listening.SpeechEvent] = list(self._ear.feed(block))
        if by_key and not any(isinstance(event, listening.Heard) for event in heard):
            heard.append(self._ear.finish(BY_KEY))
        for event in heard:
            if isinstance(event, listening.Level):
                level = Level(event.dbfs, event.elapsed, event.speech, block, event.muted)
                self._kept.append(level)
                yield level
            elif isinstance(event, listening.Partial):
                yield Heard(event.text)
            else:
                yield ReplyEnded(event.ended)
                return self._as_reply(event)
        return None

    def _as_reply(self, heard: listening.Heard) -> Unjudged:
        if heard.ended.code == "pause":
            self._ear.go_on()
        else:
            self._blocks = None  # a key ended it: what follows is not meant for it
        reply = Reply(
            text=heard.transcript.text,
            source=self._source,
            ended=heard.ended,
            transcript=heard.transcript,
            hearings=(heard.transcript,),
            duration=heard.duration,
            hesitation=heard.hesitation,
        )
        return Unjudged(reply, heard.rehearing)


def _pass_guard(blocks: Iterator[Block]) -> None:
    """Drop the first ``GUARD`` samples, whole blocks at a time."""
    block = next(blocks)
    opened = block.start
    while block.end - opened < GUARD:
        block = next(blocks)


def by_hearing(better: Transcript, reply: Reply) -> Reply:
    """The reply as another hearing has it, with the live one's words where that only guessed.

    What each of them heard is kept.
    """
    hearings = (*reply.hearings, better)
    best = blended(better, hearings)
    return replace(reply, text=best.text, transcript=best, hearings=hearings)
