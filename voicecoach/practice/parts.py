"""What a rehearsal is made of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from voicecoach.domain.turn import ContactLine, Outcome, Reply, Verdict
from voicecoach.practice.callers import Caller
from voicecoach.practice.commands import Commands
from voicecoach.practice.did_say import NoWordings, OwnWordings
from voicecoach.practice.judging import Judge


class Talk(Protocol):
    """The contact's side of the call."""

    @property
    def line(self) -> ContactLine:
        """What the contact says now."""

    def upcoming(self) -> Sequence[ContactLine]:
        """What the contact may say next, likeliest first, to be rendered ahead."""

    def answer(self, reply: Reply, verdict: Verdict) -> None:
        """Take the caller's reply to the current line; ``line`` is then the next one."""

    def take_back(self) -> None:
        """The last answer was not over: ``line`` is again the one it was given to."""

    def outcome(self, hung_up: bool) -> Outcome:
        """How the call went."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a rehearsal is made of.

    Attributes:
        talk: the contact's side.
        caller: the other side.
        judge: scores replies.
        commands: the caller's orders.
        now: the clock for time stamps.
        names: that may be said: corrections offer them where something sounds like one; a mapping
            tells how each sounds.
        confirm: ask whether a reply was heard rightly before it is judged.
        own: the caller's own wordings, by which ``judge`` counts.
        takes_back: somebody is there who can take back that they hung up.
    """

    talk: Talk
    caller: Caller
    judge: Judge
    commands: Commands
    now: Callable[[], datetime]
    names: Collection[str] = ()
    confirm: bool = False
    own: OwnWordings = field(default_factory=NoWordings)
    takes_back: bool = False
