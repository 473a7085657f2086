"""``voicecoach week``: the week's goals."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(week)


def week(json: bool = typer.Option(False, "--json", help="Print it as one JSON object.")) -> None:
    """This week's four goals with progress, and the next call; Enter rehearses it.

    Every name you were given, two informational interviews, the hiring managers of your
    applications, and everyone you wait on.
    """
    from voicecoach.terminal.people.week import run_week

    raise typer.Exit(run_week(as_json=json))
