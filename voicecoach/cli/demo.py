"""``voicecoach demo``: hear and see a call without a microphone."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    json: bool = typer.Option(False, "--json", help="Print everything as one JSON object."),
    quiet: bool = typer.Option(False, "--quiet", help="Do not play it aloud at a terminal."),
) -> None:
    """A simulated caller answers one "no" twice, weakly and well; both replies are judged.

    Really spoken, recognised and scored on this machine. Needs no sound hardware.
    """
    from voicecoach.terminal.call.demo import run_demo

    run_demo(as_json=json, aloud=not quiet)
