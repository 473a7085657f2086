"""What the benchmarks of hearing count."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks import kept_hearings
from benchmarks.hearing_voices import MIXTURE, Errors, spread
from benchmarks.kept_hearings import Sound, hear_all
from benchmarks.unsure_words import Heard, by_the_rule, compared
from tests.scoring.test_hearings import heard


def test_a_sample_is_spread_over_all_rows_and_a_smaller_one_lies_in_it() -> None:
    rows = [{"number": number} for number in range(240)]
    few, more = spread(rows, 50), spread(rows, 100)
    assert (len(few), len(more), len(spread(rows, 0))) == (50, 100, 240)
    assert all(row in more for row in few)
    assert few[-1]["number"] > 230


def test_word_errors_of_each_and_of_the_mixture() -> None:
    errors = Errors()
    live = heard("thank you who else", *(1.0,) * 4)
    errors.add("Thank you, who is?", (live, heard("And you, who is?", 0.2, 0.9, 0.9, 0.9)))
    assert errors.words == 4
    assert errors.wrong == {"tha": 1, "And": 1, MIXTURE: 0}


def test_the_limit_is_the_highest_that_keeps_the_rule_on_every_set() -> None:
    sure = [Heard(0.99, False)] * 8
    good = [*sure, Heard(0.65, True), Heard(0.55, True)]
    mostly_right = [*sure, Heard(0.65, False), Heard(0.64, False), Heard(0.55, True)]
    assert by_the_rule([good]) == 0.95
    assert by_the_rule([good, mostly_right]) == 0.6
    assert by_the_rule([[Heard(0.1, False)]]) == 0.0


def test_words_are_compared_with_what_was_said() -> None:
    words = compared("Who else is hiring?", heard("who is firing", 0.9, 0.8, 0.4))
    assert words == [Heard(0.9, False), Heard(0.8, False), Heard(0.4, True)]


def test_what_was_heard_is_not_heard_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def hears(missing: Sequence[tuple[str, Sound]]) -> Iterator[tuple[str, Any]]:
        for key, sound in missing:
            asked.append(sound.said)
            row = {"key": key, "heard": [{"listener": "a", "segments": [[sound.said, []]]}]}
            with kept_hearings.KEPT.open("a") as file:
                file.write(json.dumps(row) + "\n")
            yield key, row["heard"]

    monkeypatch.setattr(kept_hearings, "KEPT", tmp_path / "kept.jsonl")
    monkeypatch.setattr(kept_hearings, "_heard", hears)
    sounds = [Sound("one", "a voice"), Sound("two", "a voice"), Sound("one", "a voice")]
    first = [one.text for (one,) in hear_all(sounds)]
    assert first == ["one", "two", "one"]
    hear_all([*sounds, Sound("one", "another voice")])
    assert asked == ["one", "two", "one"]
