"""'I did say it' at the score card: the words count at once, and can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests.practice.making import ListedTalk, TickingClock, header
from voicecoach.domain.turn import Turn, Verdict
from voicecoach.errors import StorageError
from voicecoach.practice.callers import TypedCaller
from voicecoach.practice.commands import Command, DidSay, HangUp, Next, Pick, Scripted, Type, Undo
from voicecoach.practice.did_say import NOT_IN_IT, NOTHING_COUNTED, NOTHING_LEFT
from voicecoach.practice.events import (
    CallEnded,
    Corrected,
    Counted,
    Event,
    NotCounted,
    TurnDone,
    WhichMove,
    WhichWords,
)
from voicecoach.practice.parts import Parts
from voicecoach.practice.session import rehearse

SAID = "Sorry, which folks could use a chat?"


@dataclass
class OwnJudge:
    """Counts by the wordings it was given, and keeps them: judge and wordings in one."""

    added: list[tuple[str, str, int]] = field(default_factory=list)
    offered: tuple[str, ...] = ("ask", "thank")
    trouble: StorageError | None = None

    def judge(self, situation: str, contact: str, reply: str) -> Verdict:
        return Verdict(10 + 40 * sum(words in reply for _, words, _ in self.added), "weak")

    def moves(self, turn: Turn) -> tuple[str, ...]:
        return self.offered

    def add(self, move: str, words: str, turn: Turn) -> None:
        if self.trouble:
            raise self.trouble
        self.added.append((move, words, turn.number))

    def take_back(self) -> None:
        self.added.pop()


def hold(own: OwnJudge, *orders: Command) -> list[Event]:
    parts = Parts(
        *(ListedTalk(["Nothing."]), TypedCaller(), own),
        *(Scripted([Type(SAID), *orders]), TickingClock()),
        own=own,
    )
    return list(rehearse(header(), parts))


def of(happened: list[Event], *kinds: type) -> list[Event]:
    return [event for event in happened if isinstance(event, kinds)]


def test_words_count_at_once_and_the_card_shows_it() -> None:
    own = OwnJudge()
    happened = hold(own, DidSay(), Pick(1), Type("which folks could use a chat"), Next())
    assert own.added == [("ask", "which folks could use a chat", 1)]
    asked, words, counted, card = of(happened, WhichMove, WhichWords, Counted, Corrected)
    assert asked.moves == ("ask", "thank")
    assert words.text == SAID
    assert counted == Counted("ask", "which folks could use a chat")
    assert (card.turn.verdict.score, card.waits) == (50, True)
    ended = happened[-1]
    assert isinstance(ended, CallEnded)
    assert ended.call.turns == (card.turn,)


def test_taken_back_the_call_is_what_it_was() -> None:
    own = OwnJudge()
    happened = hold(own, DidSay(), Pick(2), Next(), Undo(), Undo(), Next())
    assert own.added == []
    (first,) = of(happened, TurnDone)
    assert happened[-1].call.turns == (first.turn,)
    assert of(happened, Counted) == [Counted("thank", SAID), Counted()]
    assert of(happened, NotCounted) == [NotCounted(NOTHING_COUNTED)], "the second one"


@pytest.mark.parametrize(
    "orders",
    [
        (Next(),),  # none of them
        (Pick(3),),  # no such number
        (HangUp(),),
        (Pick(1), HangUp()),  # thought better of it
    ],
)
def test_who_thinks_better_of_it_sees_the_same_card_again(orders: tuple[Command, ...]) -> None:
    own = OwnJudge()
    happened = hold(own, DidSay(), *orders, Next())
    assert own.added == []
    (first,), (card,) = of(happened, TurnDone), of(happened, Corrected)
    assert card == Corrected(first.turn, waits=True)
    assert happened[-1].outcome.reached, "the call goes on to its end"


def test_words_that_were_not_said_are_asked_for_again() -> None:
    own = OwnJudge()
    happened = hold(own, DidSay(), Pick(1), Type("who else"), Type(" ,"), Type("a chat"), Next())
    assert [asked.why for asked in of(happened, WhichWords)] == ["", NOT_IN_IT, NOT_IN_IT]
    assert own.added == [("ask", "a chat", 1)]


def test_where_nothing_is_left_or_it_cannot_be_kept_it_is_told() -> None:
    assert of(hold(OwnJudge(offered=()), DidSay(), Next()), NotCounted) == [
        NotCounted(NOTHING_LEFT)
    ]
    full = OwnJudge(trouble=StorageError("No room.", "Make some."))
    happened = hold(full, DidSay(), Pick(1), Next(), Next())
    assert of(happened, NotCounted) == [NotCounted("No room. Make some.")]
    assert happened[-1].outcome.reached
