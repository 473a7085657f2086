"""Callers of five kinds play every built-in scenario, judged by hand-made labels."""

from __future__ import annotations

import json

import pytest

from benchmarks import dialogue
from tests.dialogue.making import advice, finding, small
from voicecoach.dialogue import loader
from voicecoach.domain.turn import Verdict


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, dialogue.Tally]]:
    return dialogue.run(50, dialogue.by_labels(advice()), advice())


@pytest.mark.slow
def test_every_line_is_said_and_good_and_bad_callers_end_where_they_should(
    table: dict[str, dict[str, dialogue.Tally]],
) -> None:
    assert len(table) == len(loader.available()) >= 26
    assert dialogue.broken_promises(table, 0.0) == []


@pytest.mark.slow
def test_in_every_scenario_the_strong_caller_does_better(
    table: dict[str, dict[str, dialogue.Tally]],
) -> None:
    for key, tallies in table.items():
        assert tallies["strong"].mean - tallies["weak"].mean >= 40, key
        assert tallies["strong"].best > 0, key
        assert tallies["pushy"].best == tallies["silent"].best == 0, key


@pytest.mark.slow
def test_broken_promises_are_noticed(table: dict[str, dict[str, dialogue.Tally]]) -> None:
    swapped = {key: {**kinds, "strong": kinds["pushy"]} for key, kinds in table.items()}
    assert any("worst ending" in line for line in dialogue.broken_promises(swapped, 0.03))
    assert any("under 40" in line for line in dialogue.broken_promises(swapped, 0.03))
    lost = {key: {kind: dialogue.Tally() for kind in kinds} for key, kinds in table.items()}
    assert any("never said: no-jobs: thinks" in line for line in dialogue.unreached_words(lost))


def test_the_second_set_of_replies_has_each_kind_for_each_situation() -> None:
    rows = [json.loads(line) for line in dialogue.FILES[1].read_text("utf-8").splitlines()]
    dev = {json.loads(line)["situation"] for line in dialogue.FILES[0].read_text().splitlines()}
    assert len(rows) >= 60
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["situation"] for row in rows} | dev == set(advice().situations)
    for situation in {row["situation"] for row in rows} - dev:
        mine = [row for row in rows if row["situation"] == situation]
        for kind in ("strong", "weak", "pushy", "rambling"):
            assert any(dialogue.is_kind(kind, row) for row in mine), (situation, kind)


def test_a_caller_draws_only_replies_of_its_kind() -> None:
    rows = dialogue.read_rows()
    chance = dialogue.random.Random(1)
    weak = dialogue.Caller("weak", rows)
    for situation in advice().situations:
        said = weak.reply(situation, chance)
        assert said is not None
        assert said["rating"] <= 1
    assert dialogue.Caller("silent", rows).reply("no-jobs", chance) is None


def test_one_call_is_tallied() -> None:
    tally = dialogue.Tally()
    caller = dialogue.Caller("strong", dialogue.read_rows())
    good = Verdict(90, "excellent", asked=True, moves=(finding("ask-contacts"),))
    dialogue.play(small(), caller, 3, lambda situation, contact, row: good, tally)
    assert (tally.calls, tally.best, tally.worst, tally.reached) == (1, 1, 0, 1)
    assert (tally.scores, tally.lines) == ([90], {"opening", "lead"})
