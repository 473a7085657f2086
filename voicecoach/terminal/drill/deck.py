"""Runs ``voicecoach today`` and ``voicecoach deck``; light, until a drill is started."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from voicecoach import settings as settings_module
from voicecoach.app.drills import deck
from voicecoach.app.drills.deck import DAILY, Desk
from voicecoach.app.parts.options import DrillOptions
from voicecoach.domain.turn import encode_turn
from voicecoach.practice.today import Today
from voicecoach.terminal.drill.text import (
    deck_lines,
    first_and_latest_lines,
    mode_lines,
    today_lines,
)
from voicecoach.terminal.text.out import put

DONE = 0
AHEAD = "rapid-fire"
"""What Enter starts where nothing is due."""


def run_today(*, as_json: bool) -> int:
    """Tell what is worth doing; at a terminal Enter starts it.

    Returns:
        the exit code.

    Raises:
        VoiceCoachError: the history or a data file cannot be read.
    """
    settings = settings_module.load()
    desk = Desk(settings)
    log, _ = desk.read()
    today = desk.today(log)
    if as_json:
        put(json.dumps(_values(today)))
        return DONE
    for line in today_lines(today):
        put(line)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        put("Start with: voicecoach drill" + ("" if today.proposed else f" {AHEAD}"))
        return DONE
    put("Press Enter to start; anything else leaves it for later.")
    if sys.stdin.readline() not in ("\n", "\r\n"):
        return DONE
    from voicecoach.terminal.drill.run import run_drill  # speech, scoring: not for a look

    return run_drill(_proposed(today))


def _proposed(today: Today) -> DrillOptions:
    if not today.proposed:
        return DrillOptions(mode=AHEAD)
    # The proposed ones, however long they take this time.
    return DrillOptions(mode=DAILY, cards=today.proposed)


def _values(today: Today) -> dict[str, Any]:
    return {
        "day": today.day.isoformat(),
        "due": today.due,
        "new": today.new,
        "proposed": today.proposed,
        "minutes": round(today.minutes, 1),
        "rest": today.rest,
        "caught_up": today.caught_up.isoformat() if today.caught_up else None,
        "last_day": today.last_day.isoformat() if today.last_day else None,
        "done": today.done,
        "hardest": today.hardest or None,
    }


def show_modes(*, as_json: bool) -> None:
    """Print which drills there are.

    Raises:
        DataFileError: a file of drills is malformed; the message names file, line and field.
    """
    modes = Desk(settings_module.load()).modes
    if as_json:
        values = [mode.model_dump(mode="json") for mode in modes.all.values()]
        put(json.dumps({"modes": values, "ladder": list(modes.ladder)}))
        return
    for line in mode_lines(modes):
        put(line)


def show_deck(*, as_json: bool) -> None:
    """Print what the deck holds.

    Raises:
        StorageError: the history cannot be read.
    """
    overview = deck.overview(Desk(settings_module.load()))
    if as_json:
        put(json.dumps(overview))
        return
    for line in deck_lines(overview):
        put(line)


def export_deck(target: Path) -> None:
    """Write the deck to a file and say so.

    Raises:
        StorageError: it is there already or cannot be written.
    """
    count = deck.export(Desk(settings_module.load()), target)
    kind = "cards for Anki" if target.suffix.lower() == ".csv" else "grades"
    put(f"{target}: {count} {kind}.")


def import_deck(source: Path) -> None:
    """Add an exported deck to this one and say how much was new.

    Raises:
        VoiceCoachError: it is no exported deck, or cannot be kept.
    """
    count = deck.take_in(Desk(settings_module.load()), source)
    put(f"{count} new grades from {source}.")


def hear_first_and_latest(card: str, *, as_json: bool) -> None:
    """Play both and show what was said; as JSON nothing sounds.

    Raises:
        VoiceCoachError: there are no two recordings, or they cannot be played.
    """
    from voicecoach.app.look_back import first_latest  # sound: not for a look at the deck

    desk = Desk(settings_module.load())
    turns = first_latest.pair(desk, card)
    if as_json:
        values = [encode_turn(turn) for turn in turns]
        put(json.dumps({"card": turns[0].line.key, "first": values[0], "latest": values[1]}))
        return
    for line in first_and_latest_lines(first_latest.played(desk, turns)):
        put(line)
