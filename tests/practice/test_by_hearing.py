"""A better hearing arrives: it counts, but for what it guessed."""

from __future__ import annotations

from tests.scoring.test_hearings import heard
from voicecoach.domain.turn import Ended, Reply
from voicecoach.practice.turn_ear import by_hearing


def test_what_the_better_hearing_guessed_comes_from_the_live_one_and_both_are_kept() -> None:
    live = heard("thank you who should i ask", *(1.0,) * 6)
    better = heard("And you, who should I ask?", 0.3, *(0.9,) * 5)
    reply = Reply(live.text, "spoken", Ended("pause", ""), live, (live,))
    found = by_hearing(better, reply)
    assert found.text == "Thank you, who should I ask?"
    assert found.transcript is not None
    assert found.transcript.text == found.text
    assert found.hearings == (live, better)
