"""``voicecoach score``: judge replies that are text."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(score)


def score(
    reply: str | None = typer.Argument(None, help="What the caller said."),
    situation: str = typer.Option("", help="Key of the situation, e.g. no-jobs."),
    contact: str = typer.Option("", help="What the contact just said."),
    jsonl: str = typer.Option(
        "", help="Judge every row of this file instead (- is standard input); one JSON a line."
    ),
    json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Judge a reply move by move: score 0-100, what earned it, what is missing, what to try."""
    if bool(jsonl) == (reply is not None):
        raise typer.BadParameter("give either a reply or --jsonl FILE")
    if reply is not None and not situation:
        raise typer.BadParameter("--situation KEY is missing: what is the contact's no about?")
    from voicecoach.terminal.look_back import scoring

    if jsonl:
        scoring.score_rows(jsonl)
    elif json:
        scoring.print_json(situation, contact, reply or "")
    else:
        scoring.print_card(situation, contact, reply or "")
