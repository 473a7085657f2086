"""Callers that speak over a line: a person at a microphone, recorded or rendered replies."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Protocol

from voicecoach.domain.transcript import Transcript
from voicecoach.domain.turn import Contact, ContactLine, Ended, Reply, Source
from voicecoach.practice.callers import Meaning, TypedCaller, hung_up, typed_reply
from voicecoach.practice.commands import Commands, HangUp, NotFinished, Repeat, SayAgain, Type
from voicecoach.practice.events import (
    ContactSpeaks,
    Event,
    ModelAnswer,
    NothingHeard,
    NotOver,
    ReplyEnded,
    ReplyGiven,
    Ringing,
)
from voicecoach.practice.turn_ear import Answered, TurnEar, Unjudged, by_hearing
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.speech.hearing.listening import Listening
from voicecoach.speech.hearing.rehearing import Rehearing

TRIES = 3
"""Looks, before each line, whether the device is back that typed replies stand in for."""

OUT_OF_REPLIES = Ended("hung-up", "there was no reply left to give")

SECOND_WAIT = 1.0
"""s a call that runs on waits for the second listener after a reply is over: a conversation
bears that much; then the live hearing decides and the card is corrected later."""

CARD_WAIT = 10.0
"""s a score card waits for it: nobody is kept from answering meanwhile."""


class Answers(Protocol):
    """Replies that are known beforehand: each is put on the line when it is due."""

    def give(self, line: ContactLine) -> bool:
        """Put the next reply on the line; False if there is none left."""


class SpokenCaller:
    """Answers by voice over a line.

    Args:
        voice: speaks the contact's lines over the same line.
        ear: hears one reply after another over that line.
        source: how the replies come in, for the record.
        answers: replies known beforehand; None for a person.
        patience: s a call that runs on waits for the second listener.
        by_key: press to talk: a key begins each reply, and a key ends it.
        goes_on: a reply can be taken up again after its end.
    """

    def __init__(
        self,
        voice: VoiceOut,
        ear: Listening,
        source: Source = "spoken",
        answers: Answers | None = None,
        patience: float = SECOND_WAIT,
        *,
        by_key: bool = False,
        goes_on: bool = False,
    ) -> None:
        self._voice = voice
        self._ear = TurnEar(voice, ear, source, by_key=by_key)
        self._goes_on = goes_on
        self._source = source
        self._answers = answers
        self._patience = patience
        self._waits = True
        self._late: tuple[Reply, Rehearing] | None = None
        self._types = False  # a device is gone, and the caller went on without it

    def prepare(self, lines: Iterable[ContactLine]) -> None:
        """See ``Caller``."""
        self._voice.prepare(lines)

    def ring(self, contact: Contact, commands: Commands) -> Generator[Event, None, bool]:
        """See ``Caller``."""
        yield Ringing(contact)
        order = yield from self._voice.ring(commands)
        self._types = isinstance(order, Type)
        return isinstance(order, HangUp)

    def hear(self, line: ContactLine, commands: Commands) -> Iterator[Event]:
        """See ``Caller``."""
        yield ContactSpeaks(line)
        if self._still_typing():
            return
        order = yield from self._voice.say(line, commands, self._ear.spoke_on)
        if isinstance(order, NotFinished) and self._can_go_on:
            yield NotOver()

    def model_answer(self, text: str, commands: Commands) -> Generator[Event, None, bool]:
        """See ``Caller``."""
        yield ModelAnswer(text)
        return isinstance((yield from self._voice.model_answer(text, commands)), HangUp)

    def reply(
        self,
        line: ContactLine,
        commands: Commands,
        *,
        again: bool = False,
        waits: bool = True,
        meaning: Meaning | None = None,
    ) -> Iterator[Event]:
        """See ``Caller``."""
        self._waits = waits
        if self._still_typing():
            yield from TypedCaller().reply(line, commands, again=again)
            return
        given = yield from self._converse(line, commands, again, meaning)
        if isinstance(given, NotFinished):
            yield NotOver()
        elif isinstance(given, Type):
            yield from self._typed(line, given, commands)
        else:
            yield ReplyGiven(given)

    def _converse(
        self, line: ContactLine, commands: Commands, again: bool, meaning: Meaning | None
    ) -> Generator[Event, None, Reply | NotFinished | Type]:
        """The line is said and answered, both as often as it takes."""
        speak_first = True
        while True:
            if speak_first:
                yield ContactSpeaks(line, again)
                order = yield from self._voice.say(
                    line, commands, self._ear.spoke_on, answered=True
                )
                if isinstance(order, HangUp):
                    return hung_up()
                if isinstance(order, Type) or (isinstance(order, NotFinished) and self._can_go_on):
                    return order
            if self._answers is not None and not self._answers.give(line):
                return Reply("", self._source, OUT_OF_REPLIES)
            first = yield from self._ear.listen(line, commands, meaning)
            heard: Reply | Repeat | Type | SayAgain = yield from self._settled(first, commands)
            if isinstance(heard, Reply) and self._waits and _is_silent(heard):
                heard = yield from self._nothing_heard(heard, commands)
            if isinstance(heard, Reply | Type):
                return heard
            speak_first, again = isinstance(heard, Repeat), True

    def go_on(self, commands: Commands) -> Iterator[Event]:
        """See ``Caller``."""
        while self._can_go_on:
            heard = yield from self._settled((yield from self._ear.go_on(commands)), commands)
            if isinstance(heard, Reply):
                yield ReplyGiven(heard)
                return
            if isinstance(heard, Type) and self._ear.line is not None:
                yield from self._typed(self._ear.line, heard, commands)
                return

    def _typed(self, line: ContactLine, order: Type, commands: Commands) -> Iterator[Event]:
        """The caller goes on without a device; the order may be the reply already."""
        self._types = True
        if order.text:
            reply = typed_reply(order.text)
            yield ReplyEnded(reply.ended)
            yield ReplyGiven(reply)
        else:
            yield from TypedCaller().reply(line, commands, again=True)

    def _still_typing(self) -> bool:
        """Whether a device is still gone and the caller types meanwhile."""
        if self._types and any(self._voice.line.mend() for _ in range(TRIES)):
            self._types = False
        return self._types

    @property
    def _can_go_on(self) -> bool:
        return self._goes_on and self._ear.can_go_on

    def _settled(
        self, heard: Answered, commands: Commands
    ) -> Generator[Event, None, Reply | Repeat | Type]:
        """The reply by the better hearing, if it comes in time; else it may come later.

        While it is waited for the caller is heard: who goes on was not finished.
        """
        settled = yield from self._by_second(heard, commands)
        if self._waits or not self._goes_on:
            self._ear.let_go()
        return settled

    def _by_second(
        self, heard: Answered, commands: Commands
    ) -> Generator[Event, None, Reply | Repeat | Type]:
        self._late = None
        while isinstance(heard, Unjudged):
            if heard.rehearing is None:
                return heard.reply
            seconds = CARD_WAIT if self._waits else self._patience
            better = yield from self._ear.wait(heard, seconds, commands)
            if isinstance(better, Transcript):
                return by_hearing(better, heard.reply)
            if better is None:
                self._late = (heard.reply, heard.rehearing)
                return heard.reply
            heard = better
        return heard

    def corrected(self, *, wait: bool) -> tuple[Reply, Reply] | None:
        """See ``Caller``."""
        if self._late is None:
            return None
        reply, rehearing = self._late
        better = rehearing.result(CARD_WAIT if wait else 0.0)
        if better is None:
            return None
        self._late = None
        return reply, by_hearing(better, reply)

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
    return not reply.text and not reply.ended.hung_up
