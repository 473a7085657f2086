"""A drill, one line an event: for terminals, screen readers, pipes and logs."""

from __future__ import annotations

from collections.abc import Callable

from voicecoach.app.drills.drill_words import (
    QUESTIONS,
    CardGrade,
    card_line,
    good_answer_line,
    limit_line,
    summary_lines,
)
from voicecoach.app.parts.choices import State
from voicecoach.domain.advice import Advice
from voicecoach.practice import events
from voicecoach.practice.events import Event
from voicecoach.practice.timing import Limits
from voicecoach.terminal.call.plain import PlainView
from voicecoach.terminal.drill.text import result_lines


class DrillView(PlainView):
    """Prints what happens in a drill; what a call has in common with it, as in a call.

    Args:
        limits: of each reply, told once.
        typed: replies are typed.
        Others: as for ``PlainView``.
    """

    def __init__(
        self,
        advice: Advice,
        put: Callable[[str], None],
        *,
        limits: Limits | None,
        interactive: bool,
        state_changed: Callable[[State], None] = lambda state: None,
        typed: bool = False,
    ) -> None:
        super().__init__(advice, put, interactive=interactive, state_changed=state_changed)
        self._limits = limits
        self._typed = typed
        self._grade = CardGrade()
        self._told = False

    def show(self, event: Event) -> None:
        """Print one event."""
        handlers: dict[type, Callable[..., None]] = {
            events.CardBegins: self._card_begins,
            events.ContactSpeaks: self._speaks,
            events.Countdown: self._countdown,
            events.Asked: self._asked,
            events.Graded: self._graded,
            events.NotGraded: lambda e: self._put(e.why),
            events.TurnDone: self._result,
            events.ModelAnswer: self._good_answer,
            events.Resumed: lambda e: self._enter(State.RESULT),
            events.CallEnded: lambda e: self._change(State.OVER),
            events.DrillEnded: self._over,
        }
        handler = handlers.get(type(event), super().show)
        handler(event)

    def _card_begins(self, event: events.CardBegins) -> None:
        if not self._told:
            self._told = True
            self._put(limit_line(self._limits, typed=self._typed))
        self._put(card_line(event))
        self._grade.begin()

    def _speaks(self, event: events.ContactSpeaks) -> None:
        self._name = event.line.speaker
        self._contact(event)

    def _countdown(self, event: events.Countdown) -> None:
        """No line a second: a screen reader would read it over the caller's own words."""
        if event.left == 0:
            self._put("The time is over: send it as it is.")

    def _good_answer(self, event: events.ModelAnswer) -> None:
        self._put(good_answer_line(event))

    def _asked(self, event: events.Asked) -> None:
        self._change(State.RATE)
        self._put(QUESTIONS[event.about])

    def _graded(self, event: events.Graded) -> None:
        if changed := self._grade.follow(event):
            self._put(changed)

    def _result(self, event: events.TurnDone) -> None:
        for line in result_lines(event.turn, self._grade.review):
            self._put(line)
        self._enter(State.RESULT)

    def _over(self, event: events.DrillEnded) -> None:
        for line in summary_lines(event.summary):
            self._put(line)
