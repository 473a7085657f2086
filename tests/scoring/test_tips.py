from __future__ import annotations

import pytest

from tests.scoring.making import advice, finding, rubric
from voicecoach.scoring.tips import TipMaker

REPLY = "I understand. Okay, bye then. Sorry to bother you, I was only wondering about any help."
GRACE = finding("acknowledge", REPLY, "I understand")
BYE = finding("gives-up", REPLY, "Okay, bye then")
SORRY = finding("apologises", REPLY, "Sorry to bother you")
ANY = finding("vague", REPLY, "any help")
OPENING = ["ask-contacts", "ask-companies"]
TIPS = TipMaker(advice(), rubric().caps, {})


def test_a_slip_that_ends_the_call_comes_first() -> None:
    tip = TIPS.tip([GRACE], [SORRY, BYE], ("ask-contacts",), OPENING, REPLY)
    assert tip is not None
    assert tip.key == "gives-up"
    assert "“Okay, bye then”" in tip.text
    assert tip.phrasing == advice().moves["ask-contacts"].example


def test_then_the_missing_move_that_opens_the_door() -> None:
    tip = TIPS.tip([GRACE], [SORRY], ("ask-contacts", "thank"), OPENING, REPLY)
    assert tip is not None
    assert tip.key == "ask-contacts"
    assert "“I understand”" in tip.text


def test_then_the_slip_that_costs_most() -> None:
    tip = TIPS.tip([GRACE], [SORRY, ANY], (), OPENING, REPLY)
    assert tip is not None
    assert tip.key == "vague"
    assert "“any help”" in tip.text


def test_then_the_missing_grace_and_then_nothing() -> None:
    tip = TIPS.tip([], [], ("acknowledge",), OPENING, "Who else is there?")
    assert tip is not None
    assert tip.key == "acknowledge"
    assert "“Who else is there?”" in tip.text
    assert TIPS.tip([GRACE], [], (), OPENING, REPLY) is None


def test_the_callers_own_wording_comes_before_ours() -> None:
    own = TipMaker(advice(), rubric().caps, {"ask-contacts": ["Whom would you ring?"]})
    tip = own.tip([GRACE], [], ("ask-contacts",), OPENING, REPLY)
    assert tip is not None
    assert tip.phrasing == "Whom would you ring?"


def test_silence_is_told_what_to_try() -> None:
    tip = TIPS.for_silence(("ask-contacts",))
    assert tip is not None
    assert "Nothing was heard" in tip.text
    assert TIPS.for_silence(()) is None


@pytest.mark.parametrize("words", [1, 10, 11, 60])
def test_a_quote_is_short(words: int) -> None:
    reply = " ".join(f"w{n}" for n in range(words))
    tip = TIPS.tip([], [], ("ask-contacts",), OPENING, reply)
    assert tip is not None
    quote = tip.text.split("“")[1].split("”")[0]
    assert len(quote.replace("… ", "").split()) == min(words, 10)
    assert quote.startswith("…") == (words > 10)


def test_the_orders_of_a_slip_that_ends_the_call_go_with_the_wording_shown() -> None:
    """The advice on the slip alone said "ask one thing" beside a wording that asks nothing."""
    tip = TIPS.tip([], [BYE], ("leave-number",), ["leave-number"], REPLY)
    assert tip is not None
    assert advice().moves["leave-number"].do in tip.text
    assert tip.phrasing == advice().moves["leave-number"].example
    push = finding("pushy", REPLY, "bye then")
    tip = TIPS.tip([], [push], ("accept-no",), ["accept-no"], REPLY)
    assert tip is not None
    assert f"{advice().slips['pushy'].do}, and {advice().moves['accept-no'].do}" in tip.text


def test_what_was_done_is_not_advised() -> None:
    made = finding("ask-contacts", REPLY, "I understand")
    tip = TIPS.tip([made], [BYE], (), OPENING, REPLY)
    assert tip is not None
    assert tip.phrasing == advice().moves["ask-companies"].example


def test_a_slip_that_asks_for_the_wrong_thing_is_named_and_gives_its_place() -> None:
    tip = TIPS.tip([GRACE], [ANY], ("ask-contacts",), OPENING, REPLY)
    assert tip is not None
    assert tip.key == "ask-contacts"
    assert tip.text.startswith("“any help” stays vague: next time, in its place, ")
    assert "also" not in tip.text


def test_a_move_out_of_place_is_not_praised() -> None:
    asks = finding("ask-contacts", REPLY, "wondering")
    tip = TIPS.tip([asks], [], ("accept-no",), ["accept-no"], REPLY, ["ask-contacts"])
    assert tip is not None
    assert "out of place" in tip.text
    assert "well said" not in tip.text


def test_a_slip_that_ends_the_call_sends_nobody_on_to_ask_where_the_no_is_final() -> None:
    for slip in advice().slips.values():
        assert "ask" not in slip.do or slip.unasked or not slip.ends_call, slip.key
