"""``voicecoach now``: a real call in five minutes."""

from __future__ import annotations

from pathlib import Path

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(now)


def now(
    wanted: str = typer.Argument(
        "", metavar="NAME|OBJECTION", help='Whom you call, or their no: too-busy, "no time".'
    ),
    typed: bool = typer.Option(False, "--typed", help="Type your line; no sound at all."),
    replies: list[Path] = typer.Option(
        [], "--replies", help="Sound files in place of a microphone."
    ),
    no_voice: bool = typer.Option(False, "--no-voice", help="Show their line only."),
) -> None:
    """A real call in five minutes: their likely no, your one line, say it three times, go."""
    from voicecoach.app.parts.options import PracticeOptions
    from voicecoach.terminal.call.now import run_now

    options = PracticeOptions(typed=typed, replies=tuple(replies), voice=not no_voice)
    raise typer.Exit(run_now(wanted, options))
