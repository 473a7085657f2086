"""``voicecoach profile``: who you are, so that calls speak of you and listeners know your names."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Who you are and what you look for.", no_args_is_help=False)
    group.callback(invoke_without_command=True)(profile)
    group.command("set")(tell)
    group.command()(show)
    app.add_typer(group, name="profile")


def profile(context: typer.Context) -> None:
    """Tell it by questions; Enter leaves an answer as it is.

    It fills the contacts' lines and the model answers; what you leave out is left out there.
    """
    if context.invoked_subcommand is None:
        from voicecoach.terminal.prepare.profiling import ask_profile

        ask_profile()


def tell(
    key: str = typer.Argument(..., help="name, occupation, years, looking_for, phone ..."),
    value: str = typer.Argument(..., help='The answer; "" forgets it.'),
) -> None:
    """Tell one thing: voicecoach profile set company "Harbor Foods"."""
    from voicecoach.terminal.prepare.profiling import set_profile

    set_profile(key, value)


def show(json: bool = typer.Option(False, "--json", help="Print it as one JSON object.")) -> None:
    """Show what you told."""
    from voicecoach.terminal.prepare.profiling import show_profile

    show_profile(as_json=json)
