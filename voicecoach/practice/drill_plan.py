"""What a drill is made from: what is drilled, and who takes part."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from voicecoach.domain.deck import Review
from voicecoach.practice.callers import Caller
from voicecoach.practice.cards import Card
from voicecoach.practice.commands import Command, Commands
from voicecoach.practice.events import Event
from voicecoach.practice.judging import Judge
from voicecoach.practice.modes import Mode
from voicecoach.practice.timing import Limits


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drilled, and how.

    Attributes:
        mode: the parameter set.
        cards: all cards there are.
        queue: keys of the cards to come, in order.
        log: every grade before this drill.
        limits: of one reply; None: no timer.
        stretch: factor on all times.
        asks: somebody is there to answer questions about nerves and feelings.
        minutes: s are 60 times as many; None: until the queue is empty.
        count: cards at most.
    """

    mode: Mode
    cards: Mapping[str, Card]
    queue: Sequence[str]
    log: Sequence[Review] = ()
    limits: Limits | None = None
    stretch: float = 1.0
    asks: bool = False
    minutes: float | None = None
    count: int | None = None


OwnAnswer = Callable[[str, Commands], Generator[Event, None, bool]]
"""Plays the caller's own best recording on a card; False: there is none."""


def no_recording(card: str, commands: Commands) -> Generator[Event, None, bool]:
    """There is no recording of any card."""
    yield from ()
    return False


@dataclass(frozen=True, slots=True)
class Parts:
    """What a drill is made of.

    Attributes:
        caller, judge, commands: as in a call.
        now: for time stamps.
        seconds: a clock that never goes back.
        hold: waits so many s for an order (None: until there is one); None: no order came.
        signal: sounds when the time of a reply is over.
        tick: sounds once, at once, and is not waited for.
        own: the caller's own best recording on a card.
    """

    caller: Caller
    judge: Judge
    commands: Commands
    now: Callable[[], datetime]
    seconds: Callable[[], float]
    hold: Callable[[Commands, float | None], Command | None]
    signal: Callable[[Commands], Iterator[Event]] = lambda commands: iter(())
    tick: Callable[[], None] = lambda: None
    own: OwnAnswer = no_recording
