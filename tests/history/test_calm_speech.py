"""How a caller speaks where nothing is refused: taken from what was kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.history.making import BEGAN, call, turn, words
from voicecoach.domain.transcript import Segment, Transcript
from voicecoach.domain.turn import Turn
from voicecoach.history import tally
from voicecoach.history.store import open_store
from voicecoach.scoring.delivery import Calm

TEXT = "i see who else in your company could i call"


def said(situation: str, each: float, number: int) -> Turn:
    heard = Transcript((Segment(TEXT, words(TEXT, each=each)),), "tiny")
    made = turn(number, text=TEXT, situation=situation)
    return replace(made, reply=replace(made.reply, transcript=heard))


def calm(folder: Path, *calls: tuple[str, list[Turn]], reliable: bool = True) -> Calm | None:
    with open_store(folder) as store:
        for name, turns in calls:
            store.begin(replace(call(name, began=BEGAN), reliable=reliable))
            for one in turns:
                store.add_turn(name, one)
        with store.reading() as connection:
            return tally.calm(connection, {"no-jobs"}, "shown")


def ten(situation: str, each: float) -> list[Turn]:
    return [said(situation, each, number) for number in range(1, 11)]


def test_refusals_and_the_call_itself_do_not_count(tmp_path: Path) -> None:
    known = calm(
        tmp_path,
        ("a", ten("no-jobs", 0.25)),
        ("b", ten("small-talk", 1.0)),
        ("shown", ten("small-talk", 0.25)),
    )
    assert known is not None
    assert known.pace == pytest.approx(60)


def test_too_little_of_it_is_nothing(tmp_path: Path) -> None:
    assert calm(tmp_path, ("a", ten("small-talk", 0.5))) is None


def test_what_was_hardly_understood_does_not_count(tmp_path: Path) -> None:
    assert calm(tmp_path, ("a", ten("small-talk", 1.0)), reliable=False) is None
