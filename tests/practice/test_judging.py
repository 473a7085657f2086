from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.practice.making import LengthJudge, ListedTalk, TickingClock, header
from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.domain.turn import ContactLine, Ended, Reply
from voicecoach.practice.callers import Meaning, TypedCaller
from voicecoach.practice.commands import (
    Command,
    Commands,
    Correct,
    HangUp,
    Next,
    SayAgain,
    Scripted,
    Type,
)
from voicecoach.practice.events import (
    CallEnded,
    CheckHeard,
    Corrected,
    Event,
    ReplyGiven,
    TurnDone,
)
from voicecoach.practice.parts import Parts
from voicecoach.practice.session import rehearse


@dataclass
class HearingCaller(TypedCaller):
    """Everything it says is heard like this."""

    heard: str = "is dana bryce there"
    asked: int = field(default=0)

    def __post_init__(self) -> None:
        super().__init__(None)

    def reply(
        self,
        line: ContactLine,
        commands: Commands,
        *,
        again: bool = False,
        waits: bool = True,
        meaning: Meaning | None = None,
    ) -> Iterator[Event]:
        self.asked += 1
        words = tuple(Word(word, n, n + 1) for n, word in enumerate(self.heard.split()))
        transcript = Transcript((Segment(self.heard, words),), "ear")
        yield ReplyGiven(
            Reply(self.heard, "spoken", Ended("key", "a key"), transcript, (transcript,))
        )


def hold(orders: list[Command], confirm: bool = True) -> tuple[list[Event], HearingCaller]:
    caller = HearingCaller()
    parts = Parts(
        ListedTalk(["Nothing."]),
        caller,
        LengthJudge(),
        Scripted(orders),
        TickingClock(),
        ["Dana Price"],
        confirm,
    )
    return list(rehearse(header(), parts)), caller


def texts(happened: list[Event], kind: type) -> list[str]:
    return [event.turn.reply.text for event in happened if isinstance(event, kind)]


def test_what_was_heard_is_shown_before_it_is_judged_and_names_are_put_right() -> None:
    happened, _ = hold([Next()])
    checks = [event for event in happened if isinstance(event, CheckHeard)]
    assert [check.suggestion for check in checks] == ["is Dana Price there"]
    assert texts(happened, TurnDone) == ["is Dana Price there"]


def test_a_corrected_reply_is_judged_by_what_was_said_and_the_hearing_is_kept() -> None:
    happened, _ = hold([Type("  Is Dana there\n today? "), Next()])
    (turn,) = [event.turn for event in happened if isinstance(event, TurnDone)]
    assert turn.reply.text == "Is Dana there today?"
    assert [heard.text for heard in turn.reply.hearings] == ["is dana bryce there"]
    assert turn.verdict is not None
    assert turn.verdict.score == LengthJudge().judge("", "", turn.reply.text).score


def test_it_can_be_said_again_instead() -> None:
    happened, caller = hold([SayAgain(), Next(), Next()])
    assert caller.asked == 2
    assert len(texts(happened, TurnDone)) == 1


def test_hanging_up_at_the_question_ends_the_call() -> None:
    happened, _ = hold([HangUp()])
    assert texts(happened, TurnDone) == []
    assert isinstance(happened[-1], CallEnded)
    assert happened[-1].call.turns == ()


def test_a_card_can_be_put_right_afterwards() -> None:
    happened, _ = hold([Correct(), Type("who else"), Next()], confirm=False)
    assert texts(happened, TurnDone) == ["is dana bryce there"]
    assert texts(happened, Corrected) == ["who else"]
    (again,) = [event for event in happened if isinstance(event, Corrected)]
    assert again.waits, "the card is shown anew and waits"
    assert isinstance(happened[-1], CallEnded)
    assert [turn.reply.text for turn in happened[-1].call.turns] == ["who else"]


def test_typed_replies_are_never_asked_about() -> None:
    parts = Parts(
        ListedTalk(["Nothing."]),
        TypedCaller(),
        LengthJudge(),
        Scripted([Type("hello"), Correct(), Next()]),
        TickingClock(),
        confirm=True,
    )
    happened = list(rehearse(header(), parts))
    assert not [event for event in happened if isinstance(event, CheckHeard)]
