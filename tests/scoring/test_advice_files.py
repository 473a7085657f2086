from __future__ import annotations

from pathlib import Path

import pytest

from tests.scoring.making import advice, rubric
from voicecoach import assets
from voicecoach.errors import DataFileError
from voicecoach.scoring.advice_files import load_advice, load_rubric

MOVES = (assets.scenarios() / "moves.yaml").read_text(encoding="utf-8")
RUBRIC = (assets.scenarios() / "rubric.yaml").read_text(encoding="utf-8")


def written(folder: Path, text: str) -> Path:
    path = folder / "data.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def line_with(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), start=1) if part in line)


def test_the_whole_vocabulary_is_there_in_plain_words() -> None:
    assert (len(advice().moves), len(advice().slips), len(advice().situations)) == (23, 10, 27)
    for each in (*advice().moves.values(), *advice().slips.values()):
        assert each.name
        assert each.help
        assert each.do
    assert all(move.example for move in advice().moves.values())
    assert all(situation.help for situation in advice().situations.values())
    assert all(slip.boundary for slip in advice().slips.values())


def test_exactly_one_slip_is_the_slip_of_asking_nothing() -> None:
    assert sum(slip.unasked for slip in advice().slips.values()) == 1


def test_every_situation_prescribes_something() -> None:
    assert all(expected.open and expected.grace for expected in rubric().situations.values())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    asks: true", "    askz: true", "askz: not known"),
        ("    withdrawable: true", "    withdrawable: perhaps", "withdrawable"),
        ("moves:", "movez:", "movez: not known"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = MOVES.replace(old, new, 1)
    with pytest.raises(DataFileError, match=said) as caught:
        load_advice(written(tmp_path, text))
    assert f":{line_with(text, new)}: " in str(caught.value)


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = MOVES.replace("key: thank\n", "key: acknowledge\n", 1)
    with pytest.raises(DataFileError, match="acknowledge stands twice"):
        load_advice(written(tmp_path, text))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("open: [accept-no]", "open: [accept-nothing]", "accept-nothing is no move"),
        ("  no-jobs:", "  no-job:", "no-job is not known"),
        ("  vague: 42\n", "", "vague is missing"),
        ("excused: [gives-up]", "excused: [thank]", "thank is no slip"),
        ("grace: [acknowledge, thank]", "graze: [acknowledge, thank]", "graze: not known"),
        ("strength: 12", "strengthz: 12", "strengthz: not known"),
    ],
)
def test_a_wrong_rubric_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(DataFileError, match=said):
        load_rubric(written(tmp_path, RUBRIC.replace(old, new, 1)), advice())
