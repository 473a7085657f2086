"""The log of graded replies is kept as it was given."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from voicecoach.domain.deck import DrillRecord, Review, decode_drill, decode_review, encode
from voicecoach.errors import StorageError
from voicecoach.history.database import FILE, Database
from voicecoach.history.decks import DeckStore

NEPAL = timezone(timedelta(hours=5, minutes=45))
AT = datetime(2026, 1, 6, 23, 59, 59, 123456, tzinfo=NEPAL)
DRILL = DrillRecord("d1", "daily", AT, AT.date(), 4)


def graded(card: str = "no-jobs/opening", minutes: int = 0, **more) -> Review:
    values = {"drill": "d1", "card": card, "at": AT + timedelta(minutes=minutes)}
    values |= {"day": date(2026, 1, 6), "wording": 'Nothing <here>,\n"sorry".', "score": 72}
    return Review(**{**values, "grade": 3, "by_rule": 2, "hesitation": 1.25, **more})


@pytest.fixture
def store(tmp_path: Path) -> DeckStore:
    return DeckStore(Database(tmp_path / FILE))


def test_every_grade_is_one_row_and_comes_back_as_it_was(store: DeckStore) -> None:
    kept = [store.add(graded()), store.add(graded("b", 1, hesitation=None, felt=2))]
    assert [one.number for one in kept] == [1, 2]
    assert store.log() == kept
    assert store.log()[0].at.utcoffset() == timedelta(hours=5, minutes=45)


def test_the_log_keeps_its_order_whatever_the_clock_said(store: DeckStore) -> None:
    kept = [store.add(graded(minutes=minutes)) for minutes in (0, -120, 5)]
    assert store.log() == kept


def test_a_grade_is_corrected_and_taken_back_in_its_place(store: DeckStore) -> None:
    first, second = store.add(graded()), store.add(graded("b", 1))
    store.change(replace(first, grade=4))
    store.change(replace(second, undone=True))
    assert store.log() == [replace(first, grade=4), replace(second, undone=True)]
    with pytest.raises(StorageError, match="no grade number 9"):
        store.change(replace(first, number=9))


def test_a_drill_is_one_row(store: DeckStore) -> None:
    store.put_drill(DRILL)
    store.put_drill(replace(DRILL, nerves_after=2))
    assert store.drills() == [replace(DRILL, nerves_after=2)]


def test_what_is_taken_in_twice_is_there_once(store: DeckStore) -> None:
    store.add(graded(minutes=10))
    brought = [graded(minutes=5), graded(minutes=10), graded("b", 20)]
    assert store.take_in(brought, [DRILL]) == 2
    assert store.take_in(brought, [DRILL]) == 0
    assert [one.at - AT for one in store.log()] == [timedelta(minutes=n) for n in (5, 10, 20)]
    assert [one.number for one in store.log()] == [1, 2, 3]


def test_the_codec_loses_nothing() -> None:
    review, drill = graded(felt=4, undone=True, number=3), replace(DRILL, nerves_after=1)
    assert decode_review(encode(review)) == review
    assert decode_drill(encode(drill)) == drill


GRADING = """
import sys
from pathlib import Path
from tests.history.test_decks import graded
from voicecoach.history.database import FILE, Database
from voicecoach.history.decks import DeckStore
store = DeckStore(Database(Path(sys.argv[1]) / FILE))
for count in range(200):
    store.add(graded(minutes=count))
    print(count + 1, flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("count", [1, 7])
def test_a_killed_program_keeps_every_grade_it_told(tmp_path: Path, how: int, count: int) -> None:
    command = [sys.executable, "-c", GRADING, str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as program:
        assert program.stdout is not None
        told = [program.stdout.readline() for _ in range(count)]
        os.kill(program.pid, how)
        told += program.stdout.readlines()
    kept = DeckStore(Database(tmp_path / FILE)).log()
    assert len(told) <= len(kept) <= len(told) + 1
    assert [one.number for one in kept] == list(range(1, len(kept) + 1))
