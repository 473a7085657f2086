"""Runs ``voicecoach practice`` in a terminal or a pipe: picks the view, offers ways out."""

from __future__ import annotations

import sys
from dataclasses import replace

from voicecoach import settings as settings_module
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.app.prepare.cueing import CueCard, card_of, told
from voicecoach.app.rehearse.rehearsal import Rehearsal, make_rehearsal
from voicecoach.domain.turn import Call
from voicecoach.errors import DeviceError, NoDeviceError, VoiceCoachError
from voicecoach.practice.commands import Commands, Scripted
from voicecoach.practice.events import CallEnded
from voicecoach.settings import Settings
from voicecoach.terminal.call.cue_text import NO_SCRIPT, after_call, at_score_card
from voicecoach.terminal.call.ending import until_told
from voicecoach.terminal.call.line_reader import Keyboard, PipedLines, TerminalLines
from voicecoach.terminal.call.offers import before_spoken_call
from voicecoach.terminal.call.plain import PlainView
from voicecoach.terminal.call.quiet import quiet_libraries
from voicecoach.terminal.call.restoring import terminal_as_before
from voicecoach.terminal.text.card import outcome_lines
from voicecoach.terminal.text.out import live_screen, put

DONE, INTERRUPTED = 0, 130


def run_practice(options: PracticeOptions, keyboard: Keyboard | None = None) -> int:
    """Hold a call.

    Args:
        options: how.
        keyboard: who reads what is typed, where several calls follow one another.

    Returns:
        the exit code.

    Raises:
        VoiceCoachError: it cannot be held.
    """
    return until_told(lambda: _practise(options, keyboard or Keyboard()))


def _practise(options: PracticeOptions, keyboard: Keyboard) -> int:
    settings = settings_module.load()
    if options.press_to_talk and not sys.stdin.isatty():
        raise VoiceCoachError(
            "Press to talk needs a keyboard, and the input is none.",
            "Run it in a terminal, or leave --press-to-talk out.",
        )
    try:
        if not options.typed and not options.replies:
            options = before_spoken_call(options, settings)
        rehearsal = make_rehearsal(options, settings)
    except DeviceError as error:
        return _without_microphone(options, settings, error)
    if options.best and not (options.typed or options.replies) and rehearsal.own.lines:
        _hear_own_best(rehearsal, options, settings)
    return _hold(rehearsal, options, settings, keyboard)


def _hear_own_best(rehearsal: Rehearsal, options: PracticeOptions, settings: Settings) -> None:
    if sys.stdin.isatty() and sys.stdout.isatty() and options.voice and settings.voice:
        from voicecoach.terminal.call import own_best  # with rapidfuzz

        own_best.before_call(rehearsal, settings)


def _hold(
    rehearsal: Rehearsal, options: PracticeOptions, settings: Settings, keyboard: Keyboard
) -> int:
    live = live_screen(plain=options.plain or settings.plain)
    card = card_of(rehearsal.own, settings.data_folder, options.cue)
    if options.cue is not None and not card.lines:
        rehearsal.notes.append(NO_SCRIPT)
    try:
        with quiet_libraries():
            rehearsal.takes_back = sys.stdin.isatty() and not options.replies
            if not live:
                lines = keyboard.lines(sys.stdin, typed=options.typed)
                return _hold_plain(rehearsal, card, lines)
            return _hold_on_screen(rehearsal, card)
    finally:
        rehearsal.close()
        _tell_trouble(rehearsal)


def _hold_plain(
    rehearsal: Rehearsal, card: CueCard, lines: TerminalLines | PipedLines | None
) -> int:
    commands: Commands = lines or Scripted()
    view = PlainView(
        rehearsal.advice,
        put,
        interactive=sys.stdin.isatty(),
        state_changed=lines.state_changed if lines else lambda state: None,
        notes=lambda turn: at_score_card(card, turn),
    )
    for line in [*rehearsal.brief, *told(card.shown)]:
        put(line)
    for event in rehearsal.events(commands):
        view.show(event)
        if isinstance(event, CallEnded):
            _tell_after(card, event.call)
    return DONE


def _tell_after(card: CueCard, call: Call) -> None:
    for line in after_call(card, call):
        put(line)


def _hold_on_screen(rehearsal: Rehearsal, card: CueCard) -> int:
    from voicecoach.app.parts.command_queue import CommandQueue
    from voicecoach.terminal.call.screen import CallScreen

    orders = CommandQueue()
    screen = CallScreen(
        lambda: rehearsal.events(orders),
        orders,
        rehearsal.advice,
        rehearsal.brief,
        "\n".join(told(card.shown)),
        lambda turn: at_score_card(card, turn),
    )
    try:
        with terminal_as_before():
            status = screen.run()
    finally:
        # Without devices and workers nothing keeps the call's thread from ending.
        rehearsal.give_back()
        screen.wait_for_the_end()
    if screen.trouble is not None:
        raise screen.trouble
    if screen.call is not None and screen.call.outcome is not None:
        for line in outcome_lines(screen.call.outcome, screen.call.turns):
            put(line)  # stays in the terminal when the screen is gone
        _tell_after(card, screen.call)
    return status or DONE


def _without_microphone(options: PracticeOptions, settings: Settings, error: DeviceError) -> int:
    """Say so; offer typed replies or the demo; where nobody can answer run the demo."""
    from voicecoach.terminal.call.demo import run_demo

    put(str(error))
    if not sys.stdin.isatty():
        put("Nobody can type here either, so here is the demo.")
        run_demo(as_json=False, aloud=False)
        return DONE
    put("Choose: 1 type your replies, 2 hear and see the demo, 3 stop (Enter is 1).")
    choice = sys.stdin.readline().strip()
    if choice == "2":
        run_demo(as_json=False, aloud=False)
    elif choice in ("", "1"):
        try:
            rehearsal = make_rehearsal(replace(options, typed=True, heard=True), settings)
        except NoDeviceError:
            rehearsal = make_rehearsal(replace(options, typed=True), settings)
        return _hold(rehearsal, options, settings, Keyboard())
    return DONE


def _tell_trouble(rehearsal: Rehearsal) -> None:
    if rehearsal.recorder.trouble is not None:
        print(f"voicecoach: {rehearsal.recorder.trouble}", file=sys.stderr)
