"""``voicecoach phrasings``: your own wordings of the moves."""

from __future__ import annotations

import typer

MOVE = typer.Argument(..., help="Key of the move, as in use-name; see phrasings list --all.")
TEXT = typer.Argument(..., help="The wording, in quotes.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(
        name="phrasings",
        help="Your own wordings: they count at once and are recommended to you.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command()(add)
    group.command("list")(show)
    group.command()(remove)
    app.add_typer(group)


def add(move: str = MOVE, text: str = TEXT) -> None:
    """Let a wording of yours count as a move from now on."""
    from voicecoach.terminal.prepare.own_wordings import add_wording

    add_wording(move, text)


def show(
    everything: bool = typer.Option(False, "--all", help="Every move, also without your own."),
    json: bool = typer.Option(False, "--json", help="Print them as one JSON object."),
) -> None:
    """List your wordings by move: typed, said in a call, and from script and if-then cards."""
    from voicecoach.terminal.prepare.own_wordings import list_wordings

    list_wordings(everything=everything, as_json=json)


def remove(move: str = MOVE, text: str = TEXT) -> None:
    """Forget a wording."""
    from voicecoach.terminal.prepare.own_wordings import remove_wording

    remove_wording(move, text)
