"""``voicecoach transcribe``: what the program hears in sound files."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(transcribe)


def transcribe(
    files: list[Path] = typer.Argument(..., help="Sound files."),
    json: bool = typer.Option(False, "--json", help="Print one JSON object a file."),
    model: Path | None = typer.Option(None, help="Folder of the recognition model to use."),
    listener: Literal["second", "vosk"] = typer.Option(
        "second", help="'second' hears everything twice, 'vosk' once and faster."
    ),
) -> None:
    """Say what is heard in sound files: words with their times, and when the reply ends.

    Exits with 1 if any file could not be read.
    """
    from voicecoach.terminal.look_back.transcribing import run_transcribe

    second = listener == "second"
    raise typer.Exit(run_transcribe(files, as_json=json, model=model, second=second))
