from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scoring.test_hearings import heard
from voicecoach.domain.transcript import Segment, Transcript
from voicecoach.scoring.blending import GUESSED, SURE, blended

LIVE = heard("thank you who else should i talk to", *(1.0,) * 8)


def guess(text: str, *guessed: str) -> tuple[float, ...]:
    return tuple(GUESSED - 0.1 if word in guessed else 0.9 for word in text.split())


@pytest.mark.parametrize(
    ("text", "guessed", "best"),
    [
        ("And you, who else should I talk to?", ["And"], "Thank you, who else should I talk to?"),
        ("Thank you. Who else should I walk two?", ["walk", "two?"], None),
        ("And you, who else should I talk to?", [], "And you, who else should I talk to?"),
        ("You, who else should I talk to?", [], "thank You, who else should I talk to?"),
        ("And who is that?", ["And", "who", "is"], "And who is that?"),
    ],
    ids=["guessed", "mark kept", "not guessed", "left out", "too far apart"],
)
def test_what_was_guessed_gives_way_to_what_another_is_sure_of(
    text: str, guessed: list[str], best: str | None
) -> None:
    mine = heard(text, *guess(text, *guessed))
    found = blended(mine, [LIVE, mine])
    assert found.text == (best or "Thank you. Who else should I talk to?")
    assert found.listener == mine.listener
    assert [word.word for word in found.words] == found.text.split()


def test_a_word_put_in_does_not_begin_before_the_one_it_follows() -> None:
    live = heard("who did thank you", 1.0, 1.0, 1.0, 1.0)
    mine = heard("Who did you?", 0.9, 0.9, 0.9)
    later = Transcript(
        (
            Segment(
                mine.text, tuple(replace(w, start=w.start + 5, end=w.end + 5) for w in mine.words)
            ),
        )
    )
    found = blended(later, [live, later])
    assert found.text == "Who did thank you?"
    starts = [word.start for word in found.words]
    assert starts == sorted(starts)
    assert all(word.end >= word.start for word in found.words)


def test_nothing_gives_way_to_another_guess() -> None:
    mine = heard("And you, who else should I talk to?", 0.1, *(0.9,) * 7)
    unsure = heard(LIVE.text, SURE - 0.1, *(1.0,) * 7)
    assert blended(mine, [unsure, mine]) == mine
    assert blended(mine, [mine]) == mine
