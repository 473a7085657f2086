"""Runs ``voicecoach script``: builds, shows, edits, prints."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from voicecoach import settings as settings_module
from voicecoach.app.parts.choices import State, by_line
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.app.prepare import scripting
from voicecoach.app.prepare.own_words import load_own_words
from voicecoach.errors import NoDeviceError, VoiceCoachError
from voicecoach.plan import phone_script
from voicecoach.plan.phone_script import Said, existing, keep_line, load_steps, said, script_file
from voicecoach.practice.commands import Command, Commands, HangUp, Next, SayAgain, Scripted, Type
from voicecoach.terminal.call.ending import until_told
from voicecoach.terminal.call.line_reader import PipedLines, TerminalLines
from voicecoach.terminal.prepare.script_text import BuildView, check_lines, script_lines
from voicecoach.terminal.text.tables import say, say_json, say_wrapped

DONE = 0


class TypedAnswers(PipedLines):
    """Typed answers, read when they are due; an empty one is an answer as well.

    Args:
        stream: where they come from; its end stops the building.
        interactive: somebody looks at each line before it is kept. Otherwise every line of the
            stream is an answer.
    """

    def __init__(self, stream: TextIO, *, interactive: bool) -> None:
        super().__init__(stream)
        self._interactive = interactive

    def wait(self) -> Command:
        """See ``Commands``."""
        if self._state is State.CARD and not self._interactive:
            return Next()
        line = self._kept if self._kept is not None else self._stream.readline()
        self._kept = None
        if not line:
            return HangUp()
        if self._state is not State.CARD:
            text = line.strip()
            return HangUp() if text.casefold() == "/h" else Type(text)
        order = by_line(line.rstrip("\r\n"), State.CARD)
        if order is None:  # another wording of the same line
            self._kept = line
            return SayAgain()
        return order


def run_build(purpose: str, only: Sequence[str], options: PracticeOptions) -> int:
    """Build a script by questions.

    Returns:
        the exit code.

    Raises:
        VoiceCoachError: it cannot be built.
    """
    return until_told(lambda: _build(purpose, only, options))


def _build(purpose: str, only: Sequence[str], options: PracticeOptions) -> int:
    settings = settings_module.load()
    try:
        building = scripting.make_building(purpose, only, options, settings)
    except NoDeviceError as error:
        say(f"{error} Type your lines instead.")
        options = PracticeOptions(typed=True)
        building = scripting.make_building(purpose, only, options, settings)
    commands, state_changed = _orders(options)
    interactive = sys.stdin.isatty() and not options.replies
    view = BuildView(
        building.judge.advice,
        lambda line: say_wrapped([line]),
        [step.key for step in building.steps],
        interactive=interactive,
        state_changed=state_changed,
    )
    say_wrapped(building.notes)
    try:
        for event in building.events(commands):
            view.show(event)
    finally:
        building.close()
    say("")
    say(f"What you kept is in {script_file(settings.data_folder, purpose)}")
    other = "" if purpose == phone_script.FIRST else f" {purpose}"
    say(f"See it: voicecoach script show{other}. Print it: voicecoach script print{other}")
    return DONE


def _orders(options: PracticeOptions) -> tuple[Commands, Callable[[State], None]]:
    """Where orders come from, and what is told what they mean."""
    interactive = sys.stdin.isatty()
    if options.typed:
        typed = TypedAnswers(sys.stdin, interactive=interactive)
        return typed, typed.state_changed
    if interactive and not options.replies:
        lines = TerminalLines(sys.stdin)
        return lines, lines.state_changed
    return Scripted(), lambda state: None


def show_script(purpose: str, *, as_json: bool, checked: bool) -> None:
    """Print a script.

    Args:
        purpose: of the script.
        as_json: as JSON.
        checked: with what each line does.

    Raises:
        VoiceCoachError: there is none of that purpose.
    """
    folder = settings_module.load().data_folder
    script = existing(folder, purpose)
    if as_json:
        say_json({"script": purpose, **script.model_dump(mode="json")})
        return
    if checked:
        _show_checked(folder, purpose)
        return
    say_wrapped(script_lines(purpose, said(script, load_steps())))
    others = [name for name in phone_script.purposes(folder) if name != purpose]
    if others:
        say(f"Other scripts: {', '.join(others)}")


def _show_checked(folder: Path, purpose: str) -> None:
    advice = scripting.advice()
    for line, check in scripting.check_script(load_own_words(folder, purpose)):
        say(f"{line.step.title} ({line.step.key})")
        say_wrapped(check_lines(check, line.step.seconds, advice))
        say("")


def edit_line(purpose: str, key: str, text: str, number: int) -> None:
    """Change one line; an empty text is forgotten.

    Raises:
        VoiceCoachError: there is no such line, or it cannot be kept.
    """
    folder = settings_module.load().data_folder
    step = load_steps().get(key)
    if len(text) > phone_script.LONGEST:
        raise VoiceCoachError(f"That is longer than {phone_script.LONGEST} characters.", "Cut it.")
    if not text.strip():
        keep_line(folder, purpose, Said(step, ""), number - 1)
        say(f"{key} is forgotten.")
        return
    line, check, advice = scripting.change_line(folder, purpose, Said(step, text), number - 1)
    say_wrapped(check_lines(check, line.step.seconds, advice))


def edit_script(purpose: str) -> None:
    """Open the file in the caller's editor; afterwards say what is wrong with it.

    Raises:
        VoiceCoachError: there is no script, no editor, or the file is wrong now.
    """
    settings = settings_module.load()
    existing(settings.data_folder, purpose)
    path = script_file(settings.data_folder, purpose)
    if not settings.editor:
        raise VoiceCoachError(
            f"The script is a text file: {path}.", "Set EDITOR to open it from here."
        )
    try:
        subprocess.run([*settings.editor, str(path)], check=False)  # noqa: S603 - the caller's own
    except OSError as error:
        what = f"{settings.editor[0]} cannot be started: {error.strerror}."
        raise VoiceCoachError(what, f"The script is a text file: {path}.") from None
    show_script(purpose, as_json=False, checked=False)


def print_script(purpose: str, target: Path | None) -> None:
    """Write a script as one page for a printer or a telephone.

    Raises:
        VoiceCoachError: there is none of that purpose, or it cannot be written.
    """
    from voicecoach.app.prepare import script_page

    folder = settings_module.load().data_folder
    existing(folder, purpose)
    path = target or Path(f"script-{purpose}.html")
    script_page.write(load_own_words(folder, purpose), path)
    say(f"{path.absolute()} is written: open it in a browser and print it, or keep it on a phone.")
