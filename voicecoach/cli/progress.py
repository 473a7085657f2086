"""``voicecoach progress``: what gets better over the weeks."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(progress)


def progress(
    weeks: int = typer.Option(8, min=1, max=104, help="How many weeks to show."),
    no_chart: bool = typer.Option(False, "--no-chart", help="The tables only, without bars."),
    json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """See how it goes: in how many noes you asked, then scores, moves, hesitation and pace.

    The first reply of a day to a no is told apart from later ones: it shows what has stayed.
    """
    from voicecoach.terminal.look_back.reviewing import run_progress

    run_progress(as_json=json, weeks=weeks, chart=not no_chart)
