"""Notes, tags, stars; and words that were put right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.history.making import call, turn
from voicecoach.errors import StorageError
from voicecoach.history import edits, marks
from voicecoach.history.listing import Filters
from voicecoach.history.marks import Marks
from voicecoach.history.store import Store, open_store
from voicecoach.history.tables import metadata

ONE, OTHER = call("one"), call("other")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        for each in (ONE, OTHER):
            opened.begin(each)
            opened.add_turn(each.id, turn(1, text="i meat you"))
        yield opened


def test_marks_are_kept_tidied_and_found(store: Store) -> None:
    given = Marks(" Good \r\npause ", ("#Parting", "parting ", "x,y", " "), starred=True)
    kept = marks.put(store, "one", given)
    assert kept == Marks("Good \npause", ("parting", "x y"), starred=True)
    assert marks.of_call(store, "one") == kept
    assert marks.of_call(store, "other") == Marks()
    assert [row.id for row in store.list(Filters(starred=True))] == ["one"]
    (row,) = store.list(Filters(tag="x y"))
    assert (row.id, row.starred, row.tags) == ("one", True, ("parting", "x y"))
    assert store.count(Filters(tag="nosuch")) == 0
    with store.reading() as connection:
        assert marks.all_tags(connection) == ["parting", "x y"]


def test_marks_that_are_taken_off_leave_nothing(store: Store) -> None:
    marks.put(store, "one", Marks("n", ("t",), starred=True))
    assert marks.put(store, "one", Marks()) == marks.of_call(store, "one") == Marks()


@pytest.mark.parametrize(
    "given", [Marks("x" * 5001), Marks(tags=("x" * 41,)), Marks(tags=tuple(map(str, range(21))))]
)
def test_what_is_too_long_is_told(store: Store, given: Marks) -> None:
    with pytest.raises(StorageError):
        marks.put(store, "one", given)
    assert marks.of_call(store, "one") == Marks()


def test_odd_characters_harm_nothing(store: Store) -> None:
    odd = "\0\ud800 <b>\u202e'; DROP TABLE notes; --"
    marks.put(store, "one", Marks(odd, (odd[:30],)))
    assert "DROP" in marks.of_call(store, "one").note


def test_edits_are_taken_back_one_by_one_to_the_original(store: Store) -> None:
    texts = ["i meat you", "i meet you", "i meet you there"]
    for before, after in pairwise(texts):
        edits.put(store, "one", turn(1, text=before), turn(1, text=after))
    assert edits.places(store, "one") == {(1, 1)}
    assert store.search("meet")[0].call_id == "one"
    back = [edits.undo(store, "one", (1, 1))[1].reply.text, edits.undo(store, "one")[1].reply.text]
    assert back == ["i meet you", "i meat you"]
    assert store.get("one").turns == (turn(1, text="i meat you"),)
    assert edits.places(store, "one") == set()
    with pytest.raises(StorageError, match="Nothing was put right"):
        edits.undo(store, "one")


def test_an_undone_edit_does_not_bring_removed_sound_back(store: Store) -> None:
    store.forget_recordings(["one"])
    old = turn(1, text="i meat you")
    edits.put(store, "one", old, turn(1, text="i meet you"))
    assert edits.undo(store, "one")[1].reply.recording == ""


def test_a_call_takes_everything_with_it(store: Store) -> None:
    marks.put(store, "one", Marks("n", ("t",), starred=True))
    edits.put(store, "one", turn(1), turn(1, text="other words"))
    store.remove(["one"])
    with store.reading() as connection:
        for name in ("edits", "notes", "tags"):
            table = metadata.tables[name]
            assert connection.execute(sa.select(table)).all() == []
