from __future__ import annotations

import pytest

from voicecoach.dialogue.misreadings import misread, seconds


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Ask for Dr. John.", "full stop"),
        ("She moved to St. Louis.", "full stop"),
        ("It is in room No. 5.", "full stop"),
        ("We pay $35/hr here.", "slash"),
        ("We pay $35 an hour.", "money"),
        ("There are 10-15 people.", "dash"),
        ("It costs 5.10 now.", "digit by digit"),
        ("Call 555 0134 today.", "one large number"),
        ("See www.example.com for it.", "by ear"),
        ("Write to jo@example.com.", "by ear"),
        ("That is *very* kind.", "read out by name"),
        ("Wait <break/> a moment.", "read out by name"),
        ("Well (quietly), no.", "brackets"),
        ("I work at TDAE now.", "capitals"),
        ("Just send your resume in.", "résumé"),
        ("Good luck! \N{SLIGHTLY SMILING FACE}", "SLIGHTLY SMILING FACE"),
        ("Good\u200bbye.", "ZERO WIDTH SPACE"),
        ("We make pumps, valves, etc. here.", "abbreviation"),
    ],
)
def test_what_is_misread_is_named(text: str, about: str) -> None:
    assert any(about in words for words in misread(text))


@pytest.mark.parametrize(
    "text",
    [
        "No. I said no.",
        "Ask for Doctor John, at half past two or 2:30.",
        "I'm in HR, and I can't - won't - say more. Really?",
        "We resume the talk on the third of May.",
        "Send your résumé; R&D will read it.",
        "Ask Mister Kim: he's been here for 20 years.",
    ],
)
def test_what_is_read_well_is_left_alone(text: str) -> None:
    assert misread(text) == []


def test_the_estimate_is_near_what_the_voice_takes() -> None:
    # Rendered by eSpeak-ng 1.51 at rate 160: 4.57 s and 6.26 s.
    first = "We already have a supplier, and to be honest we are quite happy with the price"
    second = (
        "Hey! I was going to call you. There's a woman named Carol Stone at Lakeview Care, try her."
    )
    assert seconds(first, 160) == pytest.approx(4.57, rel=0.12)
    assert seconds(second, 160) == pytest.approx(6.26, rel=0.12)
    assert seconds(first, 320) == seconds(first, 160) / 2
