"""``voicecoach devices`` and ``voicecoach voices``: what there is to hear and speak with."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(devices)
    app.command()(voices)


def devices(json: bool = typer.Option(False, "--json", help="Print it as JSON.")) -> None:
    """List microphones and loudspeakers, as the settings may name them."""
    from voicecoach.terminal.upkeep.equipment import show_devices

    show_devices(as_json=json)


def voices(
    find: str = typer.Argument("", help="Only those whose name holds this, e.g. en-us."),
    say: str = typer.Option("", help="Say this text with the voice FIND, aloud."),
    json: bool = typer.Option(False, "--json", help="Print it as JSON."),
) -> None:
    """List the voices and their variants; a voice is written like gmw/en-us+f2."""
    from voicecoach.terminal.upkeep.equipment import say_aloud, show_voices

    if say:
        say_aloud(find, say)
    else:
        show_voices(find, as_json=json)
