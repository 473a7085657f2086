"""How a reply was said: what is measured, what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.history.making import reply, spoken, words
from voicecoach.domain.transcript import Segment, Transcript
from voicecoach.scoring.delivery import (
    BROKEN,
    Calm,
    Fact,
    calm_of,
    delivery,
    in_words,
    pace,
    pauses,
)


def said(text: str, each: float) -> Transcript:
    """Words one after another, ``each`` s long."""
    return Transcript((Segment(text, words(text, each=each)),), "tiny")


def test_typed_replies_have_no_delivery() -> None:
    assert delivery(reply(source="typed")) == ()


def test_hesitation_long_pauses_and_pace_are_told() -> None:
    said = spoken("i see what you mean there", ("so who else could i call now", 4.0))
    facts = delivery(reply(transcript=said, hesitation=2.4))
    told = in_words(facts)
    assert "2.4 s before your first word, long on the telephone" in told
    assert "one long pause (the longest 1.8 s)" in told
    assert "words a minute (uncertain)" in told
    assert told.endswith("not measurable: fillers")


def test_few_words_have_no_pace() -> None:
    facts = delivery(reply(transcript=spoken("yes i see")))
    assert Fact("pace", "pace", "not measurable") in facts
    assert Fact("length", "3 words in 1 s") in facts


def test_times_of_a_broken_file_are_no_pace() -> None:
    text = "i see who else in your company could i call about this"
    assert pace(said(text, each=60 / (BROKEN + 1))) is None
    assert pace(said(text, each=60 / (BROKEN - 1))) == pytest.approx(BROKEN - 1, abs=0.1)


def test_a_pace_is_compared_with_the_callers_own_calm_one_and_with_nothing_else() -> None:
    text = "i see who else in your company could i call about this one day in the week"
    fast = reply(transcript=said(text, each=0.25))
    assert "240 words a minute;" in in_words(delivery(fast))
    calm = calm_of([said(text, each=0.4)] * 10)
    assert calm is not None
    assert "240 words a minute, 60% faster than your calm 150" in in_words(delivery(fast, calm))
    assert "much like your calm 150" in in_words(delivery(reply(transcript=said(text, 0.38)), calm))


def test_a_minute_of_calm_speech_is_needed() -> None:
    ten_seconds = said("i see who else in your company could i call", each=1.0)
    assert calm_of([ten_seconds] * 5) is None
    assert calm_of([ten_seconds] * 7) == Calm(60.0, 60.0)
    assert calm_of([said("yes", each=70.0)]) is None, "too short to have a pace"


def test_pauses_are_those_of_the_live_hearing() -> None:
    live = spoken("i see", ("who else", 2.5))
    exact = replace(reply(transcript=spoken("i see who else")), hearings=(live,))
    assert pauses(exact) == [pytest.approx(1.5)]


def test_hedging_is_quoted_and_plain_words_are_none() -> None:
    assert 'hedging: "i guess"' in in_words(delivery(reply("i guess so who would you call")))
    assert "hedging" not in in_words(delivery(reply("so you know what i mean like this one")))


def test_a_stutter_is_nothing() -> None:
    assert "hedging" not in in_words(delivery(reply("who who who c-c-could i ask")))
