"""One line an event: for screen readers, pipes and logs. No cursor movement, no colours."""

from __future__ import annotations

from collections.abc import Callable

from voicecoach.app.parts.choices import TAKE_BACK, State, card_of, hints
from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Turn
from voicecoach.practice import events
from voicecoach.practice.events import Event
from voicecoach.terminal.text.card import counted_line, outcome_lines, score_card, which_lines


class PlainView:
    """Prints what happens in a call.

    Args:
        advice: names of moves and slips.
        put: writes one line.
        interactive: somebody is there to give orders, so the choices are shown.
        state_changed: told what a typed line means from now on.
        notes: lines that a score card ends with.
    """

    def __init__(
        self,
        advice: Advice,
        put: Callable[[str], None],
        *,
        interactive: bool,
        state_changed: Callable[[State], None] = lambda state: None,
        notes: Callable[[Turn], list[str]] = lambda turn: [],
    ) -> None:
        self._notes = notes
        self._advice = advice
        self._put = put
        self._interactive = interactive
        self._state_changed = state_changed
        self._held_back: list[Turn] = []
        self._name = "Contact"
        self._heard = ""
        self._muted = False
        self._state = State.CONTACT
        self._held = State.CONTACT  # what a pause interrupted

    def show(self, event: Event) -> None:
        """Print one event (levels and captions in mid-word are left out)."""
        handlers: dict[type, Callable[..., None]] = {
            events.Ringing: self._ringing,
            events.ContactSpeaks: self._contact,
            events.YourTurn: self._your_turn,
            events.WentOn: lambda e: self._enter(State.LISTENING, "Go on."),
            events.WaitsLonger: lambda e: self._put(e.why),
            events.Level: self._level,
            events.Heard: self._partial,
            events.ReplyEnded: self._reply_ended,
            events.NothingHeard: self._nothing,
            events.CheckHeard: self._check,
            events.WhichMove: self._which,
            events.WhichWords: self._words,
            events.Counted: self._counted,
            events.NotCounted: lambda e: self._put(e.why),
            events.TurnDone: self._turn_done,
            events.Corrected: self._corrected,
            events.ModelAnswer: lambda e: self._put(f"A good answer: {e.text}"),
            events.Paused: self._paused,
            events.Resumed: self._resumed,
            events.HungUp: lambda e: self._enter(State.HUNG_UP, "You hung up."),
            events.CallEnded: self._ended,
        }
        handler = handlers.get(type(event))
        if handler is not None:
            handler(event)

    def _change(self, state: State) -> None:
        self._state = state
        self._state_changed(state)

    def _enter(self, state: State, *told: str) -> None:
        """A new state, told by these lines; keys typed on seeing them are meant for it."""
        self._change(state)
        for line in told:
            self._put(line)
        if self._interactive and (text := hints(state)):
            self._put(text)

    def _ringing(self, event: events.Ringing) -> None:
        self._name = event.contact.name
        self._put(f"Ringing {event.contact.name} ({event.contact.role}) ...")

    def _contact(self, event: events.ContactSpeaks) -> None:
        self._change(State.CONTACT)
        again = " (again)" if event.again else ""
        self._put(f"{self._name}{again}: {event.line.text}")

    def _your_turn(self, event: events.YourTurn) -> None:
        self._heard, self._muted = "", False
        if event.key:
            self._enter(State.KEY, "Your turn: Enter begins it.")
        else:
            self._enter(State.TYPED if event.typed else State.LISTENING, "Your turn.")

    def _level(self, event: events.Level) -> None:
        if event.muted and not self._muted:
            self._put("Muted? The microphone sends exact silence; your reply waits.")
        self._muted = event.muted

    def _partial(self, event: events.Heard) -> None:
        self._heard = event.partial

    def _reply_ended(self, event: events.ReplyEnded) -> None:
        if self._heard:
            self._put(f"Heard: {self._heard}")
        self._put(f"Reply over: {event.ended.reason}.")

    def _nothing(self, event: events.NothingHeard) -> None:
        self._enter(State.NOTHING, event.why)

    def _check(self, event: events.CheckHeard) -> None:
        self._put(f"I heard: {event.reply.text}")
        if event.suggestion != event.reply.text:
            self._put(f"Did you say: {event.suggestion}")
        self._enter(State.CHECK)

    def _which(self, event: events.WhichMove) -> None:
        self._enter(State.WHICH, *which_lines(event.moves, self._advice))

    def _words(self, event: events.WhichWords) -> None:
        self._enter(State.WORDS, *([event.why] if event.why else []), f"You said: {event.text}")

    def _counted(self, event: events.Counted) -> None:
        self._put(counted_line(event.move, event.words, self._advice, TAKE_BACK))

    def _turn_done(self, event: events.TurnDone) -> None:
        if not event.waits:
            self._held_back.append(event.turn)
            return
        self._enter(card_of(event.turn.reply), *self._lines(event.turn))

    def _corrected(self, event: events.Corrected) -> None:
        turn = event.turn
        for place, held in enumerate(self._held_back):
            if (held.number, held.attempt) == (turn.number, turn.attempt):
                self._held_back[place] = turn
        if event.waits:
            self._card(turn)
            self._enter(card_of(turn.reply))

    def _card(self, turn: Turn) -> None:
        for line in self._lines(turn):
            self._put(line)

    def _lines(self, turn: Turn) -> list[str]:
        return [*score_card(turn, self._advice), *self._notes(turn)]

    def _paused(self, event: events.Paused) -> None:
        if self._state not in (State.PAUSED, State.LOST):
            self._held = self._state
        self._enter(State.LOST if event.lost else State.PAUSED, event.why)

    def _resumed(self, event: events.Resumed) -> None:
        self._enter(self._held, "The call goes on.")

    def _ended(self, event: events.CallEnded) -> None:
        self._change(State.OVER)
        for turn in self._held_back:
            self._put(f"Turn {turn.number}. {self._name}: {turn.line.text}")
            self._card(turn)
        self._put("The call is over.")
        for line in outcome_lines(event.outcome, event.call.turns):
            self._put(line)
