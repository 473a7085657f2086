"""``voicecoach models``: which recognition model hears live, and better ones."""

from __future__ import annotations

import json as json_module

import typer


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(
        name="models",
        help="See, fetch and choose the recognition models that hear live.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("list")(list_models)
    for command in (install, use, remove):
        group.command()(command)
    app.add_typer(group)


def list_models(
    json: bool = typer.Option(False, "--json", help="Print it as JSON."),
) -> None:
    """List the models: which hears, which are installed, which can be fetched."""
    from voicecoach.app.upkeep.models import overview
    from voicecoach.terminal.text.out import put

    rows = overview()
    if json:
        put(json_module.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        put(f"{'*' if row['used'] else ' '} {row['name']:32} {row['state']:13} {row['about']}")


def install(
    name: str = typer.Argument("", help="Which; without a name the recommended one."),
) -> None:
    """Fetch a model, check it, and use it from now on. This alone opens a connection."""
    from voicecoach.app.upkeep.models import fetch
    from voicecoach.terminal.text.out import put

    put(f"{fetch(name)} is installed and hears from now on.")


def use(name: str = typer.Argument(..., help="Which; 'built-in' is the one inside.")) -> None:
    """Use an installed model from now on."""
    from voicecoach.app.upkeep.models import use_model
    from voicecoach.terminal.text.out import put

    use_model(name)
    put(f"{name} hears from now on.")


def remove(name: str = typer.Argument(..., help="Which.")) -> None:
    """Delete an installed model."""
    from voicecoach.app.upkeep.models import remove_model
    from voicecoach.terminal.text.out import put

    remove_model(name)
    put(f"{name} is deleted.")
