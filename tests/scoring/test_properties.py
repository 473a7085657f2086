"""What holds of every reply: over all of dev.jsonl, with wordings that no training ever saw."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from benchmarks.scoring_figures import Judged, auc, moves_f1, slips_f1, spearman
from tests.scoring.making import REPLIES, advice, rows, scorer
from voicecoach.domain.turn import Verdict
from voicecoach.scoring.text import fold

DEV = rows(REPLIES / "dev.jsonl")
CONTRAST = re.compile(r"^(?:but|so|just|only|anyway|still) (?:anyway |maybe )?")
DENIALS = (
    "I'm not asking {}",
    "I'm not going to ask {}",
    "I wouldn't ask {}",
    "I don't want to ask {}",
    "I'm not here to ask {}",
    "there's no need to tell me {}",
    "it would be silly to ask {}",
    "my brother said to ask {}",
    "my wife told me to ask {}",
    "my neighbour wanted to know {}",
    "a friend of mine once asked {}",
    "the leaflet says to ask {}",
    "last week I asked somebody else {}",
    "he asked me {}",
)
TALK = (
    "It's been pouring here since breakfast.",
    "My kettle is just coming to the boil.",
    "The buses were full this morning.",
    "The garden could do with the rain.",
)
DIGITS = {"two": "2", "three": "3", "four": "4", "ten": "10", "fifteen": "15", "twenty": "20"}


@cache
def judged(number: int) -> Verdict:
    return of(DEV[number], DEV[number]["reply"])


def of(row: dict[str, Any], reply: str) -> Verdict:
    return scorer().judge(row["situation"], row["contact"], reply)


def moves(verdict: Verdict) -> set[str]:
    return {finding.key for finding in verdict.moves}


def asks(verdict: Verdict) -> list[tuple[str, str]]:
    """The asks found, with the words each was found in, as they are heard."""
    return [
        (finding.key, fold(finding.evidence.text))
        for finding in verdict.moves
        if advice().moves[finding.key].withdrawable
    ]


def share(right: int, of_all: int) -> float:
    assert of_all > 50
    return right / of_all


@pytest.mark.slow
@pytest.mark.parametrize("template", DENIALS)
def test_what_is_denied_or_told_of_others_is_not_made(template: str) -> None:
    gone = there = 0
    for number, row in enumerate(DEV):
        for key, words in asks(judged(number)):
            there += 1
            # "I'm not asking, but who else ..." takes the denial back: that word is left out.
            gone += key not in moves(of(row, template.format(CONTRAST.sub("", words))))
    assert share(gone, there) >= 0.88, (gone, there)


@pytest.mark.slow
@pytest.mark.parametrize("talk", TALK)
def test_small_talk_changes_no_move(talk: str) -> None:
    same = sum(
        moves(of(row, f"{row['reply']} {talk}")) == moves(judged(number))
        for number, row in enumerate(DEV)
    )
    assert share(same, len(DEV)) >= 0.95, same


@pytest.mark.slow
def test_marks_capitals_and_digits_change_no_move() -> None:
    same = sum(
        moves(of(row, _plain(row["reply"]))) == moves(judged(number))
        for number, row in enumerate(DEV)
    )
    assert share(same, len(DEV)) >= 0.97, same


def _plain(reply: str) -> str:
    bare = re.sub(r"[^\w\s'’-]", "", reply.lower())
    return " ".join(DIGITS.get(word, word) for word in bare.split())


@pytest.mark.slow
def test_curly_apostrophes_are_straight_ones() -> None:
    for number, row in enumerate(DEV):
        curly = of(row, row["reply"].replace("'", "’"))
        assert curly.score == judged(number).score
        assert moves(curly) == moves(judged(number))


@pytest.mark.slow
def test_the_shipped_weights_give_the_shipped_figures() -> None:
    judged_rows = [
        Judged(
            row,
            frozenset(moves(judged(number))),
            frozenset(finding.key for finding in judged(number).slips),
            judged(number).score,
        )
        for number, row in enumerate(DEV)
    ]
    assert moves_f1(judged_rows) == pytest.approx(0.879, abs=0.01)
    assert slips_f1(judged_rows) == pytest.approx(0.851, abs=0.01)
    assert spearman(judged_rows) == pytest.approx(0.865, abs=0.01)
    assert auc(judged_rows) == pytest.approx(0.977, abs=0.01)
