"""The live call screen: captions, level meter, elapsed time, keys and cards (Textual)."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.events import Key
from textual.widgets import Input, Static

from voicecoach.app.parts.choices import (
    CARDS,
    TAKE_BACK,
    State,
    by_key,
    by_line,
    card_of,
    key_bar,
    marked_after,
)
from voicecoach.app.parts.command_queue import CommandQueue, begins_state
from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Call, Turn
from voicecoach.practice import events
from voicecoach.practice.commands import Command
from voicecoach.practice.events import Event
from voicecoach.terminal.call.ending import tell_when_told
from voicecoach.terminal.call.restoring import set_up_when_continued
from voicecoach.terminal.text.card import counted_line, outcome_lines, score_card, which_lines

FRAME = 1 / 20
"""s between looks at what happened: fast enough for a meter, slow enough for one core."""

LAST_WORDS = 1.0
"""s for a call that is left to end by itself."""

MUTED = "  Muted? The microphone sends exact silence."
WIDE = 96
"""Columns from which the cue card stands beside the call; else it stands above it."""
SLIM, LOW = 60, 22
"""Columns and rows below which the brief is shown before the call and in a pause only."""

METER_WIDTH = 24
METER_FLOOR = -60.0
"""dBFS that shows as an empty meter: a quiet room."""


class CallScreen(App[int]):
    """Shows one call while it is held in a thread of its own.

    Args:
        happenings: iterates the call's events (already kept by the recorder).
        orders: where keys go.
        advice: names of moves and slips.
        brief: lines shown above the call.
        cue: what stands beside it; empty: nothing.
        notes: lines that a score card ends with.
    """

    CSS_PATH = Path(__file__).with_name("screen.tcss")  # for screens in other folders, too
    ENABLE_COMMAND_PALETTE = False
    BRIEF_STANDS = False
    """Whether the brief is short and changes, so that it stays where there is little room."""

    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+c", "interrupt", "Stop")]

    def __init__(
        self,
        happenings: Callable[[], Iterator[Event]],
        orders: CommandQueue,
        advice: Advice,
        brief: list[str],
        cue: str = "",
        notes: Callable[[Turn], list[str]] = lambda turn: [],
    ) -> None:
        super().__init__()
        self._cue, self._notes = cue, notes
        self.HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (SLIM, "-narrow"), (WIDE, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]
        self._happenings = happenings
        self._orders = orders
        self._advice = advice
        self._brief = brief
        self._happened: queue.SimpleQueue[tuple[int, Event | Exception]] = queue.SimpleQueue()
        self._entered = 0  # of the states that were told, the one that is shown
        self._marked = 0  # what Enter takes
        self._thread = threading.Thread(target=self._hold, name="call", daemon=True)
        self.state = State.CONTACT
        self._held = State.CONTACT  # what a pause interrupted
        self.trouble: Exception | None = None
        self.call: Call | None = None
        self._name = "Contact"
        self._held_back: dict[int, str] = {}  # cards of a call that runs on, by turn

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield Static("\n".join(self._brief), id="brief", markup=False)
        if self._cue:
            with VerticalScroll(id="cue"):
                yield Static(self._cue, markup=False)
        yield Static("", id="contact", markup=False)
        with VerticalScroll(id="middle"):
            yield Static("", id="caption", markup=False)
            yield Static("", id="card", markup=False)
        yield Static("", id="meter", markup=False)
        yield Input(placeholder="Type your reply", id="reply")
        yield Static("", id="keys", markup=False)

    def on_mount(self) -> None:
        """Begin the call."""
        self.query_one("#reply", Input).display = False
        self.query_one("#middle").can_focus = True
        self.set_focus(self.query_one("#middle"))
        self.set_interval(FRAME, self._catch_up)
        tell_when_told(self._leave, at_terminal=not self.is_headless)
        if not self.is_headless:
            set_up_when_continued(self.suspend)
        self._thread.start()

    def _hold(self) -> None:
        try:
            for event in self._happenings():
                self._orders.entered += begins_state(event)
                self._happened.put((self._orders.entered, event))
        except Exception as error:  # noqa: BLE001 - the main thread raises it, its terminal restored
            self._happened.put((self._orders.entered, error))

    def _catch_up(self) -> None:
        while self.query("#keys") and not self._happened.empty():  # else it is being taken down
            self._entered, happened = self._happened.get_nowait()
            if isinstance(happened, Exception):
                self.trouble = happened
                self.exit(1)
                return
            self._show(happened)

    def _show(self, event: Event) -> None:
        show: dict[type, Callable[..., None]] = {
            events.Ringing: self._ringing,
            events.ContactSpeaks: self._contact,
            events.YourTurn: self._your_turn,
            events.WentOn: self._went_on,
            events.WaitsLonger: lambda e: self._put("contact", e.why),
            events.Level: self._level,
            events.Heard: lambda e: self._put("caption", f"You: {e.partial}"),
            events.ReplyEnded: lambda e: self._put("meter", f"Reply over: {e.ended.reason}."),
            events.NothingHeard: self._nothing,
            events.CheckHeard: self._check,
            events.WhichMove: self._which,
            events.WhichWords: self._words,
            events.Counted: self._counted,
            events.NotCounted: lambda e: self._put("caption", e.why),
            events.TurnDone: self._turn_done,
            events.Corrected: self._corrected,
            events.ModelAnswer: lambda e: self._put("caption", f"A good answer: {e.text}"),
            events.Paused: self._paused,
            events.Resumed: self._resumed,
            events.HungUp: self._hung_up,
            events.CallEnded: self._ended,
        }
        if type(event) in show:
            show[type(event)](event)

    def _put(self, where: str, text: str) -> None:
        self.query_one(f"#{where}", Static).update(text)

    def _enter(self, state: State) -> None:
        self.state = state
        self._mark(0)
        if state is not State.CONTACT:
            waits = self.BRIEF_STANDS or state in (State.PAUSED, State.LOST)
            self.screen.set_class(not waits, "-begun")
        self.screen.set_class(state in (*CARDS, State.RESULT, State.OVER), "-read")
        box = self.query_one("#reply", Input)
        box.display = state in (State.TYPED, State.NOTHING, State.CHECK, State.WORDS)
        typing = state in (State.TYPED, State.CHECK, State.WORDS)
        box.select_on_focus = state is not State.WORDS  # they are cut down, not typed anew
        self.set_focus(box if typing else self.query_one("#middle"))

    def _mark(self, choice: int) -> None:
        self._marked = choice
        self._put("keys", key_bar(self.state, choice))

    def _ringing(self, event: events.Ringing) -> None:
        self._name = event.contact.name
        self._put("contact", f"Ringing {event.contact.name} ({event.contact.role}) ...")

    def _contact(self, event: events.ContactSpeaks) -> None:
        self._put("contact", f"{self._name}: {event.line.text}")
        for place in ("caption", "card", "meter"):
            self._put(place, "")
        self._enter(State.CONTACT)

    def _your_turn(self, event: events.YourTurn) -> None:
        self._put("caption", "Press Enter and speak." if event.key else "Your turn.")
        speaks = State.KEY if event.key else State.LISTENING
        self._enter(State.TYPED if event.typed else speaks)

    def _went_on(self, event: events.WentOn) -> None:
        self._put("contact", f"{self._name}: {event.line.text}")
        self._put("card", "")
        self._put("caption", "Go on.")
        self._enter(State.LISTENING)

    def _level(self, event: events.Level) -> None:
        self._put("meter", meter(event.dbfs, event.elapsed) + (MUTED if event.muted else ""))

    def _nothing(self, event: events.NothingHeard) -> None:
        self._put("caption", event.why)
        self._enter(State.NOTHING)

    def _turn_done(self, event: events.TurnDone) -> None:
        card = "\n".join([*score_card(event.turn, self._advice), *self._notes(event.turn)])
        if event.waits:
            if self.state in (State.TYPED, State.HUNG_UP):
                self._put("caption", "")  # it spoke of what is over now
            self._put("card", card)
            self._enter(card_of(event.turn.reply))
        else:
            self._held_back[event.turn.number] = f"{self._name}: {event.turn.line.text}\n{card}\n"

    def _corrected(self, event: events.Corrected) -> None:
        self._turn_done(events.TurnDone(event.turn, event.waits))

    def _check(self, event: events.CheckHeard) -> None:
        self._put("caption", f"I heard: {event.reply.text}")
        self._enter(State.CHECK)
        self.query_one("#reply", Input).value = event.suggestion

    def _which(self, event: events.WhichMove) -> None:
        self._put("caption", "\n".join(which_lines(event.moves, self._advice)))
        self._enter(State.WHICH)

    def _words(self, event: events.WhichWords) -> None:
        self._put("caption", event.why or "With which words? Leave only those.")
        self._enter(State.WORDS)
        self.query_one("#reply", Input).value = event.text

    def _counted(self, event: events.Counted) -> None:
        self._put("caption", counted_line(event.move, event.words, self._advice, TAKE_BACK))

    def _paused(self, event: events.Paused) -> None:
        if self.state not in (State.PAUSED, State.LOST):
            self._held = self.state
        self._put("caption", event.why)
        self._enter(State.LOST if event.lost else State.PAUSED)

    def _resumed(self, event: events.Resumed) -> None:
        self._put("caption", "")
        self._enter(self._held)

    def _hung_up(self, event: events.HungUp) -> None:
        self._put("caption", "You hung up.")
        self._enter(State.HUNG_UP)

    def _ended(self, event: events.CallEnded) -> None:
        self.call = event.call
        self._enter(State.OVER)
        lines = [*self._held_back.values(), *outcome_lines(event.outcome, event.call.turns)]
        self._put("caption", "The call is over.")
        self._put("card", "\n".join(lines))
        self._put("keys", "[Enter] close")

    def on_key(self, event: Key) -> None:
        """Keys are orders, except while a reply is being typed."""
        if isinstance(self.focused, Input):
            return
        if self.state is State.OVER and event.key in ("enter", "space", "escape", "q"):
            self.exit(0)
        order = by_key(event.key, event.character, self.state, self._marked)
        if order is not None:
            event.stop()
            self.give(order)
        elif (marked := marked_after(event.key, self.state, self._marked)) != self._marked:
            event.stop()
            self._mark(marked)

    def give(self, order: Command) -> None:
        """An order that is meant for the state that is shown."""
        self._orders.put(order, self._entered)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A typed reply (or a slash order) is given."""
        order = by_line(event.value, self.state)
        event.input.value = ""
        if order is not None:
            self.give(order)

    def action_interrupt(self) -> None:
        """Ctrl-C: hang up, so that the call is kept, and leave."""
        self._leave(130)

    def _leave(self, status: int) -> None:
        self._orders.close()
        self.exit(status)

    def wait_for_the_end(self) -> None:
        """Until the call's thread is done with the record, or for ``LAST_WORDS`` s."""
        if self._thread.ident is not None:
            self._thread.join(LAST_WORDS)


def meter(dbfs: float, elapsed: float) -> str:
    """The level as a bar of text with the time since the caller's turn (s)."""
    share = max(0.0, min(1.0, 1 - dbfs / METER_FLOOR))
    full = round(share * METER_WIDTH)
    return f"{'#' * full}{'.' * (METER_WIDTH - full)}  {elapsed:4.0f} s"
