"""Runs ``voicecoach now``: no menus, under a minute."""

from __future__ import annotations

import sys

from voicecoach import settings as settings_module
from voicecoach.app.drills.now import Now, make_now
from voicecoach.app.parts.choices import State
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.errors import NoDeviceError
from voicecoach.practice import events
from voicecoach.practice.commands import Commands, Scripted
from voicecoach.practice.script_check import FREELY
from voicecoach.practice.three_times import TIMES, SaidEvent, SaidIt
from voicecoach.terminal.call.ending import until_told
from voicecoach.terminal.call.line_reader import PipedLines, TerminalLines
from voicecoach.terminal.text.tables import say

DONE = 0


def run_now(wanted: str, options: PracticeOptions) -> int:
    """Say one line three times.

    Returns:
        the exit code.

    Raises:
        VoiceCoachError: it cannot be held.
    """
    return until_told(lambda: _run(wanted, options))


def _run(wanted: str, options: PracticeOptions) -> int:
    settings = settings_module.load()
    try:
        now = make_now(wanted, options, settings)
    except NoDeviceError as error:
        say(f"{error} Type your line instead.")
        now = make_now(wanted, PracticeOptions(typed=True), settings)
        options = PracticeOptions(typed=True)
    lines: PipedLines | TerminalLines | None = None
    if options.typed or (sys.stdin.isatty() and not options.replies):
        lines = PipedLines(sys.stdin) if options.typed else TerminalLines(sys.stdin)
    commands: Commands = lines or Scripted()
    _tell(now)
    for event in now.events(commands):
        if lines is not None and (state := _state_from(event)) is not None:
            lines.state_changed(state)
        _show(event)
    say("Go. Make the call now." if not now.whom else f"Go. Call {now.whom} now.")
    return DONE


def _tell(now: Now) -> None:
    if now.whom:
        say(f"You call {now.whom}.")
    say(f'They may say: "{now.line.text}"')
    say(f'You say: "{now.say}"')
    if not now.own:
        say('(Not in your words yet: voicecoach if-then add "they say" "I say")')
    say(f"Say it {TIMES} times.")


def _state_from(event: SaidEvent) -> State | None:
    """What a typed line means from this event on; None: the same as before."""
    if isinstance(event, events.ContactSpeaks):
        return State.CONTACT
    if isinstance(event, events.YourTurn):
        return State.TYPED if event.typed else State.LISTENING
    return None


def _show(event: SaidEvent) -> None:
    if isinstance(event, events.ContactSpeaks):
        say(f"They: {event.line.text}")
    elif isinstance(event, events.YourTurn):
        say("Now you.")
    elif isinstance(event, SaidIt):
        how = f"{event.alike:.0f} % of your line" if event.alike >= FREELY else "in other words"
        say(f"{event.number} of {TIMES}: {event.heard or '(nothing was heard)'} ({how})")
