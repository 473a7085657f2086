"""The live screen of a drill: countdown ring, captions, result, one key an order (Textual)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widgets import Input, Static

from voicecoach.app.drills.drill_words import (
    QUESTIONS,
    CardGrade,
    good_answer_line,
    limit_line,
    summary_lines,
)
from voicecoach.app.parts.choices import RATE_KEYS, State
from voicecoach.app.parts.command_queue import CommandQueue
from voicecoach.domain.advice import Advice
from voicecoach.domain.deck import Summary
from voicecoach.practice import events
from voicecoach.practice.commands import EndReply, Type
from voicecoach.practice.drill import RESULT
from voicecoach.practice.events import Event
from voicecoach.practice.timing import Limits
from voicecoach.terminal.call.screen import CallScreen
from voicecoach.terminal.drill.text import result_lines

RING = "●◕◑◔○"
"""Full to empty."""
BAR = 16
"""Columns of the bar beside the ring: both fit into forty with their words."""
LAST = 3
"""The last s of a limit, which are heard as ticks, are shown in another colour."""
SMOOTH = 0.1
"""s between looks at how much longer a result stands."""


class DrillScreen(CallScreen):
    """Shows one drill while it is held in a thread of its own.

    Args:
        happenings: iterates the drill's events (already kept).
        orders: where keys go.
        advice: names of moves and slips.
        brief: lines shown until the first card.
        limits: of each reply; None: no timer.
        stretch: factor on the time a result stands.
        typed: replies are typed.
    """

    BRIEF_STANDS = True
    CSS: ClassVar[str] = """
    #clock { height: 1; color: $success; }
    #clock.last { color: $error; text-style: bold; }
    #keys { max-height: 5; }
    """

    def __init__(
        self,
        happenings: Callable[[], Iterator[Event]],
        orders: CommandQueue,
        advice: Advice,
        brief: list[str],
        *,
        limits: Limits | None,
        stretch: float = 1.0,
        typed: bool = False,
    ) -> None:
        super().__init__(happenings, orders, advice, brief)
        self._limits = limits
        self._stands = RESULT * stretch
        self._typed = typed
        self._begun = False
        self._grade = CardGrade()
        self._told: list[str] = []
        self._since = 0.0
        self._standing: Timer | None = None
        self.summary: Summary | None = None

    def compose(self) -> ComposeResult:
        """The clock stands above the call's own widgets."""
        yield Static("", id="clock", markup=False)
        yield from super().compose()

    def on_mount(self) -> None:
        """A clock for results; Textual calls the call screen's own ``on_mount`` as well."""
        self._standing = self.set_interval(SMOOTH, self._stand, pause=True)

    def _show(self, event: Event) -> None:
        show: dict[type, Callable[..., None]] = {
            events.CardBegins: self._card_begins,
            events.ContactSpeaks: self._speaks,
            events.Countdown: self._countdown,
            events.Asked: self._asked,
            events.Graded: self._graded,
            events.NotGraded: lambda e: self._told.append(e.why),
            events.TurnDone: self._result,
            events.ModelAnswer: self._good_answer,
            events.Resumed: lambda e: self._enter(State.RESULT),
            events.CallEnded: lambda e: None,
            events.DrillEnded: self._over,
        }
        if type(event) in show:
            show[type(event)](event)
        else:
            super()._show(event)

    def _enter(self, state: State) -> None:
        super()._enter(state)
        if state is State.RATE:
            self._put("keys", RATE_KEYS)
        if self._standing is not None and state is not State.RESULT:
            self._standing.pause()
        if state in (State.RATE, State.PAUSED):
            self._put("clock", "")
        if state is State.RESULT and self._limits is not None and self._standing is not None:
            self._since = time.monotonic()
            self._standing.reset()
            self._standing.resume()

    def _stand(self) -> None:
        left = self._stands - (time.monotonic() - self._since)
        if left > 0:
            self._clock("next card", left, self._stands, last=False)

    def _clock(self, name: str, left: float, whole: float, *, last: bool) -> None:
        self._put("clock", f"{ring(left, whole)} {name}")
        self.query_one("#clock").set_class(last, "last")

    def _card_begins(self, event: events.CardBegins) -> None:
        left = "" if event.left is None else f" ({max(0, event.left / 60):.0f} min left)"
        told = "" if self._begun else f" {limit_line(self._limits, typed=self._typed)}"
        self._begun = True
        self._put("brief", f"Card {event.number}{left}.{told}")
        self._put("clock", "")
        self._grade.begin()
        self._told = []

    def _speaks(self, event: events.ContactSpeaks) -> None:
        self._name = event.line.speaker
        self._contact(event)

    def _countdown(self, event: events.Countdown) -> None:
        if self._limits is None:
            return
        whole = self._limits.whole(event.to, typed=self._typed)
        name = f"{event.left} s to {event.to}"
        self._clock(name, event.left, whole, last=event.left <= LAST)
        if event.left == 0 and self.state is State.TYPED:
            box = self.query_one("#reply", Input)
            self.give(Type(box.value) if box.value.strip() else EndReply())
            box.value = ""

    def _asked(self, event: events.Asked) -> None:
        self._put("caption", QUESTIONS[event.about])
        self._put("meter", "")
        self._enter(State.RATE)

    def _graded(self, event: events.Graded) -> None:
        if changed := self._grade.follow(event):
            self._put("meter", changed)
            if self.state is State.RESULT:
                self._enter(State.RESULT)  # it stands anew

    def _result(self, event: events.TurnDone) -> None:
        self._put("caption", "")
        self._put("meter", "")
        self._put("clock", "")
        lines = [*self._told, *result_lines(event.turn, self._grade.review)]
        self._put("card", "\n".join(lines))
        self.query_one("#middle", VerticalScroll).scroll_home(animate=False)
        self._enter(State.RESULT)

    def _good_answer(self, event: events.ModelAnswer) -> None:
        if self._standing is not None:
            self._standing.pause()  # it stands while the answer sounds
        self._put("clock", "")
        self._put("caption", good_answer_line(event))

    def _over(self, event: events.DrillEnded) -> None:
        self.summary = event.summary
        self._enter(State.OVER)
        for place in ("brief", "clock", "contact", "caption", "meter"):
            self._put(place, "")
        self._put("card", "\n".join(summary_lines(event.summary)))
        self._put("keys", "[Enter] close")


def ring(left: float, whole: float) -> str:
    """What is left of a time, as a ring and a bar of text."""
    share = max(0.0, min(1.0, left / whole))
    full = round(share * BAR)
    return f"{RING[round((1 - share) * (len(RING) - 1))]} {'━' * full}{'─' * (BAR - full)}"
