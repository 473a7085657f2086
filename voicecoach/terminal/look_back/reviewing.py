"""Runs ``voicecoach review`` and ``voicecoach progress``: picks the view and prints it."""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict
from typing import Any

from voicecoach import settings as settings_module
from voicecoach.app.look_back import looking_back
from voicecoach.app.parts.options import ReviewOptions
from voicecoach.history.listing import CallRow
from voicecoach.history.searching import Hit
from voicecoach.history.store import Store
from voicecoach.terminal.look_back.progress_text import progress_lines
from voicecoach.terminal.look_back.report_text import (
    comparison_lines,
    hit_lines,
    list_lines,
    report_lines,
    turn_lines,
)
from voicecoach.terminal.text.tables import say, say_json, say_wrapped


def run_review(options: ReviewOptions) -> None:
    """Show what was asked for.

    Raises:
        VoiceCoachError: there is no such call, or it cannot be shown or played.
    """
    settings = settings_module.load()
    with looking_back.history(settings) as store:
        _tell_notes(store)
        if options.search is not None:
            _search(store, options, settings.mask)
        elif options.listed:
            _list(store, options)
        elif options.compare:
            found = looking_back.comparison(store, options.call, options.compare)
            if options.json:
                say_json(found.plain())
            else:
                say_wrapped(comparison_lines(found))
        elif options.play or options.play_turn is not None:
            for turn in looking_back.play(store, options.call, options.play_turn, settings):
                say_wrapped([*turn_lines(turn), ""])
        else:
            report = looking_back.report(store, options.call, settings.mask)
            if options.json:
                say_json(report.plain())
            else:
                say_wrapped(report_lines(report))


def run_progress(*, as_json: bool, weeks: int, chart: bool) -> None:
    """Show the figures over all calls.

    Args:
        as_json: as JSON.
        weeks: how many.
        chart: bars too, unless the settings want plain lines.

    Raises:
        VoiceCoachError: the history cannot be read.
    """
    settings = settings_module.load()
    with looking_back.history(settings) as store:
        _tell_notes(store)
        figures = looking_back.progress(store, looking_back.today(settings), weeks)
    if as_json:
        say_json(figures.plain())
    else:
        say_wrapped(progress_lines(figures, chart=chart and not settings.plain))


def _list(store: Store, options: ReviewOptions) -> None:
    filters = looking_back.understood(options.filters)
    rows, count = store.list(filters), store.count(filters)
    if options.json:
        say_json({"count": count, "calls": [_row_values(row) for row in rows]})
        return
    for line in list_lines(rows, _columns()):
        say(line)
    if not rows:
        say("No call fits." if store.count() else "No calls yet. Rehearse: voicecoach practice")
    elif count > len(rows):
        say(f"{len(rows)} of {count} calls. More: --limit")


def _search(store: Store, options: ReviewOptions, mask: str | None) -> None:
    hits = looking_back.search(store, options.search or "", options.filters.limit, mask)
    if options.json:
        say_json([_hit_values(hit) for hit in hits])
        return
    say_wrapped(hit_lines(hits, _columns()))
    if not hits:
        say("Nothing was found.")


def _row_values(row: CallRow) -> dict[str, Any]:
    return {**asdict(row), "began": row.began.isoformat(timespec="seconds")}


def _hit_values(hit: Hit) -> dict[str, Any]:
    return {**asdict(hit), "began": hit.began.isoformat(timespec="seconds")}


def _columns() -> int:
    return shutil.get_terminal_size().columns


def _tell_notes(store: Store) -> None:
    """What opening the history did or could not do; not on standard output, which may be read."""
    notes = list(store.notes)
    if store.saved_seconds:
        notes.append(f"{store.saved_seconds:.1f} s of sound of a broken-off reply were saved.")
    for note in notes:
        print(f"voicecoach: {note}", file=sys.stderr)
