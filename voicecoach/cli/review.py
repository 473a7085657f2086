"""``voicecoach review``: look at calls again, hear them, compare them, find them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

import typer

Sort = Literal["newest", "oldest", "best", "worst", "call"]
DAY = ["%Y-%m-%d"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(review)


def review(
    call: str = typer.Argument(
        "last", metavar="ID|last", help="Which call: its id or the beginning of it."
    ),
    play: bool = typer.Option(False, "--play", help="Play the call: both sides, turn by turn."),
    play_turn: int | None = typer.Option(None, min=1, help="Play this turn only."),
    compare: str = typer.Option("", metavar="ID", help="Set another call beside it."),
    listed: bool = typer.Option(False, "--list", help="List the calls in place of one."),
    search: str | None = typer.Option(
        None,
        help='Find words in all calls, of both sides: --search "sister compan*". '
        "Words in quotes stand together, * is any ending; all else is taken as typed.",
    ),
    since: datetime | None = typer.Option(None, "--from", formats=DAY, help="First day."),
    until: datetime | None = typer.Option(None, "--to", formats=DAY, help="Last day."),
    about: str = typer.Option(
        "", "--call", metavar="TEXT", help="Part of the call's key or title or contact's name."
    ),
    min_score: int | None = typer.Option(None, min=0, max=100, help="Some reply scored this."),
    max_score: int | None = typer.Option(None, min=0, max=100, help="Some reply scored no more."),
    move: str = typer.Option("", help="Some reply has this move or slip."),
    starred: bool = typer.Option(False, "--starred", help="Those with your star."),
    tag: str = typer.Option("", help="Those with this tag."),
    sort: Sort = typer.Option("newest", help="Order of the list."),
    i_said: str = typer.Option(
        "", metavar="MOVE", help="I did say it: let words of this call count as a move."
    ),
    words: str = typer.Option("", help="Which words, as they stand there; else all of --turn."),
    turn: int = typer.Option(0, min=0, help="In which turn you said it."),
    undo_said: bool = typer.Option(False, "--undo-said", help="Take the latest of it back."),
    limit: int = typer.Option(20, min=1, help="How many to list or find at most."),
    json: bool = typer.Option(False, "--json", help="Print it as JSON."),
    export: Path | None = typer.Option(
        None,
        help="Write the call to a new file: .html is a report with your voice inside, "
        ".vtt and .srt are captions.",
    ),
    names: bool = typer.Option(False, "--names", help="Leave names of others in the report."),
) -> None:
    """Look at a call again: what was said, what it earned, what to try.

    --from, --to, --call, --min-score, --max-score, --move, --starred, --tag and --sort choose
    what --list lists.
    """
    if i_said or undo_said:
        from voicecoach.terminal.look_back.saying_so import run_said

        run_said(call, i_said, words, turn)
        return
    chosen = (play or play_turn is not None, bool(compare), listed, search is not None, export)
    if sum(map(bool, chosen)) > 1:
        raise typer.BadParameter("choose one of --play, --compare, --list, --search and --export")
    if export is not None:
        return _export(call, export, names=names)
    from voicecoach.app.parts.options import ReviewOptions
    from voicecoach.history.listing import Filters
    from voicecoach.terminal.look_back.reviewing import run_review

    first, last = (day.date() if day else None for day in (since, until))
    filters = Filters(first, last, about, min_score, max_score, move, starred, tag, sort, limit)
    listed = listed or filters != Filters(limit=limit)
    if listed and search is not None:
        raise typer.BadParameter("--search looks through all calls; it takes --limit only")
    return run_review(ReviewOptions(call, play, play_turn, compare, listed, search, json, filters))


def _export(call: str, target: Path, *, names: bool) -> None:
    from voicecoach import settings
    from voicecoach.terminal.text.out import put
    from voicecoach.web.mailing import export

    size = export(settings.load(), call, target, with_names=names)
    put(f"{target}: {size / 1000:,.0f} kB.")
    if target.suffix.lower() == ".html":
        put("Your words, scores and voice are in it: give it only to whom you trust with them.")
