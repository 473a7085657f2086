"""Runs ``voicecoach drill`` in a terminal or a pipe."""

from __future__ import annotations

import sys
from dataclasses import replace

from voicecoach import settings as settings_module
from voicecoach.app.drilling import Drill, check_mode, make_drill
from voicecoach.app.options import DrillOptions
from voicecoach.errors import NoDeviceError
from voicecoach.practice.commands import Commands, Scripted
from voicecoach.settings import Settings
from voicecoach.terminal.drill_view import DrillView
from voicecoach.terminal.ending import until_told
from voicecoach.terminal.line_reader import PipedLines, TerminalLines
from voicecoach.terminal.offers import before_spoken_call
from voicecoach.terminal.out import StatusLine, put

DONE = 0


def run_drill(options: DrillOptions) -> int:
    """Hold a drill.

    Returns:
        the exit code.

    Raises:
        VoiceCoachError: it cannot be held.
    """
    return until_told(lambda: _drill(options))


def _drill(options: DrillOptions) -> int:
    settings = settings_module.load()
    check_mode(options, settings)
    practice = options.practice
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not practice.replies
    try:
        if not practice.typed and not practice.replies:
            practice = before_spoken_call(practice, settings)
            options = replace(options, practice=practice)
        drill = make_drill(options, settings, asks=asks)
    except NoDeviceError as error:
        if not sys.stdin.isatty():
            raise
        put(str(error))
        put("So you type your replies, and nothing is timed.")
        options, drill = _typed(options, settings, asks=asks)
    return _hold(drill, options, plain=practice.plain or settings.plain)


def _typed(options: DrillOptions, settings: Settings, *, asks: bool) -> tuple[DrillOptions, Drill]:
    """The drill with typed replies; its contacts are heard where there is a loudspeaker."""
    practice = replace(options.practice, typed=True, heard=True)
    try:
        options = replace(options, practice=practice)
        return options, make_drill(options, settings, asks=asks)
    except NoDeviceError:
        options = replace(options, practice=replace(practice, heard=False))
        return options, make_drill(options, settings, asks=asks)


def _hold(drill: Drill, options: DrillOptions, *, plain: bool) -> int:
    lines: TerminalLines | PipedLines | None = None
    if sys.stdin.isatty():
        lines = TerminalLines(sys.stdin)
    elif options.practice.typed:
        lines = PipedLines(sys.stdin)
    commands: Commands = lines or Scripted()
    screen = StatusLine()
    watched = sys.stdin.isatty() and sys.stdout.isatty() and not plain
    view = DrillView(
        drill.advice,
        screen.put,
        status=screen.status if watched else None,
        limits=None if options.practice.typed else drill.plan.limits,
        interactive=sys.stdin.isatty(),
        state_changed=lines.state_changed if lines else lambda state: None,
    )
    try:
        put(f"{drill.mode.name}: {drill.mode.help}")
        for note in [*drill.notes, *drill.recorder.warnings]:
            put(note)
        for event in drill.events(commands, waits=sys.stdin.isatty()):
            view.show(event)
    finally:
        drill.close()
        if drill.trouble is not None:
            print(f"voicecoach: {drill.trouble}", file=sys.stderr)
    return DONE
