from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring.making import REPLIES, advice, rows, rubric
from voicecoach.scoring.points import BANDS, band, points

SITUATIONS = st.sampled_from(sorted(advice().situations))
MOVES = st.sets(st.sampled_from(sorted(advice().moves)), max_size=8)
SLIPS = st.sets(st.sampled_from(sorted(advice().slips)), max_size=3)


def score(situation: str, moves: set[str], slips: set[str]) -> int:
    return points(situation, moves, slips, rubric(), advice()).score


@given(SITUATIONS, MOVES, SLIPS, st.sampled_from(sorted(advice().moves)))
def test_one_more_move_never_costs(
    situation: str, moves: set[str], slips: set[str], more: str
) -> None:
    assert score(situation, moves | {more}, slips) >= score(situation, moves, slips)


@given(SITUATIONS, MOVES, SLIPS, st.sampled_from(sorted(advice().slips)))
def test_one_more_slip_never_pays(
    situation: str, moves: set[str], slips: set[str], more: str
) -> None:
    assert score(situation, moves, slips | {more}) <= score(situation, moves, slips)


@given(SITUATIONS, MOVES, SLIPS)
def test_a_score_is_on_the_scale_and_under_its_caps(
    situation: str, moves: set[str], slips: set[str]
) -> None:
    got = points(situation, moves, slips, rubric(), advice())
    assert 0 <= got.score <= min([100, *(rubric().caps[slip] for slip in slips)])
    assert got.band == band(got.score)
    expected = rubric().situations[situation]
    opened = bool(moves & set(expected.open))
    assert (expected.open[0] in got.missing) == (not opened)


@pytest.mark.parametrize("highest", [highest for highest, _ in BANDS])
def test_bands_end_where_they_say(highest: int) -> None:
    assert band(highest) != band(highest + 1) if highest < 100 else band(highest) == "excellent"


def test_bands_rise() -> None:
    assert all(low[0] < high[0] for low, high in pairwise(BANDS))


def test_the_prescribed_moves_reach_a_good_score_everywhere() -> None:
    for key, expected in rubric().situations.items():
        for opening in expected.open:
            graces = [move for move in expected.grace if move != opening]
            assert score(key, {opening, *graces[:1]}, set()) >= 61, (key, opening)


def test_on_the_hand_labels_the_order_is_the_hand_ratings() -> None:
    found = [
        (score(row["situation"], set(row["moves"]), set(row["slips"])), row["rating"])
        for row in rows(REPLIES / "dev.jsonl")
    ]
    assert spearman([one for one, _ in found], [two for _, two in found]) >= 0.90
    good = [one for one, rating in found if rating >= 3]
    bad = [one for one, rating in found if rating <= 1]
    assert auc(good, bad) >= 0.985


def spearman(one: list[int], two: list[int]) -> float:
    a, b = ranks(one), ranks(two)
    mean = (len(a) - 1) / 2
    both = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    alone = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return float(both / alone**0.5)


def ranks(values: list[int]) -> list[float]:
    below = {value: sum(other < value for other in values) for value in set(values)}
    return [below[value] + (values.count(value) - 1) / 2 for value in values]


def auc(good: list[int], bad: list[int]) -> float:
    wins = sum((one > two) + 0.5 * (one == two) for one in good for two in bad)
    return wins / (len(good) * len(bad))


def test_the_figures_of_the_helpers_themselves() -> None:
    assert spearman([1, 2, 3], [10, 20, 30]) == pytest.approx(1)
    assert spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert auc([2, 3], [0, 1]) == 1
    assert auc([1], [1]) == 0.5


def test_the_example_of_the_handbook_adds_up() -> None:
    made = {"acknowledge", "introduce", "ask-contacts"}
    assert points("no-jobs", made, set(), rubric(), advice()).score == 20 + 40 + 15 + 12
    assert points("no-jobs", made, {"apologises"}, rubric(), advice()).score == 50
