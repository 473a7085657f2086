"""``voicecoach rehearse``: the call to a real person, before it is made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import typer

Listener = Literal["second", "vosk"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(rehearse)


def rehearse(
    people: list[str] = typer.Argument(None, help="Whom; without: the one most worth calling."),
    waiting: bool = typer.Option(
        False, "--waiting", help="Everybody you wait on, one after another."
    ),
    save: Path | None = typer.Option(None, help="Write the call to this folder instead."),
    typed: bool = typer.Option(False, "--typed", help="Type your replies; no sound at all."),
    replies: list[Path] = typer.Option(
        [], "--replies", help="Sound files to answer with, in place of a microphone."
    ),
    no_voice: bool = typer.Option(False, "--no-voice", help="Show the contact's lines only."),
    plain: bool = typer.Option(False, "--plain", help="One line an event, as in practice."),
    real: bool = typer.Option(False, "--real", help="Run on like a real call."),
    confirm: bool = typer.Option(
        False, "--confirm", help="Correct what was heard, as in practice."
    ),
    no_ring: bool = typer.Option(False, "--no-ring", help="Do not ring first."),
    seed: int | None = typer.Option(None, help="Pick the same wordings as an earlier call."),
    listener: Listener = typer.Option("second", help="Who decides what you said, as in practice."),
) -> None:
    """Rehearse the call to somebody in your network, with what is known of them.

    Whom you call, their company and facts are theirs; the noes are those you met with them, then
    those likely in this kind of call. Several people are called one after another.
    """
    from voicecoach.app.parts.options import PracticeOptions
    from voicecoach.terminal.call.rehearse import run_rehearse, save_calls

    if save is not None:
        return save_calls(people or (), save)
    sound = PracticeOptions(typed=typed, replies=tuple(replies), voice=not no_voice, plain=plain)
    mode: Literal["coach", "real"] = "real" if real else "coach"
    ring = False if no_ring else None
    options = replace(sound, mode=mode, ring=ring, seed=seed, confirm=confirm, listener=listener)
    raise typer.Exit(run_rehearse(people or (), options, waiting=waiting))
