from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks import dialogue
from tests.dialogue.making import advice, small, verdict
from voicecoach import assets
from voicecoach.dialogue import conversation, loader
from voicecoach.dialogue.coverage import coverage, earned
from voicecoach.dialogue.scenario import Scenario
from voicecoach.dialogue.teaching import Piece, Teaching, load_teaching
from voicecoach.domain.turn import Verdict
from voicecoach.errors import DataFileError

BY_FEATURE = {"A05", "A12", "A13", "A14", "A15", "A21", "A31"}


def strong_moves(scenario: Scenario, calls: int = 60) -> set[str]:
    """What a strong caller who draws labelled replies makes in a scenario."""
    caller = dialogue.Caller("strong", dialogue.read_rows())
    judge = dialogue.by_labels(advice())
    made: set[str] = set()
    for seed in range(calls):
        chance = random.Random(seed)
        state = conversation.begin(scenario, seed, {})
        while not state.line.ends:
            row = caller.reply(state.line.situation, chance)
            assert row is not None
            state = conversation.answer(state, judge(state.line.situation, "", row))
        made |= state.moves
    return made


def test_every_piece_of_the_advice_is_practised() -> None:
    teaching = load_teaching()
    scenarios = [loader.load_builtin(key, advice()) for key in loader.available()]
    moves = {scenario.key: strong_moves(scenario) for scenario in scenarios}
    rows = coverage(teaching, scenarios, moves)
    assert [row.piece.key for row in rows] == [f"A{number:02d}" for number in range(1, 32)]
    for row in rows:
        assert row.covered, row.piece.key
        # Not each single claim: the labelled replies hold few asks for somebody else inside.
        assert len(row.unrewarded) <= len(row.scenarios) or row.piece.key == "A17", row.piece.key
        assert bool(row.piece.command) == (row.piece.key in BY_FEATURE)


def test_the_moves_of_a_piece_are_in_the_vocabulary() -> None:
    for piece in load_teaching().pieces:
        assert set(piece.moves) <= set(advice().moves), piece.key


class WordJudge:
    """Finds a move where its one word is said."""

    def __init__(self) -> None:
        self.asked = 0

    def judge(self, situation: str, contact: str, reply: str) -> Verdict:
        self.asked += 1
        return verdict("ask-contacts") if "call" in reply else verdict("thank")


def test_only_what_the_model_answers_earn_is_counted() -> None:
    judge = WordJudge()
    assert earned(small(), judge) == {"ask-contacts"}
    assert judge.asked == 3  # one for each wording of the opening, whatever the number of calls


def test_a_claim_without_a_reward_is_told() -> None:
    pieces = (Piece("A1", "Ask.", "s", ("ask-contacts",)), Piece("A2", "Thank.", "s", ("thank",)))
    teaching = Teaching({"s": "article"}, pieces)
    scenario = small(teaches=["A1", "A2"])
    first, second = coverage(teaching, [scenario], {"small": {"ask-contacts"}})
    assert (first.scenarios, first.unrewarded, first.covered) == (("small",), (), True)
    assert (second.scenarios, second.unrewarded, second.covered) == ((), ("small",), False)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("key: A02", "key: A01", "A01 stands twice"),
        ("source: refusals", "source: refusal", "no source 'refusal'"),
        ("    command: voicecoach drill\n", "", "either moves or a command"),
        ("moves: [give-reason", "move: [give-reason", "either moves or a command"),
    ],
)
def test_a_mistake_in_the_advice_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = (assets.scenarios() / "advice.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "advice.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=words):
        load_teaching(path)
