"""Who answers the contact: the seam, and the caller who types.

The callers that speak over a line are in ``spoken.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Protocol

from voicecoach.domain.completeness import Completeness
from voicecoach.domain.turn import Contact, ContactLine, Ended, Reply
from voicecoach.practice.commands import Command, Commands, EndReply, HangUp, Repeat, Type
from voicecoach.practice.events import (
    ContactSpeaks,
    Event,
    ModelAnswer,
    ReplyEnded,
    ReplyGiven,
    Ringing,
    Waited,
    YourTurn,
)
from voicecoach.practice.voice_out import VoiceOut

Meaning = Callable[[str], Completeness]
"""How complete a reply of these words is."""

Pulse = Callable[[Commands], Command | None]
"""Waits a moment for an order; None: there was none yet."""


class Caller(Protocol):
    """One side of the call, the one that practises."""

    def prepare(self, lines: Iterable[ContactLine]) -> None:
        """Told what the contact may say next, so that it can be rendered ahead."""

    def ring(self, contact: Contact, commands: Commands) -> Generator[Event, None, bool]:
        """Hear the telephone ring at the contact's end; whether the caller hung up meanwhile."""

    def reply(
        self,
        line: ContactLine,
        commands: Commands,
        *,
        again: bool = False,
        waits: bool = True,
        meaning: Meaning | None = None,
    ) -> Iterator[Event]:
        """Hear the contact's line and answer it; the last event is ``ReplyGiven``.

        Or it is ``NotOver``: the caller went on with the reply before; ``go_on`` hears it out.

        Args:
            line: what the contact says.
            commands: looked at once a block of sound.
            again: the contact repeats a line that was answered before.
            waits: whether to ask for a new try when nothing was understood.
            meaning: how complete words are as an answer; None: nobody judges.

        A hang-up is a ``ReplyGiven`` whose ``ended.code`` is "hung-up".
        """

    def go_on(self, commands: Commands) -> Iterator[Event]:
        """Go on with the last reply; the last event is ``ReplyGiven``, with all of it.

        No event at all where it cannot be taken up.
        """

    def hear(self, line: ContactLine, commands: Commands) -> Iterator[Event]:
        """Hear a line that needs no answer; ``NotOver`` as in ``reply``."""

    def model_answer(self, text: str, commands: Commands) -> Generator[Event, None, bool]:
        """Hear (or read) a good answer; whether the caller hung up meanwhile."""

    def corrected(self, *, wait: bool) -> tuple[Reply, Reply] | None:
        """A reply given earlier and what it is by a hearing that came too late for it.

        Args:
            wait: the call is over: wait for what is still under way.
        """


def hung_up() -> Reply:
    """The reply of a caller who ended the call instead of answering."""
    return Reply(text="", source="typed", ended=Ended("hung-up", "you hung up"))


def typed_reply(text: str) -> Reply:
    """The reply of a caller who typed it."""
    return Reply(text=text.strip(), source="typed", ended=Ended("typed", "you typed it"))


def _nothing_typed() -> Reply:
    return Reply(text="", source="typed", ended=Ended("no-words", "nothing was typed"))


class TypedCaller:
    """Answers by keyboard; hears the contact if there is a voice.

    Args:
        voice: speaks the contact's lines; None: they are only shown.
        pulse: how a reply is waited for where somebody looks on; None: as long as it takes.
    """

    def __init__(self, voice: VoiceOut | None = None, pulse: Pulse | None = None) -> None:
        self._voice = voice
        self._pulse = pulse

    def prepare(self, lines: Iterable[ContactLine]) -> None:
        """See ``Caller``."""
        if self._voice is not None:
            self._voice.prepare(lines)

    def ring(self, contact: Contact, commands: Commands) -> Generator[Event, None, bool]:
        """See ``Caller``."""
        yield Ringing(contact)
        if self._voice is None:
            return False
        return isinstance((yield from self._voice.ring(commands)), HangUp)

    def reply(
        self,
        line: ContactLine,
        commands: Commands,
        *,
        again: bool = False,
        waits: bool = True,
        meaning: Meaning | None = None,
    ) -> Iterator[Event]:
        """See ``Caller``; a typed reply is never unheard, and its end is a key."""
        order: Command | None = yield from self._speak(line, commands, again)
        while not isinstance(order, HangUp):
            yield YourTurn(line, typed=True)
            order = yield from self._order(commands)
            if isinstance(order, Type | EndReply):
                reply = typed_reply(order.text) if isinstance(order, Type) else _nothing_typed()
                yield ReplyEnded(reply.ended)
                yield ReplyGiven(reply)
                return
            if isinstance(order, Repeat):
                order = yield from self._speak(line, commands, True)
        yield ReplyGiven(hung_up())

    def go_on(self, commands: Commands) -> Iterator[Event]:
        """See ``Caller``; what was typed was sent, and nothing goes on."""
        yield from ()

    def hear(self, line: ContactLine, commands: Commands) -> Iterator[Event]:
        """See ``Caller``."""
        yield from self._speak(line, commands, False)

    def model_answer(self, text: str, commands: Commands) -> Generator[Event, None, bool]:
        """See ``Caller``."""
        yield ModelAnswer(text)
        if self._voice is None:
            return False
        return isinstance((yield from self._voice.model_answer(text, commands)), HangUp)

    def corrected(self, *, wait: bool) -> tuple[Reply, Reply] | None:
        """See ``Caller``; what was typed is never heard better."""
        return None

    def _order(self, commands: Commands) -> Generator[Event, None, Command]:
        if self._pulse is None:
            return commands.wait()
        while (order := self._pulse(commands)) is None:
            yield Waited()
        return order

    def _speak(
        self, line: ContactLine, commands: Commands, again: bool
    ) -> Generator[Event, None, HangUp | None]:
        yield ContactSpeaks(line, again)
        if self._voice is None:
            return None
        order = yield from self._voice.say(line, commands)
        return order if isinstance(order, HangUp) else None
