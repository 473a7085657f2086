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
