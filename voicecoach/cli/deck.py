"""``voicecoach deck``: what is remembered of your drills."""

from __future__ import annotations

from pathlib import Path

import typer


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="What comes back when; take it elsewhere.", no_args_is_help=False)
    group.callback(invoke_without_command=True)(deck)
    group.command("export")(export)
    group.command("import")(take_in)
    group.command("hear")(hear)
    app.add_typer(group, name="deck")


def deck(
    context: typer.Context,
    json: bool = typer.Option(False, "--json", help="Print it as one JSON object."),
) -> None:
    """What is due, what comes back in the next two weeks, how much is likely known."""
    if context.invoked_subcommand is not None:
        return
    from voicecoach.terminal.drill.deck import show_deck

    show_deck(as_json=json)


def export(
    file: Path = typer.Argument(..., help="New file: .json keeps all, .csv is for Anki."),
) -> None:
    """Write the deck to a file.

    JSON loses nothing and can be imported again; CSV is what Anki's import reads.
    """
    from voicecoach.terminal.drill.deck import export_deck

    export_deck(file)


def take_in(
    file: Path = typer.Argument(..., help="A .json file that `deck export` wrote."),
) -> None:
    """Add the grades of an exported deck to this one.

    What is there already is not added twice.
    """
    from voicecoach.terminal.drill.deck import import_deck

    import_deck(file)


def hear(
    card: str = typer.Argument("", help="Which card, as in no-jobs/opening; else the latest."),
    json: bool = typer.Option(False, "--json", help="Print both as one JSON object; no sound."),
) -> None:
    """Hear your first and your latest answer to the same no, back to back."""
    from voicecoach.terminal.drill.deck import hear_first_and_latest

    hear_first_and_latest(card, as_json=json)
