"""``voicecoach web``: the page."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(web)


def web(
    port: int = typer.Option(0, min=0, max=65535, help="Port to serve on; 0 is any free one."),
    browser_sound: bool = typer.Option(
        False, "--browser-sound", help="Propose the browser's microphone and loudspeaker."
    ),
    no_open: bool = typer.Option(False, "--no-open", help="Only print the address."),
) -> None:
    """Practise and look back in your browser, on this machine only.

    It prints the page's address, which is for you alone, and opens it. Ctrl-C ends it.
    """
    from voicecoach import settings
    from voicecoach.terminal.call.ending import until_told
    from voicecoach.terminal.text.out import put
    from voicecoach.web.serving import serve

    found = settings.load()
    raise typer.Exit(
        until_told(lambda: serve(found, port, put, opens=not no_open, browser_sound=browser_sound))
    )
