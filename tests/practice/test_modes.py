"""Drill modes are data: what is wrong in a file is told with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.scoring.making import advice
from voicecoach import assets
from voicecoach.dialogue import loader
from voicecoach.domain.deck import Review
from voicecoach.errors import DataFileError, VoiceCoachError
from voicecoach.practice.cards import Day, cards_of, fitting, queue
from voicecoach.practice.deck import deck_of
from voicecoach.practice.modes import LADDER, load_modes
from voicecoach.scoring.advice_files import load_rubric

FOLDER = assets.scenarios()
BUILTIN = FOLDER / "drills.yaml"
MODES = load_modes(BUILTIN, BUILTIN, advice)
RUBRIC = load_rubric(FOLDER / "rubric.yaml", advice()).situations
CARDS = cards_of(loader.load_builtin(key) for key in loader.available())
TODAY = Day(date(2026, 3, 2), 5)


@pytest.mark.parametrize("mode", MODES.all.values(), ids=MODES.all)
def test_every_mode_has_cards_and_every_card_its_words(mode):
    keys = fitting(CARDS, mode, RUBRIC)
    assert queue(keys, deck_of([]), mode, TODAY)
    for key in keys:
        heard: list[str] = []
        for _ in range(4):
            line = CARDS[key].spoken(mode.temper, heard)
            assert line.situation
            assert line.key == key
            assert line.speaker
            assert not heard or heard[-1] != line.text or len(CARDS[key].wordings("neutral")) == 1
            heard.append(line.text)


def test_a_newcomer_begins_with_the_commonest_no():
    mode = MODES.get("daily")
    keys = queue(fitting(CARDS, mode, RUBRIC), deck_of([]), mode, TODAY)
    assert len(keys) == TODAY.new
    assert CARDS[keys[0]].situation == mode.first[0]


def test_due_cards_come_before_new_ones_and_those_not_due_only_where_the_mode_takes_any():
    day = date(2026, 3, 1)
    made = [
        Review("d", key, _noon(day), day, "No.", given, given, 50)
        for key, given in (("no-jobs/opening", 1), ("not-my-job/opening", 4))
    ]
    keys = fitting(CARDS, MODES.get("daily"), RUBRIC)
    daily = queue(keys, deck_of(made), MODES.get("daily"), TODAY)
    assert daily[0] == "no-jobs/opening"
    assert "not-my-job/opening" not in daily
    rapid = queue(keys, deck_of(made), MODES.get("rapid-fire"), TODAY)
    assert rapid[0] == "no-jobs/opening"
    assert sorted(rapid) == sorted(keys)


def test_three_in_a_row_are_by_the_same_contact():
    mode = MODES.get("three-refusals")
    keys = queue(fitting(CARDS, mode, RUBRIC), deck_of([]), mode, TODAY)
    assert len(keys) == len(set(keys))
    for begin in range(0, len(keys), 3):
        assert len({key.partition("/")[0] for key in keys[begin : begin + 3]}) == 1


def test_a_mode_that_asks_for_a_move_takes_the_situations_that_prescribe_it():
    mode = MODES.get("name-permission")
    for key in fitting(CARDS, mode, RUBRIC):
        assert set(mode.moves) & set(RUBRIC[CARDS[key].situation].open)


def test_an_unknown_mode_names_the_nearest():
    with pytest.raises(VoiceCoachError, match="Did you mean rapid-fire"):
        MODES.get("rapidfire")
    assert set(MODES.ladder) <= set(MODES.all)
    assert LADDER not in MODES.all


def test_the_callers_own_modes_are_added_or_replace(tmp_path: Path):
    own = tmp_path / "drills.yaml"
    own.write_text(
        "modes:\n  - {key: mine, name: Mine, help: My own., think: 9}\n"
        "  - {key: daily, name: Short, help: Less., minutes: 3}\nladder: [mine, curt]\n"
    )
    modes = load_modes(BUILTIN, own, advice)
    assert modes.get("mine").think == 9
    assert modes.get("daily").minutes == 3
    assert modes.ladder == ("mine", "curt")
    assert load_modes(BUILTIN, tmp_path / "nosuch.yaml", advice).all == MODES.all


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("modes:\n  - key: x\n    name: X\n    help: Y\n    thinks: 3\n", ":5: modes.0.thinks"),
        ("modes:\n  - key: x\n    name: X\n", ":2: modes.0.help"),
        (
            "modes:\n  - key: x\n    name: X\n    help: Y\n    moves: [use-nam]\n",
            ":5: moves: use-nam is not known; did you mean use-name?",
        ),
        (
            "modes:\n  - {key: x, name: X, help: Y}\n  - {key: x, name: X, help: Y}\n",
            ":3: the key x is taken",
        ),
        ("modes: []\nladder: [dayly]\n", ":2: ladder: dayly is not known; did you mean daily?"),
        ("modes:\n  - {key: x, name: X, help: Y, think: 0}\n", ":2: modes.0.think"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, told: str):
    own = tmp_path / "drills.yaml"
    own.write_text(text)
    with pytest.raises(DataFileError) as caught:
        load_modes(BUILTIN, own, advice)
    assert f"{own}{told}" in str(caught.value)


def _noon(day: date):
    from datetime import UTC, datetime

    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
