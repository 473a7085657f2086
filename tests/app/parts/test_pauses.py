"""A caller's pauses are known from the calls before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.history import making
from voicecoach.app.parts.pauses import recent
from voicecoach.history.store import open_store


def test_nothing_is_known_of_a_new_caller(tmp_path: Path) -> None:
    assert list(recent(tmp_path / "none")) == []


def test_pauses_between_words_are_read_the_oldest_first(tmp_path: Path) -> None:
    said = making.spoken("i see", ("who else", 2.0), ("could i call", 4.0))
    turn = making.turn()
    turn = replace(turn, reply=making.reply(transcript=said))
    with open_store(tmp_path) as store:
        call = making.call("20260105-093000-0001", turn, reached=True)
        store.begin(call)
        store.add_turn(call.id, turn)
        store.finish(call)
    assert list(recent(tmp_path)) == pytest.approx([1.0, 1.4])
