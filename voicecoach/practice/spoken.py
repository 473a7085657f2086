"""Callers that speak over a line: a person at a microphone, recorded or rendered replies."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from voicecoach.domain.transcript import Transcript
from voicecoach.domain.turn import Contact, ContactLine, Ended, Reply, Source
from voicecoach.practice.callers import hung_up, typed_reply
from voicecoach.practice.commands import (
    Command,
    Commands,
    EndReply,
    HangUp,
    Pause,
    Repeat,
    Resume,
    SayAgain,
    Type,
)
from voicecoach.practice.events import (
    ContactSpeaks,
    Event,
    Heard,
    Level,
    ModelAnswer,
    NothingHeard,
    Paused,
    ReplyEnded,
    ReplyGiven,
    Resumed,
    Ringing,
    YourTurn,
)
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.speech import listening
from voicecoach.speech.audio import RATE, Block
from voicecoach.speech.listening import Listening
from voicecoach.speech.rehearing import Rehearing

GUARD = int(0.2 * RATE)
"""Samples dropped after the true end of the contact's voice: with 0.2 s no echo of it was ever
recognised (measured with the loudspeaker in the microphone at -20 dB)."""

BY_KEY = Ended("key", "you ended it with a key")
OUT_OF_REPLIES = Ended("hung-up", "there was no reply left to give")


SECOND_WAIT = 1.0
"""s a call that runs on waits for the second listener after a reply is over: a conversation
bears that much; then the live hearing decides and the card is corrected later."""

CARD_WAIT = 10.0
"""s a score card waits for it: nobody is kept from answering meanwhile."""


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A reply as heard live, and its second hearing under way."""

    reply: Reply
    rehearing: Rehearing | None


class Answers(Protocol):
    """Replies that are known beforehand: each is put on the line when it is due."""

    def give(self, line: ContactLine) -> bool:
        """Put the next reply on the line; False if there is none left."""


class SpokenCaller:
    """Answers by voice over a line.

    Args:
        voice: speaks the contact's lines over the same line.
        ear: turns blocks of sound into words and decides when a reply is over.
        source: how the replies come in, for the record.
        answers: replies known beforehand; None for a person.
        patience: s a call that runs on waits for the second listener.
    """

    def __init__(
        self,
        voice: VoiceOut,
        ear: Listening,
        source: Source = "spoken",
        answers: Answers | None = None,
        patience: float = SECOND_WAIT,
    ) -> None:
        self._voice = voice
        self._ear = ear
        self._source = source
        self._answers = answers
        self._patience = patience
        self._late: tuple[Reply, Rehearing] | None = None

    def prepare(self, lines: Iterable[ContactLine]) -> None:
        """See ``Caller``."""
        self._voice.prepare(lines)

    def ring(self, contact: Contact, commands: Commands) -> Iterator[Event]:
        """See ``Caller``."""
        yield Ringing(contact)
        yield from self._voice.ring(commands)

    def hear(self, line: ContactLine, commands: Commands) -> Iterator[Event]:
        """See ``Caller``."""
        yield ContactSpeaks(line)
        yield from self._voice.say(line, commands)

    def model_answer(self, text: str, commands: Commands) -> Iterator[Event]:
        """See ``Caller``."""
        yield ModelAnswer(text)
        yield from self._voice.model_answer(text, commands)

    def reply(
        self, line: ContactLine, commands: Commands, *, again: bool = False, waits: bool = True
    ) -> Iterator[Event]:
        """See ``Caller``."""
        speak_first = True
        while True:
            if speak_first:
                yield ContactSpeaks(line, again)
                if (yield from self._voice.say(line, commands)) is not None:
                    yield ReplyGiven(hung_up())
                    return
            if self._answers is not None and not self._answers.give(line):
                yield ReplyGiven(Reply("", self._source, OUT_OF_REPLIES))
                return
            heard: Unjudged | Reply | Repeat | SayAgain = yield from self._listen(line, commands)
            if isinstance(heard, Unjudged):
                heard = self._with_second(heard, CARD_WAIT if waits else self._patience)
            if isinstance(heard, Reply) and waits and _is_silent(heard):
                heard = yield from self._nothing_heard(heard, commands)
            if isinstance(heard, Reply):
                yield ReplyGiven(heard)
                return
            speak_first, again = isinstance(heard, Repeat), True

    def _listen(
        self, line: ContactLine, commands: Commands
    ) -> Generator[Event, None, Unjudged | Reply | Repeat]:
        self._ear.begin()
        if (yield from self._voice.cue(commands)) is not None:
            return hung_up()
        heard: Unjudged | Command = yield from self._hear_on(commands, line)
        while isinstance(heard, Pause | Resume):
            # The line was let go: what is said in a pause is not heard, however long it lasts.
            heard = yield from self._hold(commands)
            if isinstance(heard, Pause | Resume):
                heard = yield from self._hear_on(commands)
        return (yield from self._obeyed(heard))

    def _hear_on(
        self, commands: Commands, starts: ContactLine | None = None
    ) -> Generator[Event, None, Unjudged | Command]:
        """Listen until the reply is over or an order comes.

        Args:
            commands: looked at once a block.
            starts: the contact said this just now, so the reply begins; None: it goes on.
        """
        blocks = self._voice.line.blocks()
        if starts is not None:
            _pass_guard(blocks)
            commands.drop()  # keys pressed while the contact spoke were not meant for this
            yield YourTurn(starts)
        for block in blocks:
            order = commands.poll()
            if isinstance(order, Repeat | Type | HangUp):
                return order
            reply = yield from self._feed(block, by_key=isinstance(order, EndReply))
            if reply is not None:
                return reply
            if isinstance(order, Pause):
                return order
        raise AssertionError("a line's blocks never end")

    def _obeyed(
        self, heard: Unjudged | Command
    ) -> Generator[Event, None, Unjudged | Reply | Repeat]:
        """What the order that ended the listening makes of the reply."""
        if isinstance(heard, Unjudged | Repeat):
            return heard
        if isinstance(heard, Type):
            return typed_reply(heard.text)
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
                yield Level(event.dbfs, event.elapsed, event.speech, block)
            elif isinstance(event, listening.Partial):
                yield Heard(event.text)
            else:
                yield ReplyEnded(event.ended)
                return self._as_reply(event)
        return None

    def _as_reply(self, heard: listening.Heard) -> Unjudged:
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

    def _with_second(self, heard: Unjudged, seconds: float) -> Reply:
        """The reply by the better hearing, if it comes in time; else it may come later."""
        self._late = None
        if heard.rehearing is None:
            return heard.reply
        better = heard.rehearing.result(seconds)
        if better is None:
            self._late = (heard.reply, heard.rehearing)
            return heard.reply
        return _by(better, heard.reply)

    def corrected(self, *, wait: bool) -> tuple[Reply, Reply] | None:
        """See ``Caller``."""
        if self._late is None:
            return None
        reply, rehearing = self._late
        better = rehearing.result(CARD_WAIT if wait else 0.0)
        if better is None:
            return None
        self._late = None
        return reply, _by(better, reply)

    def _hold(self, commands: Commands) -> Generator[Event, None, Command]:
        yield Paused("You paused the call.")
        order = commands.wait()
        while not isinstance(order, Resume | Pause | HangUp | EndReply | Repeat):
            order = commands.wait()
        yield Resumed()
        return order

    def _nothing_heard(
        self, silent: Reply, commands: Commands
    ) -> Generator[Event, None, Reply | Repeat | SayAgain]:
        """Say so, and let the caller try again, type, or leave it at that."""
        yield NothingHeard(f"I did not understand any words ({silent.ended.reason}).")
        order = commands.wait()
        if isinstance(order, Repeat | SayAgain):
            return order
        if isinstance(order, Type):
            return typed_reply(order.text)
        return hung_up() if isinstance(order, HangUp) else silent


def _is_silent(reply: Reply) -> bool:
    """Whether nothing was understood; who hung up meant to say nothing."""
    return not reply.text and reply.ended.code != "hung-up"


def _pass_guard(blocks: Iterator[Block]) -> None:
    """Drop the first ``GUARD`` samples, whole blocks at a time."""
    block = next(blocks)
    opened = block.start
    while block.end - opened < GUARD:
        block = next(blocks)


def _by(better: Transcript, reply: Reply) -> Reply:
    """The reply with another hearing as the one that counts; both are kept."""
    hearings = (*reply.hearings, better)
    return replace(reply, text=better.text, transcript=better, hearings=hearings)
