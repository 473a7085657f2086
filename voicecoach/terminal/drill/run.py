"""Runs ``voicecoach drill`` in a terminal or a pipe."""

from __future__ import annotations

import sys
from dataclasses import replace

from voicecoach import settings as settings_module
from voicecoach.app.drills.drill_words import summary_lines
from voicecoach.app.drills.drilling import Drill, check_mode, make_drill
from voicecoach.app.parts.options import DrillOptions
from voicecoach.errors import NoDeviceError
from voicecoach.practice.commands import Commands, Scripted
from voicecoach.settings import Settings
from voicecoach.terminal.call.ending import until_told
from voicecoach.terminal.call.line_reader import PipedLines, TerminalLines
from voicecoach.terminal.call.offers import before_spoken_call
from voicecoach.terminal.call.restoring import terminal_as_before
from voicecoach.terminal.drill.view import DrillView
from voicecoach.terminal.text.out import live_screen, put

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
        put("So you type your replies.")
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
    try:
        if live_screen(plain=plain):
            return _hold_on_screen(drill, options)
        return _hold_plain(drill, options)
    finally:
        drill.close()
        if drill.trouble is not None:
            print(f"voicecoach: {drill.trouble}", file=sys.stderr)


def _hold_plain(drill: Drill, options: DrillOptions) -> int:
    lines: TerminalLines | PipedLines | None = None
    if sys.stdin.isatty():
        lines = TerminalLines(sys.stdin)
    elif options.practice.typed:
        lines = PipedLines(sys.stdin)
    commands: Commands = lines or Scripted()
    typed = options.practice.typed
    view = DrillView(
        drill.advice,
        put,
        limits=drill.plan.limits if drill.plan.asks or not typed else None,
        interactive=sys.stdin.isatty(),
        state_changed=lines.state_changed if lines else lambda state: None,
        typed=typed,
    )
    for line in _brief(drill):
        put(line)
    for event in drill.events(commands, waits=sys.stdin.isatty()):
        view.show(event)
    return DONE


def _hold_on_screen(drill: Drill, options: DrillOptions) -> int:
    from voicecoach.app.parts.command_queue import CommandQueue
    from voicecoach.terminal.drill.screen import DrillScreen

    orders = CommandQueue()
    screen = DrillScreen(
        lambda: drill.events(orders, waits=True),
        orders,
        drill.advice,
        _brief(drill),
        limits=drill.plan.limits,
        stretch=drill.plan.stretch,
        typed=options.practice.typed,
    )
    try:
        with terminal_as_before():
            status = screen.run()
    finally:
        # Without devices and workers nothing keeps the drill's thread from ending.
        drill.give_back()
        screen.wait_for_the_end()
    if screen.trouble is not None:
        raise screen.trouble
    if screen.summary is not None:
        for line in summary_lines(screen.summary):
            put(line)  # stays in the terminal when the screen is gone
    return status if status is not None else screen.return_code or DONE


def _brief(drill: Drill) -> list[str]:
    return [f"{drill.mode.name}: {drill.mode.help}", *drill.notes, *drill.recorder.warnings]
