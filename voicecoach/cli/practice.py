"""``voicecoach practice``: rehearse one call."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import typer

Listener = Literal["second", "vosk"]
Patience = Literal["relaxed", "normal", "brisk"]
Cue = Literal["full", "keywords", "hidden"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(practice)


def practice(
    scenario: str = typer.Argument("no-jobs", help="Which call to rehearse."),
    typed: bool = typer.Option(False, "--typed", help="Type your replies; no sound at all."),
    replies: list[Path] = typer.Option(
        [], "--replies", help="Sound files to answer with, in place of a microphone."
    ),
    no_voice: bool = typer.Option(False, "--no-voice", help="Show the contact's lines only."),
    plain: bool = typer.Option(
        False, "--plain", help="One line an event: for screen readers, pipes and logs."
    ),
    real: bool = typer.Option(
        False, "--real", help="Run on like a real call; all cards are shown at the end."
    ),
    confirm: bool = typer.Option(
        False, "--confirm", help="Show what was heard before it is scored; you can correct it."
    ),
    patience: Patience | None = typer.Option(
        None, help="How long the contact waits for you to go on (normal where nothing is set)."
    ),
    press_to_talk: bool = typer.Option(
        False, "--press-to-talk", help="Enter begins each reply and Enter ends it, nothing else."
    ),
    no_ring: bool = typer.Option(False, "--no-ring", help="Do not ring first."),
    seed: int | None = typer.Option(None, help="Pick the same wordings as an earlier call."),
    model: Path | None = typer.Option(None, help="Folder of the recognition model to use."),
    listener: Listener = typer.Option(
        "second", help="Who decides what you said: the better second listener, or Vosk alone."
    ),
    script: str = typer.Option("calls", help="Which of your phone scripts is the cue card."),
    cue: Cue | None = typer.Option(
        None, help="How much of your script is shown; otherwise as in the latest call."
    ),
    no_best: bool = typer.Option(False, "--no-best", help="Do not play your own best first."),
) -> None:
    """Rehearse a call: the contact speaks, you answer, you see how you did.

    SCENARIO goes before the options. `voicecoach scenarios list` shows which there are.
    """
    from voicecoach.app.parts.options import PracticeOptions
    from voicecoach.terminal.call.run import run_practice

    options = PracticeOptions(
        scenario=scenario,
        typed=typed,
        replies=tuple(replies),
        voice=not no_voice,
        plain=plain,
        mode="real" if real else "coach",
        ring=False if no_ring else None,
        seed=seed,
        model=model,
        listener=listener,
        confirm=confirm,
        patience=patience,
        press_to_talk=press_to_talk or None,
        script=script,
        cue=cue,
        best=not no_best,
    )
    raise typer.Exit(run_practice(options))
