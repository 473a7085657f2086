"""People and real calls in a real database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest

from tests.history.test_migrations import FILES
from tests.plan.making import ADDED, call, person
from voicecoach.errors import StorageError
from voicecoach.history.database import FILE, Database
from voicecoach.history.people import PeopleStore

DAY = date(2026, 11, 26)
ANN = person("Ann")
RUTH = replace(person("Ruth", source="ann"), added=ADDED + timedelta(days=1))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PeopleStore]:
    made = PeopleStore(Database(tmp_path / FILE))
    yield made
    made.close()


def test_what_was_kept_is_read_in_order(store: PeopleStore) -> None:
    held, planned = call("ann", done=ADDED, id="z"), call("ruth", due=DAY, id="a")
    store.keep([RUTH, ANN], [held, planned])
    assert store.read() == ([ANN, RUTH], [planned, held])
    moved = replace(planned, due=DAY + timedelta(days=1), moved=1)
    store.keep([replace(ANN, phone="1")], [moved])
    people, calls = store.read()
    assert [one.phone for one in people] == ["1", ""]
    assert list(calls) == [moved, held]


def test_all_of_it_is_kept_or_nothing(store: PeopleStore) -> None:
    with pytest.raises(StorageError):
        store.keep([ANN], [call("nobody")])
    assert store.read() == ([], [])


def test_who_is_removed_leaves_nothing(store: PeopleStore, tmp_path: Path) -> None:
    quoted = call("ann", done=ADDED, said="Unmistakable words", id="1")
    store.keep([replace(ANN, notes="Unmistakable notes"), RUTH], [quoted])
    store.keep(calls=[call("ruth", done=ADDED, gave=("ann",), id="2")])
    store.remove("ann")
    (left,), (one,) = store.read()
    assert (left.source, one.gave) == ("", ())
    store.close()
    assert b"Unmistakable" not in (tmp_path / FILE).read_bytes()


def test_a_call_is_dropped(store: PeopleStore) -> None:
    store.keep([ANN], [call("ann", id="1"), call("ann", id="2")])
    store.drop_call("1")
    assert [one.id for one in store.read()[1]] == ["2"]


def test_people_written_by_the_program_that_had_them_first_are_read(tmp_path: Path) -> None:
    shutil.copy(FILES / "history-0005.sqlite3", tmp_path / FILE)
    store = PeopleStore(Database(tmp_path / FILE))
    (walter, jorg), (planned, held) = store.read()
    store.close()
    began = datetime(2026, 1, 5, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    assert (walter.phone, walter.may_use, walter.added) == ("+49 170 0123", "yes", began)
    assert (jorg.name, jorg.source, jorg.facts) == (
        *("Jörg Müller", "walter-kim", ("He opened a second shop.",)),
    )
    assert (planned.due, planned.at, planned.moved) == (date(2026, 1, 6), time(9, 30), 1)
    assert (held.done, held.objection, held.gave) == (began, "no-jobs", ("jorg-muller",))
