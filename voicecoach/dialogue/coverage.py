"""Which piece of advice is really practised where. Pure.

A scenario practises a piece if it says so (``teaches``) and a caller who gives its model answers
earns one of the moves that belong to the piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Protocol

from voicecoach.dialogue import conversation
from voicecoach.dialogue.scenario import Scenario
from voicecoach.dialogue.teaching import Piece, Teaching
from voicecoach.domain.turn import Verdict

CALLS = 24
"""Enough seeds for each model answer of each line to be given."""


class Judge(Protocol):
    """Scores replies."""

    def judge(self, situation: str, contact: str, reply: str) -> Verdict:
        """How good ``reply`` is as an answer to ``contact`` in ``situation``."""


@dataclass(frozen=True, slots=True)
class Covered:
    """Where one piece is practised.

    Attributes:
        scenarios: keys of those that teach it and reward it.
        unrewarded: keys of those that say they teach it, but whose caller earns none of its moves.
    """

    piece: Piece
    scenarios: tuple[str, ...]
    unrewarded: tuple[str, ...]

    @property
    def covered(self) -> bool:
        """Whether it can be practised at all."""
        return bool(self.scenarios or self.piece.command)


def earned(scenario: Scenario, judge: Judge, calls: int = CALLS) -> frozenset[str]:
    """Keys of the moves that a caller earns with the model answers.

    Args:
        scenario: which call.
        judge: scores the answers.
        calls: with how many seeds it is played.
    """
    made: set[str] = set()
    known: dict[tuple[str, str, str], Verdict] = {}
    for seed in range(calls):
        state = conversation.begin(scenario, seed, {})
        while not state.line.ends:
            line = state.line
            said = (line.situation, line.text, line.model_answer)
            if said not in known:
                known[said] = judge.judge(*said)
            made |= {finding.key for finding in known[said].moves}
            state = conversation.answer(state, known[said])
    return frozenset(made)


def coverage(
    teaching: Teaching, scenarios: Iterable[Scenario], moves: Mapping[str, Set[str]]
) -> list[Covered]:
    """Where each piece is practised, in the order of the advice.

    Args:
        teaching: the pieces.
        scenarios: those to look at.
        moves: what was earned in each, by its key.
    """
    listed = list(scenarios)
    result = []
    for piece in teaching.pieces:
        teaches = [scenario.key for scenario in listed if piece.key in scenario.teaches]
        done = [key for key in teaches if piece.command or set(piece.moves) & moves[key]]
        missed = [key for key in teaches if key not in done]
        result.append(Covered(piece, tuple(done), tuple(missed)))
    return result
