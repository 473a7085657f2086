"""The phone script as lines of text: while it is built, and as it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from voicecoach.app.parts.choices import State, hints
from voicecoach.domain.advice import Advice
from voicecoach.plan.phone_script import Said
from voicecoach.practice import events
from voicecoach.practice.script_build import Asks, BuildEvent, Checked, Kept
from voicecoach.practice.script_check import LineCheck
from voicecoach.terminal.text.card import misheard

AFTER = (
    "Choose: 1 keep it, 2 say it again, 3 hear it, 4 stop, 5 correct what was heard (Enter is 1)."
)
ANSWER = {
    True: "Type it, or the number of a wording; Enter leaves it as it is (/h stops).",
    False: "Say it aloud now.",
}


class BuildView:
    """Prints what happens while a script is built; one line an event.

    Args:
        advice: names of moves and slips.
        put: writes one line.
        steps: how many are asked for.
        interactive: somebody is there to give orders.
        state_changed: told what a typed line means from now on.
    """

    def __init__(
        self,
        advice: Advice,
        put: Callable[[str], None],
        steps: Sequence[str],
        *,
        interactive: bool,
        state_changed: Callable[[State], None],
    ) -> None:
        self._advice = advice
        self._put = put
        self._steps = steps
        self._interactive = interactive
        self._state_changed = state_changed
        self._check: LineCheck | None = None

    def show(self, event: BuildEvent) -> None:
        """Print one event."""
        handlers: dict[type, Callable[..., None]] = {
            Asks: self._asks,
            Checked: self._checked,
            Kept: lambda e: self._put("Kept."),
            events.YourTurn: self._your_turn,
            events.NothingHeard: lambda e: self._enter(State.NOTHING, e.why, hints(State.NOTHING)),
            events.CheckHeard: self._check_heard,
            events.Paused: lambda e: self._enter(State.PAUSED, e.why, hints(State.PAUSED)),
            events.Resumed: lambda e: self._enter(State.LISTENING, "Go on."),
        }
        handler = handlers.get(type(event))
        if handler is not None:
            handler(event)

    def _enter(self, state: State, *told: str) -> None:
        self._state_changed(state)
        for line in told:
            self._put(line)

    def _asks(self, event: Asks) -> None:
        self._state_changed(State.CONTACT)
        number = self._steps.index(event.step.key) + 1
        again = " (one more; Enter if one is enough)" if event.place else ""
        self._put("")
        self._put(f"{number} of {len(self._steps)}. {event.step.title}{again}")
        self._put(event.step.question)
        kind = ""
        for place, offer in enumerate(event.offers if event.place == 0 else (), 1):
            if offer.kind != kind:
                kind = offer.kind
                self._put(f"  {kind}:")
            self._put(f'  {place} "{offer.text}"')
        if event.now:
            self._put(f'So far: "{event.now}"')

    def _your_turn(self, event: events.YourTurn) -> None:
        self._enter(State.TYPED if event.typed else State.LISTENING, ANSWER[event.typed])

    def _check_heard(self, event: events.CheckHeard) -> None:
        self._enter(State.CHECK, f"I heard: {event.suggestion}", hints(State.CHECK))

    def _checked(self, event: Checked) -> None:
        told = check_lines(event.check, event.step.seconds, self._advice)
        if event.misheard:
            told.insert(1, f"  {misheard(event.misheard)}")
        self._enter(State.CARD, *told, *([AFTER] if self._interactive else []))


def check_lines(check: LineCheck, limit: float, advice: Advice) -> list[str]:
    """How a line of the script was found."""
    lines = [
        f'Your line: "{check.text}"',
        f"  {check.seconds:.0f} s (up to {limit:.0f} s is good).",
    ]
    found = (*check.made, *check.also)
    lines += [f'  + {advice.moves[one.key].name}: "{one.evidence.text}"' for one in found]
    lines += [f'  ! {advice.slips[one.key].name}: "{one.evidence.text}"' for one in check.slips]
    if check.tip:
        lines.append(f"Try: {check.tip}")
    if check.example:
        lines.append(f'  for example: "{check.example}"')
    return lines


def script_lines(purpose: str, lines: Sequence[Said]) -> list[str]:
    """The script as it stands."""
    told, title = [f"Script: {purpose}"], ""
    for said in lines:
        if said.step.title != title:
            title = said.step.title
            told += ["", f"{title} ({said.step.key})"]
        told.append(f"  {said.text}")
    return told
