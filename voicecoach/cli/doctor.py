"""``voicecoach doctor``: does everything a call needs work?"""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    json: bool = typer.Option(False, "--json", help="Print it as JSON."),
    speak: bool = typer.Option(
        False, "--speak", help="First read one sentence aloud: how well are you heard?"
    ),
) -> None:
    """Look at voice, microphone, loudspeaker, listeners and data folder: OK, or what to type.

    Exits with 1 if something that a call needs does not work.
    """
    from voicecoach.errors import VoiceCoachError
    from voicecoach.terminal.upkeep.doctoring import run_doctor

    if json and speak:
        raise VoiceCoachError("--speak talks to you, --json does not.", "Give one of them.")
    raise typer.Exit(run_doctor(as_json=json, speak=speak))
