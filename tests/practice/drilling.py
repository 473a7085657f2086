"""Scripted answers, orders and a clock for tests of drills."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.practice.making import BEGAN, LengthJudge, TickingClock, header
from voicecoach.dialogue import loader
from voicecoach.domain.deck import DrillRecord, Review
from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.domain.turn import ContactLine, Ended, Reply
from voicecoach.practice import events
from voicecoach.practice.cards import cards_of
from voicecoach.practice.commands import (
    Next,
)
from voicecoach.practice.drill import hold_drill
from voicecoach.practice.drill_plan import Parts, Plan, no_recording
from voicecoach.practice.modes import Mode
from voicecoach.practice.timing import Limits

CARDS = cards_of([loader.load_builtin("no-jobs"), loader.load_builtin("not-my-job")])
KEYS = list(CARDS)
MODE = Mode(key="test", name="A test", help="For tests.")
LIMITS = Limits(5, 30)
GOOD_REPLY = "one two three four five six seven"
WEAK_REPLY = "one two"


@dataclass
class Answering:
    """Gives replies in order; then hangs up."""

    replies: list[str | Reply]
    prepared: list[str] = field(default_factory=list)
    asked: list[ContactLine] = field(default_factory=list)
    ready: list[set[str]] = field(default_factory=list)

    def prepare(self, lines) -> None:
        self.prepared += [line.text for line in lines]

    def reply(self, line, commands, *, again=False, waits=True, meaning=None):
        assert not waits
        self.asked.append(line)
        self.ready.append(set(self.prepared))
        yield events.ContactSpeaks(line, again)
        yield events.YourTurn(line)
        commands.poll()
        if not self.replies:
            yield events.ReplyGiven(Reply("", "typed", Ended("hung-up", "you hung up")))
            return
        given_ = self.replies.pop(0)
        yield events.ReplyGiven(given_ if isinstance(given_, Reply) else said(given_))

    def model_answer(self, text, commands):
        yield events.ModelAnswer(text)


def said(text: str, hesitation: float | None = 0.5, confidence: float = 0.9) -> Reply:
    words = tuple(Word(word, n, n + 0.5, confidence) for n, word in enumerate(text.split()))
    heard = Transcript((Segment(text, words),)) if words else None
    return Reply(text, "spoken", Ended("pause", "quiet"), heard, hesitation=hesitation)


@dataclass
class Orders:
    """Orders at results and questions (``held``), and while the contact speaks (``polled``)."""

    held: list[object] = field(default_factory=list)
    polled: list[object] = field(default_factory=list)

    def poll(self):
        return self.polled.pop(0) if self.polled else None

    def wait(self):
        return self.held.pop(0) if self.held else Next()

    def drop(self) -> None:
        """Scripted orders are never too early."""


def run(
    replies, held=(), polled=(), caller=None, now=None, reliable=True, own=no_recording, **plan
):
    orders = Orders(list(held), list(polled))
    ticks = TickingClock()
    made = Plan(
        **{
            "mode": MODE,
            "cards": CARDS,
            "queue": KEYS,
            "limits": LIMITS,
            "count": len(KEYS),
            **plan,
        }
    )
    parts = Parts(
        caller or Answering(list(replies)),
        LengthJudge(),
        orders,
        now or ticks,
        lambda: (ticks() - BEGAN).total_seconds(),
        lambda commands, seconds: commands.wait(),
        own=own,
    )
    drill = DrillRecord("d1", made.mode.key, BEGAN, BEGAN.date())
    return list(hold_drill(replace(header(), reliable=reliable), drill, made, parts))


def of(seen, kind):
    return [event for event in seen if isinstance(event, kind)]


def log(seen) -> list[Review]:
    """What whoever keeps events has at the end."""
    kept: dict[tuple, Review] = {}
    for event in of(seen, events.Graded):
        assert event.changed == ((event.review.card, event.review.at) in kept)
        kept[event.review.card, event.review.at] = event.review
    return list(kept.values())
