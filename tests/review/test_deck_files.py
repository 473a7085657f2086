"""The deck as a file loses nothing."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voicecoach.domain.deck import AGAIN, EASY, DrillRecord, Review
from voicecoach.history.database import FILE, Database
from voicecoach.history.decks import DeckStore
from voicecoach.practice.deck import deck_of
from voicecoach.review.deck_files import HEADERS, Note, from_json, to_csv, to_json

ZONES = st.integers(-12 * 4, 14 * 4).map(lambda n: timezone(timedelta(minutes=15 * n)))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=ZONES)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
NERVES = st.none() | st.integers(1, 5)
REVIEWS = st.builds(
    Review,
    drill=NAMES,
    card=NAMES,
    at=MOMENTS,
    day=DAYS,
    wording=NAMES,
    grade=st.integers(AGAIN, EASY),
    by_rule=st.integers(AGAIN, EASY),
    score=st.integers(0, 100),
    hesitation=st.none() | st.floats(0, 600),
    seconds=st.floats(0, 1e5),
    felt=NERVES,
    undone=st.booleans(),
)
DRILLS = st.builds(
    DrillRecord,
    id=NAMES,
    mode=NAMES,
    began=MOMENTS,
    day=DAYS,
    nerves_before=NERVES,
    nerves_after=NERVES,
)
LOGS = st.lists(REVIEWS, max_size=8, unique_by=lambda one: (one.drill, one.card, one.at))


@given(LOGS, st.lists(DRILLS, max_size=4))
def test_what_is_written_is_read_back(log: list[Review], held: list[DrillRecord]) -> None:
    assert from_json(to_json(log, held), "x") == (log, held)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LOGS, st.lists(DRILLS, max_size=3, unique_by=lambda one: one.id))
def test_export_then_import_is_the_same_deck(
    tmp_path_factory, log: list[Review], held: list[DrillRecord]
) -> None:
    """In a new history, and once more into the same one, whatever the clock said meanwhile."""
    folder: Path = tmp_path_factory.mktemp("deck")
    text = to_json(log, held)
    store = DeckStore(Database(folder / FILE))
    try:
        store.take_in(*from_json(text, "x"))
        kept = to_json(store.log(), store.drills())
        again = from_json(kept, "x")
        assert store.take_in(*again) == 0
        assert to_json(store.log(), store.drills()) == kept
        assert deck_of(store.log()) == deck_of(log)
        assert sorted(again[1], key=lambda one: one.id) == sorted(held, key=lambda one: one.id)
    finally:
        store.close()


@given(st.lists(st.tuples(NAMES, NAMES), max_size=6))
def test_every_note_is_one_row_of_the_csv(texts: list[tuple[str, str]]) -> None:
    notes = [Note(front, back, ("voicecoach", "a/b")) for front, back in texts]
    lines = to_csv(notes).split("\n")[len(HEADERS) : -1]
    assert len(lines) == len(notes)
    assert all(len(next(csv.reader([line]))) == len(HEADERS) - 1 for line in lines)
