"""What the page is told of a call: one message an event, as plain JSON values. Pure.

The page never computes anything: cards are the same template as in looking back, the choices are
those of the terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from voicecoach.app.parts.choices import CHOICES, TAKE_BACK, State, card_of
from voicecoach.app.parts.wording import TAKEN_BACK, WHICH, counts_as, goal
from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Call, ContactLine, Turn
from voicecoach.practice import events
from voicecoach.practice.events import Event
from voicecoach.review.report import make_report
from voicecoach.web.rendering import render

Message = dict[str, Any]
TYPED_CHOICES = {
    State.TYPED: (("hear it again", "/repeat"), ("hang up", "/h")),
    State.CHECK: (("say it again", "/again"), ("hang up", "/h")),
    State.WORDS: (("leave it", "/h"),),
}
"""Where keys are letters of a reply: buttons for what the terminal takes as a typed line."""
EVERY = 4
"""Of the levels that are told: a block is 20 ms, a meter needs 12 a second."""


class Wire:
    """Turns events into messages.

    Args:
        call: the header of the call.
        advice: names of moves and slips.

    Attributes:
        state: what can be ordered now.
    """

    def __init__(self, call: Call, advice: Advice) -> None:
        self._call = call
        self._advice = advice
        self._levels = 0
        self._held = State.CONTACT  # what a pause interrupted
        self.state = State.CONTACT

    def tell(self, event: Event) -> list[Message]:
        """The messages of one event; some have none."""
        handler = self.handlers().get(type(event))
        return handler(event) if handler else []

    def handlers(self) -> Mapping[type, Callable[..., list[Message]]]:
        """What makes messages of an event, by its kind."""
        return {
            events.Ringing: lambda e: [
                {"what": "ringing", "name": e.contact.name, "role": e.contact.role}
            ],
            events.ContactSpeaks: self._line,
            events.YourTurn: self._turn,
            events.WentOn: self._went_on,
            events.Level: self._level,
            events.Heard: lambda e: [{"what": "heard", "text": e.partial}],
            events.ReplyEnded: lambda e: [{"what": "over", "why": e.ended.reason}],
            events.NothingHeard: lambda e: [
                {"what": "nothing", "why": e.why},
                *self._enter(State.NOTHING),
            ],
            events.CheckHeard: lambda e: [
                {"what": "check", "heard": e.reply.text, "suggestion": e.suggestion},
                *self._enter(State.CHECK),
            ],
            events.WhichMove: self._which,
            events.WhichWords: lambda e: [
                {"what": "words", "text": e.text, "why": e.why},
                *self._enter(State.WORDS),
            ],
            events.Counted: lambda e: [{"what": "told", "text": self._counted(e)}],
            events.NotCounted: lambda e: [{"what": "told", "text": e.why}],
            events.TurnDone: lambda e: self._card(e.turn, waits=e.waits),
            events.Corrected: lambda e: self._card(e.turn, waits=e.waits),
            events.ModelAnswer: lambda e: [{"what": "answer", "text": e.text}],
            events.HungUp: lambda e: [
                {"what": "told", "text": "You hung up."},
                *self._enter(State.HUNG_UP),
            ],
            events.Paused: self._paused,
            events.Resumed: lambda e: [{"what": "resumed"}, *self._enter(self._held)],
            events.CallEnded: self._ended,
        }

    def _enter(self, state: State) -> list[Message]:
        self.state = state
        keys = [
            {"name": one.name, "letter": one.letter, "shown": one.letter if number else "Enter"}
            for number, one in enumerate(CHOICES.get(state, ()))
        ]
        typed = [{"name": name, "line": line} for name, line in TYPED_CHOICES.get(state, ())]
        typing = state in (State.TYPED, State.CHECK, State.NOTHING, State.LOST, State.WORDS)
        choices = keys + typed
        return [{"what": "state", "state": state.name, "choices": choices, "typing": typing}]

    def _which(self, event: events.WhichMove) -> list[Message]:
        self.state = State.WHICH
        named = [self._advice.move_name(move) for move in event.moves]
        numbers = [str(number) for number, _ in enumerate(named, start=1)]
        picks = [
            {"name": name, "letter": number, "shown": number}
            for name, number in zip(named, numbers, strict=True)
        ]
        none = {"name": "none of these", "letter": "enter", "shown": "Enter"}
        state = {"what": "state", "state": self.state.name, "choices": [*picks, none]}
        return [{"what": "told", "text": WHICH}, {**state, "typing": False}]

    def _counted(self, event: events.Counted) -> str:
        if not event.move:
            return TAKEN_BACK
        return counts_as(self._advice.move_name(event.move), event.words, f'"{TAKE_BACK}"')

    def _line(self, event: events.ContactSpeaks) -> list[Message]:
        return [self._said(event.line, again=event.again), *self._enter(State.CONTACT)]

    def _went_on(self, event: events.WentOn) -> list[Message]:
        go_on = {"what": "told", "text": "Go on."}
        return [self._said(event.line), go_on, *self._enter(State.LISTENING)]

    def _said(self, line: ContactLine, *, again: bool = False) -> Message:
        speaker = line.speaker or self._call.contact.name
        return {"what": "line", "speaker": speaker, "text": line.text, "again": again}

    def _turn(self, event: events.YourTurn) -> list[Message]:
        self._levels = 0
        speaks = State.KEY if event.key else State.LISTENING
        turn = {"what": "turn", "typed": event.typed, "key": event.key}
        return [turn, *self._enter(State.TYPED if event.typed else speaks)]

    def _level(self, event: events.Level) -> list[Message]:
        self._levels += 1
        if self._levels % EVERY:
            return []
        return [{"what": "level", "dbfs": round(event.dbfs), "elapsed": round(event.elapsed, 1)}]

    def _card(self, turn: Turn, *, waits: bool) -> list[Message]:
        (shown,) = make_report(replace(self._call, turns=(turn,)), self._advice).turns
        card = {
            "what": "card",
            "html": render("card.html", turn=shown, call=self._call.id, sound="/sound/"),
            "place": f"{turn.number}-{turn.attempt}",
            "waits": waits,
        }
        return [card, *(self._enter(card_of(turn.reply)) if waits else [])]

    def _paused(self, event: events.Paused) -> list[Message]:
        if self.state not in (State.PAUSED, State.LOST):
            self._held = self.state
        entered = self._enter(State.LOST if event.lost else State.PAUSED)
        return [{"what": "paused", "why": event.why}, *entered]

    def _ended(self, event: events.CallEnded) -> list[Message]:
        ended = {
            "what": "ended",
            "lines": [goal(reached=event.outcome.reached), event.outcome.words],
            "call": event.call.id,
        }
        return [ended, *self._enter(State.OVER)]
