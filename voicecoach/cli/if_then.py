"""``voicecoach if-then``: "if they say this, I say that", in your own words."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(
        name="if-then",
        help="Your own cards: if they say this, I say that.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command()(add)
    group.command("list")(show)
    group.command()(remove)
    app.add_typer(group)


def add(
    they_say: str = typer.Argument(..., help='What they say: "We are cutting staff."'),
    i_say: str = typer.Argument("", help="What you say then; without: type it or say it aloud."),
    situation: str = typer.Option("", help="What it is like, as in not-hiring; else guessed."),
) -> None:
    """Add a card: it comes up in drills, and your line is the good answer from now on."""
    from voicecoach.terminal.prepare.if_then_cards import add_card

    add_card(they_say, i_say, situation)


def show(json: bool = typer.Option(False, "--json", help="Print as one JSON object.")) -> None:
    """List your cards."""
    from voicecoach.terminal.prepare.if_then_cards import list_cards

    list_cards(as_json=json)


def remove(key: str = typer.Argument(..., help="Of the card, as listed.")) -> None:
    """Forget a card."""
    from voicecoach.terminal.prepare.if_then_cards import remove_card

    remove_card(key)
