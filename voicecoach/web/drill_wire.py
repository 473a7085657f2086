"""What the page is told of a drill: as of a call, and of its cards, limits and grades. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from voicecoach.app.drills.drill_words import (
    QUESTIONS,
    CardGrade,
    card_line,
    limit_line,
    summary_lines,
)
from voicecoach.app.parts.choices import State
from voicecoach.domain.advice import Advice
from voicecoach.domain.deck import GRADES
from voicecoach.domain.turn import Call
from voicecoach.practice import events
from voicecoach.practice.timing import Limits
from voicecoach.web.wire import Message, Wire

RATINGS = [str(number) for number in range(1, 6)]


class DrillWire(Wire):
    """Turns the events of a drill into messages.

    Args:
        call: the header of its record.
        advice: names of moves and slips.
        limits: of each reply; None: there are none.
        typed: replies are typed.
    """

    def __init__(
        self, call: Call, advice: Advice, limits: Limits | None, *, typed: bool = False
    ) -> None:
        super().__init__(call, advice)
        self._limits = limits
        self._typed = typed
        self._told = False
        self._grade = CardGrade()

    def handlers(self) -> Mapping[type, Callable[..., list[Message]]]:
        """See ``Wire``."""
        return {
            **super().handlers(),
            events.CardBegins: self._begins,
            events.Countdown: lambda e: [{"what": "countdown", "left": e.left, "to": e.to}],
            events.Asked: self._asked,
            events.Graded: self._graded,
            events.NotGraded: lambda e: [{"what": "told", "text": e.why}],
            events.TurnDone: self._result,
            events.CallEnded: lambda e: self._enter(State.CONTACT),
            events.DrillEnded: self._over,
        }

    def _begins(self, event: events.CardBegins) -> list[Message]:
        self._grade.begin()
        limits = "" if self._told else f". {limit_line(self._limits, typed=self._typed)}"
        self._told = True
        return [{"what": "number", "text": f"{card_line(event)}{limits}"}]

    def _asked(self, event: events.Asked) -> list[Message]:
        self.state = State.RATE
        choices = [{"name": number, "letter": number, "shown": number} for number in RATINGS]
        choices.append({"name": "leave it open", "letter": "enter", "shown": "Enter"})
        question = {"what": "question", "text": QUESTIONS[event.about]}
        state = {"what": "state", "state": "RATE", "choices": choices, "typing": False}
        return [question, state]

    def _graded(self, event: events.Graded) -> list[Message]:
        changed = self._grade.follow(event)
        return [{"what": "told", "text": changed}] if changed else []

    def _result(self, event: events.TurnDone) -> list[Message]:
        card = self._card(event.turn, waits=True)[:1]
        review = self._grade.review if event.turn.attempt == 1 else None
        told = [{"what": "told", "text": f"Graded: {GRADES[review.grade]}."}] if review else []
        return [*card, *told, *self._enter(State.RESULT)]

    def _over(self, event: events.DrillEnded) -> list[Message]:
        ended = {
            "what": "ended",
            "lines": list(summary_lines(event.summary)),
            "call": self._call.id,
        }
        return [ended, *self._enter(State.OVER)]
