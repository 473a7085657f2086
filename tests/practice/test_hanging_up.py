"""Hanging up by one key too many can be taken back, wherever it happened; nothing is lost by it."""

from __future__ import annotations

import pytest

from tests.practice.making import LengthJudge, ListedTalk, TickingClock, header
from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.domain.turn import Contact, ContactLine, Ended, Reply
from voicecoach.practice import events
from voicecoach.practice.callers import TypedCaller, hung_up
from voicecoach.practice.commands import (
    Correct,
    HangUp,
    Next,
    NotFinished,
    PlayModelAnswer,
    SayAgain,
    Scripted,
    Type,
    Undo,
)
from voicecoach.practice.parts import Parts
from voicecoach.practice.session import rehearse


class Hearer(TypedCaller):
    """Says what it is told to type, and hangs up into whatever it is told to."""

    def __init__(self, into: str = "") -> None:
        super().__init__()
        self._into = into

    def ring(self, contact: Contact, commands: Scripted):  # type: ignore[no-untyped-def,override]
        yield from super().ring(contact, commands)
        return self._into == "ring"

    def model_answer(self, text: str, commands: Scripted):  # type: ignore[no-untyped-def,override]
        yield from super().model_answer(text, commands)
        return self._into == "answer"

    def go_on(self, commands: Scripted):  # type: ignore[no-untyped-def,override]
        yield events.ReplyGiven(hung_up())

    def reply(self, line: ContactLine, commands: Scripted, **how: object):  # type: ignore[no-untyped-def,override]
        for event in super().reply(line, commands, again=bool(how["again"])):
            if isinstance(event, events.ReplyGiven) and event.reply.text:
                yield events.ReplyGiven(_heard(event.reply.text))
            else:
                yield event


def _heard(text: str) -> Reply:
    words = tuple(Word(word, n, n + 0.5, 1.0) for n, word in enumerate(text.split()))
    transcript = Transcript((Segment(text, words),), "scripted")
    return Reply(text, "spoken", Ended("pause", "you paused"), transcript=transcript)


def hold(orders, *, into="", mode="coach", takes_back=True, confirm=False):  # type: ignore[no-untyped-def]
    parts = Parts(
        ListedTalk(),
        Hearer(into),
        LengthJudge(),
        Scripted(orders, HangUp()),
        TickingClock(),
        confirm=confirm,
        takes_back=takes_back,
    )
    return list(rehearse(header(mode), parts))


def names(seen) -> list[str]:  # type: ignore[no-untyped-def]
    return [type(event).__name__ for event in seen]


WHOLE = [Type("one"), Next(), Type("one two"), Next()]
"""Orders of a whole call at whose end its goal is reached."""


@pytest.mark.parametrize(
    ("orders", "into", "after"),
    [
        ([Undo(), *WHOLE], "ring", "ContactSpeaks"),
        ([HangUp(), Undo(), *WHOLE], "", "ContactSpeaks"),
        ([*WHOLE[:1], HangUp(), Undo(), *WHOLE[1:]], "", "Corrected"),
        ([*WHOLE[:1], PlayModelAnswer(), Undo(), *WHOLE[1:]], "answer", "Corrected"),
        ([*WHOLE[:1], NotFinished(), Undo(), *WHOLE[1:]], "", "Corrected"),
        ([*WHOLE[:1], Correct(), HangUp(), Undo(), *WHOLE], "", "CheckHeard"),
        ([*WHOLE[:1], SayAgain(), HangUp(), Undo(), *WHOLE], "", "ContactSpeaks"),
        ([*WHOLE[:2], HangUp(), Undo(), *WHOLE[2:]], "", "ContactSpeaks"),
    ],
    ids=["ring", "reply", "card", "answer", "going on", "correction", "again", "second turn"],
)
def test_it_is_taken_back_and_the_call_ends_as_if_nothing_had_been(
    orders: list[object], into: str, after: str
) -> None:
    seen = hold(orders, into=into)
    told = names(seen)
    assert told.count("HungUp") == 1
    assert told[told.index("HungUp") + 1] == after
    assert seen[-1].outcome.reached
    assert [turn.reply.text for turn in seen[-1].call.turns][-2:] == ["one", "one two"]


def test_a_call_that_runs_on_takes_it_back_too() -> None:
    seen = hold([Type("one"), HangUp(), Undo(), Type("one two")], mode="real")
    assert seen[-1].outcome.reached
    speaks = [event for event in seen if isinstance(event, events.ContactSpeaks)]
    assert [event.again for event in speaks] == [False, False, True, False]


def test_what_was_heard_is_still_there_to_be_confirmed() -> None:
    seen = hold([Type("one"), HangUp(), Undo(), Next(), Next(), HangUp(), Next()], confirm=True)
    assert [turn.reply.text for turn in seen[-1].call.turns] == ["one"]
    assert names(seen).count("ContactSpeaks") == 2, "the first line was not said again"


@pytest.mark.parametrize("order", [Next(), HangUp()], ids=["Enter", "the same key"])
def test_it_is_meant_otherwise(order: object) -> None:
    seen = hold([Type("one"), HangUp(), order, *WHOLE])
    assert names(seen)[-2:] == ["HungUp", "CallEnded"]
    assert not seen[-1].outcome.reached


def test_nobody_is_asked_where_nobody_is_there() -> None:
    seen = hold([Type("one"), HangUp()], takes_back=False)
    assert "HungUp" not in names(seen)
    assert isinstance(seen[-1], events.CallEnded)
