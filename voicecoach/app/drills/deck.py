"""The deck put together from real parts: cards of all calls, the log in the history, settings."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from voicecoach import assets
from voicecoach.app.drills.if_then_call import as_call
from voicecoach.app.drills.met_cards import RealCalls
from voicecoach.app.parts.new_file import write_new
from voicecoach.app.parts.scenario_cache import builtin_calls
from voicecoach.app.prepare.own_words import OwnWords, load_own_words
from voicecoach.domain.advice import Advice
from voicecoach.domain.days import practice_day
from voicecoach.domain.deck import DrillRecord, Review
from voicecoach.domain.rubric import Rubric
from voicecoach.errors import DataFileError
from voicecoach.history.database import FILE, Database
from voicecoach.history.decks import DeckStore
from voicecoach.practice.cards import Card, Day, cards_of, due_now, fitting
from voicecoach.practice.deck import Deck, deck_of, success
from voicecoach.practice.modes import FILE as MODES_FILE
from voicecoach.practice.modes import Mode, Modes, load_modes
from voicecoach.practice.standing import feeling
from voicecoach.practice.today import Today, look
from voicecoach.review import deck_files
from voicecoach.review.deck_files import Note
from voicecoach.scoring.advice_files import load_advice, load_rubric
from voicecoach.settings import Settings

DAILY = "daily"
AHEAD = 14
"""Days of the forecast."""
LATEST = 10
"""Drills whose nerves are shown."""


@dataclass
class Desk:
    """Everything about the deck that needs files; each is read when it is asked for.

    Attributes:
        settings: folders, the hour at which a day ends, how many new cards a day.
    """

    settings: Settings

    @cached_property
    def advice(self) -> Advice:
        """The vocabulary."""
        return load_advice(assets.scenarios() / "moves.yaml")

    @cached_property
    def rubric(self) -> Rubric:
        """What the advice prescribes where."""
        return load_rubric(assets.scenarios() / "rubric.yaml", self.advice)

    @cached_property
    def modes(self) -> Modes:
        """The program's drill modes and the caller's own."""
        own = self.settings.config_folder / MODES_FILE
        return load_modes(assets.scenarios() / MODES_FILE, own, lambda: self.advice)

    @cached_property
    def own(self) -> OwnWords:
        """The caller's own words."""
        return load_own_words(self.settings.data_folder)

    @cached_property
    def real(self) -> RealCalls:
        """What real people said."""
        today = practice_day(datetime.now().astimezone(), self.settings.day_ends)
        return RealCalls.read(self.settings, today)

    @cached_property
    def cards(self) -> dict[str, Card]:
        """What real people said, the caller's own, those of all calls that come with us."""
        own = self.own
        calls = [own.spelled(call) for call in builtin_calls(self.settings.cache_folder)]
        mine = as_call(own.cards)
        cards = cards_of([own.spelled(mine)]) if mine is not None else {}
        known = tuple(own.profile.details.items())
        real = {
            key: replace(card, details=known, answer=own.answers.get(card.situation, ""))
            for key, card in self.real.cards.items()
        }
        return {**real, **cards, **cards_of(calls, own.profile.details, own.answers)}

    @cached_property
    def day(self) -> Day:
        """Today."""
        today = practice_day(datetime.now().astimezone(), self.settings.day_ends)
        return Day(today, int(self.settings.new_cards), self.real.met(self.cards))

    def keys(self, mode: Mode) -> list[str]:
        """Cards that a mode takes; what was met in real calls lately comes first."""
        keys = fitting(self.cards, mode, self.rubric.situations if mode.moves else {})
        weights = self.day.met.weights
        return sorted(keys, key=lambda key: -weights.get(key, 0.0))

    def read(self) -> tuple[Sequence[Review], Sequence[DrillRecord]]:
        """The log and the drills; nothing is made where there is no history yet.

        Raises:
            StorageError: the history cannot be read.
        """
        if not os.path.exists(self.settings.data_folder / FILE):
            return (), ()
        store = self.open()
        try:
            return store.log(), store.drills()
        finally:
            store.close()

    def open(self) -> DeckStore:
        """The deck in the history, to be written.

        Raises:
            StorageError: it cannot be used.
        """
        return DeckStore(Database(self.settings.data_folder / FILE))

    def today(self, log: Sequence[Review]) -> Today:
        """What is worth doing."""
        daily = self.modes.get(DAILY)
        return look(self.keys(daily), log, self.day, daily.minutes)


def overview(desk: Desk) -> dict[str, Any]:
    """What ``voicecoach deck`` tells, as plain JSON values."""
    log, held = desk.read()
    deck, day = deck_of(log), desk.day.today
    felt = feeling(log)
    retention, known = deck.retention(day), success(log)
    return {
        "day": day.isoformat(),
        "cards": len(desk.cards),
        "known": len(deck.memories),
        "due": len(due_now(list(desk.cards), deck, desk.day)),
        "met": len(desk.real.cards),
        "grades": sum(not one.undone for one in log),
        "drills": len(held),
        "retention": None if retention is None else round(retention, 3),
        "success": None if known is None else round(known, 3),
        "nerves": [
            {"day": one.day.isoformat(), "before": one.nerves_before, "after": one.nerves_after}
            for one in [one for one in held if one.nerves_after is not None][-LATEST:]
        ],
        "feeling": None if felt is None else asdict(felt),
        "forecast": [
            {"day": one.isoformat(), "cards": count} for one, count in deck.forecast(day, AHEAD)
        ],
    }


def export(desk: Desk, target: Path) -> int:
    """Write the deck to a new file: ``.csv`` for Anki, else JSON without loss.

    Returns:
        how many grades (JSON) or cards (CSV) were written.

    Raises:
        StorageError: the file is there already or cannot be written.
    """
    log, held = desk.read()
    if target.suffix.lower() == ".csv":
        notes = list(_notes(desk, deck_of(log)))
        text, count = deck_files.to_csv(notes), len(notes)
    else:
        text, count = deck_files.to_json(log, held), len(log)
    write_new(target, text.encode("utf-8"))
    return count


def _notes(desk: Desk, deck: Deck) -> list[Note]:
    notes = []
    for key, card in desk.cards.items():
        line = card.spoken("neutral", deck.wordings(key))
        front = f"{line.speaker}: {line.text}"
        notes.append(Note(front, line.model_answer, ("voicecoach", key, line.situation)))
    return notes


def take_in(desk: Desk, source: Path) -> int:
    """Add the grades of an exported deck to this one.

    Returns:
        how many were new.

    Raises:
        DataFileError: it is no exported deck.
        StorageError: they could not be kept.
    """
    try:
        text = source.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataFileError(f"{source}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise DataFileError(f"{source}: not UTF-8 text.", "Save it as UTF-8.") from None
    log, held = deck_files.from_json(text, str(source))
    store = desk.open()
    try:
        return store.take_in(log, held)
    finally:
        store.close()
