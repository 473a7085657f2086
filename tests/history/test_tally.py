"""The sums the database keeps by itself are those of its turns, whatever was written."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.history.making import BEGAN, ZONE, call, turn
from voicecoach.history.store import Store, open_store
from voicecoach.history.tables import asked_days, day_sums, turns

STEP = st.tuples(
    st.integers(0, 2),  # call
    st.integers(1, 2),  # line
    st.integers(1, 2),  # attempt
    st.integers(0, 2),  # days later
    st.sampled_from(["no-jobs", "not-hiring"]),
    st.booleans(),  # asked
    st.sampled_from(["write", "remove", "never counts"]),
)


def do(store: Store, step: tuple[int, int, int, int, str, bool, str]) -> None:
    number, line, attempt, later, situation, asked, what = step
    name = f"c{number}"
    if what == "remove":
        store.remove([name] if name in store.ids() else [])
        return
    if name not in store.ids():
        store.begin(call(name))
    at = BEGAN + timedelta(days=later, seconds=line)
    store.add_turn(name, turn(line, attempt, asked=asked, situation=situation, at=at))
    if what == "never counts":
        with store._database.writing() as connection:
            connection.execute(sa.update(turns).where(turns.c.call_id == name).values(day=None))


@settings(max_examples=12, deadline=None)
@given(st.lists(STEP, max_size=8))
def test_the_asked_days_are_the_sums_of_the_turns(steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as name, open_store(Path(name)) as store:
        for step in steps:
            do(store, step)  # type: ignore[arg-type]
        counts = sa.and_(turns.c.attempt == 1, turns.c.day.is_not(None), turns.c.asked.is_not(None))
        asked = sa.func.sum(sa.cast(turns.c.asked, sa.Integer))  # else the sum is true or false
        query = (
            sa.select(turns.c.day, turns.c.situation, asked, sa.func.count())
            .where(counts)
            .group_by(turns.c.day, turns.c.situation)
        )
        with store.reading() as connection:
            expected = {tuple(row) for row in connection.execute(query)}
            kept = {tuple(row) for row in connection.execute(sa.select(asked_days))}
        assert kept == expected


@settings(max_examples=12, deadline=None)
@given(st.lists(STEP, max_size=8))
def test_the_sums_of_a_day_are_those_of_its_turns(steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as name, open_store(Path(name)) as store:
        for step in steps:
            do(store, step)  # type: ignore[arg-type]
        with store.reading() as connection:
            expected = defaultdict(lambda: [0.0] * 9)
            for row in connection.execute(sa.select(turns).where(turns.c.day.is_not(None))):
                for n, value in enumerate(added(row)):
                    expected[row.day][n] += value
            kept = {row[0]: list(row[1:]) for row in connection.execute(sa.select(day_sums))}
        assert kept == {day: pytest.approx(sums) for day, sums in expected.items()}


def added(row: sa.Row[Any]) -> list[float]:
    """What a turn adds to its day: a number, then each value and whether there is one."""
    values = [row.score if row.cold else None, row.score, row.hesitation, row.pace]
    return [1, *chain.from_iterable((value or 0, value is not None) for value in values)]


def test_the_hour_at_which_a_day_ends_is_the_callers(tmp_path: Path) -> None:
    night = datetime(2026, 10, 25, 1, 30, tzinfo=ZONE)
    for ends, expected in ((4.0, "2026-10-24"), (1.0, "2026-10-25")):
        folder = tmp_path / f"{ends}"
        with open_store(folder, ends) as store:
            store.begin(replace(call("night"), began=night))
            store.add_turn("night", turn(at=night))
            with store.reading() as connection:
                assert connection.execute(sa.select(turns.c.day)).scalar_one() == expected
