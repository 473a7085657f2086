"""``voicecoach data``: where everything lies, how much it is, copies of it, and its end."""

from __future__ import annotations

from pathlib import Path

import typer

AS_JSON = typer.Option(False, "--json", help="Print it as JSON.")
SURE = typer.Option(False, "--yes", help="Do not ask.")


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(
        name="data",
        help="See, copy and remove what is kept of your calls.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for command in (where, size, keep, backup, restore, wipe):
        group.command()(command)
    app.add_typer(group)


def where(json: bool = AS_JSON) -> None:
    """Say where everything lies, and whether that is a good place."""
    from voicecoach.terminal.upkeep.keeping import run_where

    run_where(as_json=json)


def size(json: bool = AS_JSON) -> None:
    """Say how much is kept."""
    from voicecoach.terminal.upkeep.keeping import run_size

    run_size(as_json=json)


def keep(
    days: int = typer.Argument(..., min=1, max=36_500, help="How many days to keep."),
    only_sound: bool = typer.Option(False, "--only-sound", help="The words stay."),
    yes: bool = SURE,
) -> None:
    """Remove the calls that are older, once, with all their words and sound."""
    from voicecoach.terminal.upkeep.keeping import run_keep

    raise typer.Exit(run_keep(days, only_sound=only_sound, sure=yes))


def backup(file: Path = typer.Argument(..., help="A new file, e.g. calls.zip.")) -> None:
    """Copy everything that is kept to one file, also while a call runs."""
    from voicecoach.terminal.upkeep.keeping import run_backup

    run_backup(file)


def restore(file: Path = typer.Argument(..., help="A file made by backup.")) -> None:
    """Check a backup and put it in the place of what is kept.

    What is there now becomes a backup of its own, and you are told where it is.
    """
    from voicecoach.terminal.upkeep.keeping import run_restore

    run_restore(file)


def wipe(yes: bool = SURE) -> None:
    """Remove every trace: calls, recordings, own backups, fetched models, cache.

    Files of others in the same folders and your settings file stay, and are named.
    """
    from voicecoach.terminal.upkeep.keeping import run_wipe

    raise typer.Exit(run_wipe(sure=yes))
