"""The end of a reply by its meaning: what was asked, what is still to be said, how it sounded."""

from __future__ import annotations

import pytest

from voicecoach.domain.completeness import Completeness
from voicecoach.domain.turn import Ended
from voicecoach.speech.sound.audio import BLOCK, RATE
from voicecoach.speech.turn_end.endpointer import Moment, PauseEndpointer
from voicecoach.speech.turn_end.patience import PATIENCE, Patience

ASKED = "fine who else could i ask"
TOLD = "i could leave you my number"


FELL, DIPPED, ROSE, HELD = (150.0, 110.0), (150.0, 140.0), (150.0, 170.0), (150.0, 150.0)
"""Hz before the end of the speech and at it."""


def ended(
    text: str, share: float, pitches: tuple[float, float] = FELL, spoken: float = 2.0
) -> Ended:
    """After so many seconds of speech that ends at the second pitch, and quiet."""
    endpointer, samples = PauseEndpointer(), 0
    while True:
        samples += BLOCK
        at = samples / RATE
        pitch = pitches[1] if at > spoken - 0.15 else pitches[0]
        words = text if at > spoken / 2 else text.split()[0]
        meant = Completeness(1, 1, share)
        moment = Moment(samples, at <= spoken, False, words, meant, -20.0, pitch)
        over = endpointer.decide(moment)
        if over is not None:
            return over


@pytest.mark.parametrize(
    ("text", "share", "limit", "reason"),
    [
        (ASKED, 0.9, "question", "question finished, 0.8 s of quiet"),
        (TOLD, 0.9, "complete", "you said what helps here, 1.5 s of quiet"),
        (TOLD, 0.45, "half", "you said half of what helps here, 1.8 s of quiet"),
        ("i understand", 0.2, "open", "waited for more, 2.1 s of quiet"),
        (ASKED + " and", 0.9, "open", 'waited after "and", 2.1 s of quiet'),
        ("thanks bye", 0.1, "question", "you said goodbye, 0.8 s of quiet"),
    ],
)
def test_each_kind_of_end_waits_as_long_as_it_should(
    text: str, share: float, limit: str, reason: str
) -> None:
    over = ended(text, share)
    assert over.at - 2.0 == pytest.approx(getattr(Patience(), limit), abs=0.05)
    assert over.reason == reason


def test_a_voice_that_stays_up_is_waited_for_where_the_words_are_unsure() -> None:
    level, fell = ended(ASKED, 0.5, HELD), ended(ASKED, 0.5)
    assert level.at - fell.at == pytest.approx(Patience().level, abs=0.05)


@pytest.mark.parametrize("pitches", [DIPPED, ROSE])
@pytest.mark.parametrize(("share", "limit"), [(0.9, "turned"), (0.45, "turned"), (0.2, "open")])
def test_a_voice_that_asks_tells_a_question_whose_words_were_misheard(
    pitches: tuple[float, float], share: float, limit: str
) -> None:
    over = ended("mary use your name with her", share, pitches)
    assert over.at - 2.0 == pytest.approx(getattr(Patience(), limit), abs=0.05)


def test_a_voice_that_asks_after_much_that_helps_is_not_waited_for() -> None:
    over = ended("mary use your name with her", 0.9, DIPPED, spoken=7.5)
    assert over.at - 7.5 == pytest.approx(Patience().asked, abs=0.05)


@pytest.mark.parametrize(("pitches", "wait"), [(FELL, "turned"), (HELD, "half")])
def test_after_a_question_half_a_reply_is_waited_for_only_where_the_voice_stayed_up(
    pitches: tuple[float, float], wait: str
) -> None:
    endpointer, samples = PauseEndpointer(), 0
    over: Ended | None = None
    while over is None:
        samples += BLOCK
        at = samples / RATE
        told = "" if at <= 1.8 else " i have some time"
        pitch = FELL[1] if 0.9 < at <= 1.5 else pitches[1] if at > 2.85 else 150.0
        speech = at <= 1.0 or 1.5 < at <= 3.0
        half = Completeness(1, 1, 0.45)
        text = f"could i call you on monday{told}"
        over = endpointer.decide(Moment(samples, speech, False, text, half, -20.0, pitch))
    assert over.at - 3.0 == pytest.approx(getattr(Patience(), wait), abs=0.05)


@pytest.mark.parametrize(
    ("last", "pitches", "waits"),
    [("the", FELL, False), ("the", HELD, True), ("and", FELL, True), ("um", FELL, True)],
)
def test_a_voice_that_fell_promises_nothing_unless_the_word_keeps_the_turn(
    last: str, pitches: tuple[float, float], waits: bool
) -> None:
    assert ("waited after" in ended(f"{TOLD} {last}", 0.7, pitches).reason) == waits


@pytest.mark.parametrize(("pitches", "limit"), [(FELL, "complete"), (HELD, "half")])
def test_who_said_much_is_not_waited_for_as_long_although_little_was_understood(
    pitches: tuple[float, float], limit: str
) -> None:
    over = ended("mary pasture", 0.1, pitches, spoken=7.5)
    assert over.at - 7.5 == pytest.approx(getattr(Patience(), limit), abs=0.05)
    assert over.reason.startswith("you had said much")


def test_a_question_that_goes_on_after_a_hesitation_is_still_one() -> None:
    endpointer, samples = PauseEndpointer(), 0
    over: Ended | None = None
    while over is None:
        samples += BLOCK
        at = samples / RATE
        speech = at <= 1.5 or 2.3 < at <= 3.5
        text = (
            "could you tell me who leads um"
            if at <= 2.5
            else ("could you tell me who leads um the claims team")
        )
        over = endpointer.decide(Moment(samples, speech, False, text, Completeness(1, 0, 0.8)))
    assert over.reason.startswith("question finished")
    assert endpointer.own.count == 1


def test_the_reply_that_goes_on_is_not_ended_before_it_does() -> None:
    endpointer, samples = PauseEndpointer(PATIENCE["brisk"]), 0
    ends = []
    while samples < 12 * RATE:
        samples += BLOCK
        at = samples / RATE
        moment = Moment(samples, at <= 1 or 6 < at <= 7, False, ASKED, Completeness(1, 0, 0.9))
        if endpointer.decide(moment) is not None:
            ends.append(at)
            endpointer.go_on()
    assert len(ends) == 2
    assert ends[1] > 7
