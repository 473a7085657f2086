"""``voicecoach script``: what you say in your calls, in your own words."""

from __future__ import annotations

from pathlib import Path

import typer

PURPOSE = typer.Argument("calls", help="Which script: calls, old-friends, interviews ...")


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(
        name="script",
        help="Your phone script: build it by questions, see it, print it.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for command in (build, show, edit, hear):
        group.command()(command)
    group.command("print")(print_out)
    app.add_typer(group)


def build(
    purpose: str = PURPOSE,
    typed: bool = typer.Option(False, "--typed", help="Type your lines; no sound at all."),
    replies: list[Path] = typer.Option(
        [], "--replies", help="Sound files with your lines, in place of a microphone."
    ),
    only: list[str] = typer.Option([], "--only", help="Ask for this line only, as in ask."),
    no_voice: bool = typer.Option(False, "--no-voice", help="Show the questions only."),
    model: Path | None = typer.Option(None, help="Folder of the recognition model to use."),
) -> None:
    """Build it by questions: who you are, what you ask, parting questions, thanks, number, end.

    Say each line aloud (or type it): you see what it does, how long it takes, and hear it back.
    """
    from voicecoach.app.parts.options import PracticeOptions
    from voicecoach.terminal.prepare.script import run_build

    options = PracticeOptions(typed=typed, replies=tuple(replies), voice=not no_voice, model=model)
    raise typer.Exit(run_build(purpose, only, options))


def show(
    purpose: str = PURPOSE,
    check: bool = typer.Option(False, "--check", help="With what each line does."),
    json: bool = typer.Option(False, "--json", help="Print it as one JSON object."),
) -> None:
    """Show a script as it stands."""
    from voicecoach.terminal.prepare.script import show_script

    show_script(purpose, as_json=json, checked=check)


def edit(
    purpose: str = PURPOSE,
    line: str = typer.Option("", help="Which line: introduction, ask, parting, thanks ..."),
    say: str | None = typer.Option(None, help='What it says from now on; "" forgets it.'),
    number: int = typer.Option(1, min=1, max=6, help="Which parting question."),
) -> None:
    """Change a line (--line ask --say "..."), or open the whole script in your editor."""
    from voicecoach.terminal.prepare import script as script_view

    if line and say is not None:
        script_view.edit_line(purpose, line, say, number)
    elif line or say is not None:
        raise typer.BadParameter("--line and --say go together")
    else:
        script_view.edit_script(purpose)


def hear(
    purpose: str = PURPOSE,
    json: bool = typer.Option(False, "--json", help="Print them as JSON; no sound."),
) -> None:
    """Hear your own best answer to each line; two of them also come before a call."""
    from voicecoach.terminal.call.own_best import hear_script

    hear_script(purpose, as_json=json)


def print_out(
    purpose: str = PURPOSE,
    out: Path | None = typer.Option(None, help="The page's file; else script-PURPOSE.html here."),
) -> None:
    """Write it as one page that fits a sheet of paper and a telephone."""
    from voicecoach.terminal.prepare.script import print_script

    print_script(purpose, out)
