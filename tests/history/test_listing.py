"""Which calls are listed, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.history.making import BEGAN, call, turn
from voicecoach.history.listing import Filters, LineScore
from voicecoach.history.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        for number, (title, contact, scores) in enumerate(
            [
                ("No jobs here", "Dana Price", (40, 90)),
                ("100% hired_up", "Zoë O'Brien", (60,)),
                ("Not my job", "Dana Price", ()),
            ]
        ):
            id_ = f"c{number}"
            opened.begin(
                call(id_, began=BEGAN + timedelta(days=number), title=title, contact=contact)
            )
            for place, score in enumerate(scores, 1):
                moves = [("thank", "who else")] if score == 90 else []
                opened.add_turn(id_, turn(place, score=score, moves=moves, missing=("purpose",)))
        yield opened


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(), "c2 c1 c0"),
        (Filters(order="oldest"), "c0 c1 c2"),
        (Filters(order="best"), "c0 c1 c2"),
        (Filters(order="worst"), "c0 c1 c2"),
        (Filters(order="call"), "c1 c0 c2"),
        (Filters(since=date(2026, 1, 6)), "c2 c1"),
        (Filters(until=date(2026, 1, 6)), "c1 c0"),
        (Filters(since=date(2026, 1, 6), until=date(2026, 1, 6)), "c1"),
        (Filters(since=date(2026, 1, 7), until=date(2026, 1, 6)), ""),
        (Filters(call="dana"), "c2 c0"),
        (Filters(call="100%"), "c1"),
        (Filters(call="d_u"), "c1"),
        (Filters(call="%"), "c1"),
        (Filters(call="zoë o'b"), "c1"),
        (Filters(call="no-jobs"), "c2 c1 c0"),
        (Filters(least=60), "c1 c0"),
        (Filters(most=50), "c0"),
        (Filters(least=60, most=80), "c1 c0"),
        (Filters(found="thank"), "c0"),
        (Filters(found="purpose"), ""),  # missing is not made
        (Filters(found="' OR 1"), ""),
        (Filters(limit=1), "c2"),
    ],
)
def test_what_fits(store: Store, filters: Filters, ids: str) -> None:
    assert [row.id for row in store.list(filters)] == ids.split()
    if filters.limit > 1:
        assert store.count(filters) == len(ids.split())


def test_the_day_is_that_of_the_clock_where_the_call_was_held(tmp_path: Path) -> None:
    from datetime import timezone

    with open_store(tmp_path) as store:
        west = datetime(2026, 1, 5, 23, 30, tzinfo=timezone(timedelta(hours=-8)))
        store.begin(call("west", began=west))
        store.begin(call("utc", began=west.astimezone(UTC)))
        assert [row.id for row in store.list(Filters(until=date(2026, 1, 5)))] == ["west"]


def test_scores_are_a_line_each_first_and_best(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.begin(call())
        for place, attempt, score in ((1, 1, 50), (1, 2, 80), (1, 3, 70), (2, 1, 30)):
            store.add_turn(call().id, turn(place, attempt, score=score))
        assert store.list()[0].scores == (LineScore(1, 50, 80, 3), LineScore(2, 30, 30, 1))
