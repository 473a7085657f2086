"""``voicecoach drill`` and ``voicecoach today``: objections one after another, and what is due."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

if TYPE_CHECKING:
    from voicecoach.app.parts.options import PracticeOptions

Listener = Literal["second", "vosk"]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(drill)
    app.command()(today)


def drill(
    mode: str = typer.Argument("daily", help="Which drill, or `ladder`; --list shows them."),
    minutes: float | None = typer.Option(None, min=0.1, max=120, help="How long."),
    cards: int | None = typer.Option(None, min=1, max=500, help="How many, however long."),
    moves: str = typer.Option("", help="Only where one of these is asked for: use-name,thank"),
    think: float | None = typer.Option(None, min=1, max=600, help="Seconds to begin a reply."),
    answer: float | None = typer.Option(None, min=1, max=600, help="Seconds to finish it."),
    no_timer: bool = typer.Option(False, "--no-timer", help="No limits; go on with Enter."),
    stretch: float = typer.Option(1.0, min=1, max=10, help="All times so many times as long."),
    no_sounds: bool = typer.Option(False, "--no-sounds", help="No tones at start and stop."),
    typed: bool = typer.Option(False, "--typed", help="Type your replies; no sound at all."),
    replies: list[Path] = typer.Option(
        [], "--replies", help="Sound files to answer with, in place of a microphone."
    ),
    no_voice: bool = typer.Option(False, "--no-voice", help="Show the contacts' lines only."),
    plain: bool = typer.Option(False, "--plain", help="Plain lines in place of the live screen."),
    model: Path | None = typer.Option(None, help="Folder of the recognition model to use."),
    listener: Listener = typer.Option("second", help="Who decides what you said, as in practice."),
    list_: bool = typer.Option(False, "--list", help="Show which drills there are."),
    json: bool = typer.Option(False, "--json", help="With --list: as one JSON object."),
) -> None:
    """Answer one no after another, out loud and timed; each comes back when it is due.

    Your first answer on a card is graded by its score and by how long you hesitated. Enter goes
    on; s says it again at once, k means "I knew that", u takes the last grade back, h stops.
    """
    from voicecoach.app.parts.options import DrillOptions

    if list_:
        return _show_modes(json)
    from voicecoach.terminal.drill.run import run_drill

    wanted = tuple(move.strip() for move in moves.split(",") if move.strip())
    practice = _practice(typed, replies, not no_voice, plain, model, listener)
    options = DrillOptions(
        *(mode, minutes, cards, wanted, think, answer),
        *(not no_timer, stretch, not no_sounds, practice),
    )
    raise typer.Exit(run_drill(options))


def _show_modes(as_json: bool) -> None:
    from voicecoach.terminal.drill.deck import show_modes

    show_modes(as_json=as_json)


def _practice(
    typed: bool,
    replies: list[Path],
    voice: bool,
    plain: bool,
    model: Path | None,
    listener: Listener,
) -> PracticeOptions:
    from voicecoach.app.parts.options import PracticeOptions

    return PracticeOptions(
        typed=typed,
        replies=tuple(replies),
        voice=voice,
        plain=plain,
        model=model,
        listener=listener,
    )


def today(
    json: bool = typer.Option(False, "--json", help="Print it as one JSON object."),
) -> None:
    """What is due, how long it takes, and the one next thing; Enter starts it.

    `voicecoach` without a command does the same.
    """
    from voicecoach.terminal.drill.deck import run_today

    raise typer.Exit(run_today(as_json=json))
