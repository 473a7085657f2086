"""``voicecoach mark`` and ``voicecoach correct``: what you put on a call, and words put right."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(mark)
    app.command()(correct)


def mark(
    call: str = typer.Argument("last", metavar="ID|last", help="Which call, as in review."),
    note: str | None = typer.Option(None, help='A note in your words; "" removes it.'),
    tag: list[str] = typer.Option([], help="Add a tag; may be given several times."),
    untag: list[str] = typer.Option([], help="Take a tag off."),
    star: bool | None = typer.Option(None, "--star/--no-star", help="Worth coming back to."),
    json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Put a note, tags or a star on a call, or see what is on it."""
    from voicecoach.terminal.look_back.marking import run_mark

    run_mark(call, note, tag, untag, star, as_json=json)


def correct(
    call: str = typer.Argument("last", metavar="ID|last", help="Which call, as in review."),
    turn: int = typer.Option(0, min=0, help="Number of the turn."),
    attempt: int = typer.Option(0, "--try", min=0, help="Which try at it; else the latest."),
    words: str = typer.Option("", help="What you really said; else you are asked."),
    undo: bool = typer.Option(False, "--undo", help="Take the latest correction back."),
) -> None:
    """Put right what was heard in a kept call; it is judged anew, the original is kept."""
    from voicecoach.terminal.look_back.marking import run_correct, run_undo

    if undo:
        run_undo(call, turn, attempt)
    else:
        run_correct(call, turn, attempt, words)
