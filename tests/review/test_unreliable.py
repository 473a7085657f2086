"""Calls that were not heard well are kept, shown, and count nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.history.making import call, turn
from voicecoach.history import tally
from voicecoach.history.store import open_store

SAID = turn(moves=[("ask-contacts", "who else could i call")], missing=("acknowledge",))


def test_an_unreliable_call_moves_no_progress(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for number, reliable in enumerate((True, False)):
            header = replace(call(f"c{number}"), turns=(), reliable=reliable)
            store.begin(header)
            store.add_turn(header.id, SAID)
            store.add_turn(header.id, SAID)
        assert not store.get("c1").reliable
        assert len(store.get("c1").turns) == 1
        with store._database.reading() as connection:
            (day,) = tally.days(connection, [SAID.line.situation], date(2020, 1, 1))
            latest = tally.latest(connection, ["ask-contacts", "acknowledge"], 10)
    assert day.cold.count + day.warm.count == 1
    assert latest == {"ask-contacts": [True], "acknowledge": [False]}
