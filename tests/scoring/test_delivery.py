"""How a reply was said: what is measured, what is not."""

from __future__ import annotations

from tests.history.making import reply, spoken
from voicecoach.scoring.delivery import Fact, delivery, in_words


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
    assert Fact("pace", "not measurable") in delivery(reply(transcript=spoken("yes i see")))


def test_hedging_is_quoted_and_plain_words_are_none() -> None:
    assert 'hedging: "i guess"' in in_words(delivery(reply("i guess so who would you call")))
    assert "hedging" not in in_words(delivery(reply("so you know what i mean like this one")))


def test_a_stutter_is_nothing() -> None:
    assert "hedging" not in in_words(delivery(reply("who who who c-c-could i ask")))
