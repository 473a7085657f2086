"""Words that are not the caller's meaning: noise, asides, the contact's line, others' asks."""

from __future__ import annotations

import pytest

from tests.scoring.test_scorer import judge, moves, slips

ASKS = "I understand. I'm an electrician. Who would you talk to in my place?"


@pytest.mark.parametrize(
    "beside",
    [
        "Sorry about the noise, I'm at the bus stop.",
        "Sorry, I didn't quite catch that.",
        "Excuse me, I have a cold.",
        "sorry there's a lorry going past",
        "If there's anything I can do for you, tell me.",
    ],
)
def test_a_harmless_word_costs_nothing(beside: str) -> None:
    """The noise at the caller's end is no excuse for asking, and an offer is no vague wish."""
    for reply in (f"{beside} {ASKS}", f"{ASKS} {beside}"):
        assert not slips(judge(reply)), reply
        assert judge(reply).score >= judge(ASKS).score - 3


def test_a_harmless_word_excuses_no_true_slip() -> None:
    assert slips(judge(f"Sorry to bother you, and sorry about the noise. {ASKS}")) == {"apologises"}


@pytest.mark.parametrize(
    ("situation", "contact"),
    [
        ("do-not-call", "Stop calling."),
        ("not-my-name", "Don't mention me."),
        ("about-you", "What would you cost us?"),
        ("says-yes", "What would you like to know?"),
    ],
)
@pytest.mark.parametrize("said", ["Okay, “{0}”", "You said: {0}", "{0} {0}", "so {0}"])
def test_the_contacts_line_in_the_callers_mouth_makes_no_move(
    situation: str, contact: str, said: str
) -> None:
    assert not moves(judge(said.format(contact), situation, contact))


@pytest.mark.parametrize("word", ["who", "Who?", "Number?", "when"])
def test_one_word_asks_and_offers_nothing(word: str) -> None:
    verdict = judge(word)
    assert not verdict.asked
    assert not verdict.moves
    assert verdict.band == "ends it"


def test_what_is_told_of_others_may_be_asked_all_the_same() -> None:
    verdict = judge("My coach says I should ask who you'd call. So: who would you call?")
    found = next(move for move in verdict.moves if move.key == "ask-contacts")
    assert found.evidence.text == "who would you call"
    assert not moves(judge("My coach says I should ask who you'd call, and which firms."))


def test_asking_nothing_is_shown_in_all_words() -> None:
    reply = "Will do, thanks."
    verdict = judge(reply, "send-resume", "Just send your resume.")
    assert [slip.evidence.text for slip in verdict.slips] == [reply.rstrip(".")]


def test_apostrophes_left_out_change_no_move() -> None:
    reply = "That's kind. I'd like to say I'm calling because of you, if it's not a bother."
    plain = judge(reply.replace("'", ""), "gives-a-name")
    assert moves(plain) == moves(judge(reply, "gives-a-name"))


@pytest.mark.parametrize(
    "reply",
    [
        "That's your policy and I won't press you. Is there a course you'd send people on?",
        "ok i ring you tomorrow at 9 30 then ok",
    ],
)
def test_you_know_is_no_pressure(reply: str) -> None:
    aside = judge(f"Well, you know, {reply}", "no-feedback", "We don't give feedback.")
    plain = judge(reply, "no-feedback", "We don't give feedback.")
    assert (slips(aside), moves(aside)) == (slips(plain), moves(plain))
    assert judge("You know perfectly well that you hire. Who is it?").band == "ends it"
    assert judge("you know").score <= 20
