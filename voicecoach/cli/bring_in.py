"""``voicecoach import``: a recording of a real call."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(bring_in)


def bring_in(
    file: Path = typer.Argument(..., help="A sound file, best with one person a channel."),
    consent: bool = typer.Option(
        False, "--consent", help="The other person knows of the recording and agrees."
    ),
    me: Literal["left", "right"] = typer.Option("left", help="Your channel, of two."),
    name: str = typer.Option("", help="The other person's name."),
) -> None:
    """Take the recording of a real call over: your replies are judged, the other side is text.

    With another person's voice in it you are asked for their consent; the answer is kept with
    the call. Your configuration folder may hold another text to agree to, consent.txt.
    """
    from voicecoach.terminal.look_back.bringing_in import run_import

    raise typer.Exit(run_import(file, me, name, agreed=consent))
