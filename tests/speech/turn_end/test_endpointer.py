"""When a reply is over, counted in samples: each limit, and what resets it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.domain.turn import Ended
from voicecoach.speech.hearing.listening import NOT_KNOWN
from voicecoach.speech.sound.audio import BLOCK, RATE
from voicecoach.speech.turn_end.endpointer import Moment, PauseEndpointer
from voicecoach.speech.turn_end.patience import PATIENCE, Patience

WHOLE = "who else could i ask"
Stretch = tuple[float, bool, str]
"""Seconds of it, whether somebody speaks, the words by then."""


def decided(
    *stretches: Stretch, zeros: bool = False, patience: Patience | None = None, block: int = BLOCK
) -> Ended | None:
    endpointer = PauseEndpointer(patience)
    samples = 0
    for seconds, speech, text in stretches:
        until = samples + round(seconds * RATE)
        while samples < until:
            samples += block
            quiet_zeros = zeros and not speech
            ended = endpointer.decide(Moment(samples, speech, quiet_zeros, text, NOT_KNOWN))
            if ended is not None:
                return ended
    return None


def test_after_words_a_pause_of_a_second_and_a_half() -> None:
    ended = decided((1.0, False, ""), (2.0, True, WHOLE), (9.0, False, WHOLE))
    assert ended is not None
    assert ended.code == "pause"
    assert ended.at == pytest.approx(4.5, abs=0.05)
    assert ended.reason == "question finished, 1.5 s of quiet"


@pytest.mark.parametrize("last", ["um", "and", "because", "i was wondering if", "my", "i'd"])
def test_a_word_that_promises_more_waits_longer(last: str) -> None:
    ended = decided((2.0, True, f"well {last}"), (9.0, False, f"well {last}"))
    assert ended is not None
    assert ended.at == pytest.approx(2 + Patience().open, abs=0.05)
    assert last.split()[-1] in ended.reason


@pytest.mark.parametrize("last", ["to", "for", "with", "forum", "island"])
def test_finished_questions_and_longer_words_promise_nothing(last: str) -> None:
    ended = decided((2.0, True, f"whom should we talk {last}"), (9.0, False, f"whom talk {last}"))
    assert ended is not None
    assert ended.at == pytest.approx(3.5, abs=0.05)


def test_going_on_begins_the_pause_anew() -> None:
    pauses: list[Stretch] = [(1.0, True, WHOLE), (1.3, False, WHOLE)] * 3
    assert decided(*pauses) is None


def test_words_that_come_late_turn_it_back_corrected_ones_do_not() -> None:
    late = decided((1.0, True, "who"), (1.0, False, "who"), (9.0, False, "who else"))
    assert late is not None
    assert late.at == pytest.approx(2.8, abs=0.05)
    corrected = decided((1.0, True, "yes"), (1.0, False, "yes"), (9.0, False, "yet"))
    assert corrected is not None
    assert corrected.at == pytest.approx(2.5, abs=0.05)


def test_nobody_speaks() -> None:
    ended = decided((20.0, False, ""))
    assert ended is not None
    assert (ended.code, ended.reason) == ("no-words", "10 s without a word")
    assert ended.at == pytest.approx(10.0, abs=0.05)


def test_a_muted_microphone_is_told() -> None:
    ended = decided((20.0, False, ""), zeros=True)
    assert ended is not None
    assert ended.reason.endswith("the microphone seems to be muted or not allowed")


def test_a_cough_does_not_shorten_the_time_to_think() -> None:
    ended = decided((1.0, False, ""), (0.5, True, ""), (20.0, False, ""))
    assert ended is not None
    assert ended.code == "no-words"
    assert ended.at >= 10.0


def test_a_mute_is_no_pause_but_not_for_ever() -> None:
    ended = decided((2.0, True, WHOLE), (20.0, False, WHOLE), zeros=True)
    assert ended is not None
    assert ended.at == pytest.approx(12.0, abs=0.05)
    assert "muted" in ended.reason


def test_music_after_the_words_ends_the_reply() -> None:
    ended = decided((2.0, True, WHOLE), (30.0, True, WHOLE))
    assert ended is not None
    assert ended.at == pytest.approx(8.0, abs=0.1)


def test_the_longest_reply() -> None:
    talking: list[Stretch] = [(1.0, True, "word " * n) for n in range(1, 80)]
    ended = decided(*talking)
    assert ended is not None
    assert (ended.code, round(ended.at)) == ("too-long", 60)


STRETCHES = st.lists(
    st.tuples(st.floats(0.02, 4.0), st.booleans(), st.sampled_from(["", "who", "who else", WHOLE])),
    max_size=12,
)


@given(STRETCHES, st.booleans())
def test_it_always_ends_within_the_longest_and_says_why(
    stretches: list[Stretch], zeros: bool
) -> None:
    ended = decided(*stretches, (61.0, False, ""), zeros=zeros)
    assert ended is not None
    assert 0 < ended.at <= 60.1
    assert ended.reason


@given(STRETCHES)
def test_more_patience_never_ends_a_reply_sooner(stretches: list[Stretch]) -> None:
    usual = decided(*stretches, (61.0, False, ""))
    patient = decided(*stretches, (61.0, False, ""), patience=PATIENCE["relaxed"])
    assert usual is not None
    assert patient is not None
    assert patient.at >= usual.at


@given(st.floats(0.3, 3.0), st.sampled_from([160, 320, 512, 1000]))
def test_the_size_of_the_blocks_makes_no_difference(speaks: float, block: int) -> None:
    ended = decided((speaks, True, WHOLE), (9.0, False, WHOLE), block=block)
    assert ended is not None
    assert ended.at == pytest.approx(speaks + 1.5, abs=0.15)


def test_begin_forgets() -> None:
    endpointer = PauseEndpointer(replace(Patience(), complete=1.0))
    moment = Moment(BLOCK, True, False, WHOLE, NOT_KNOWN)
    assert endpointer.decide(moment) is None
    endpointer.begin()
    quiet = replace(moment, samples=2 * RATE, speech=False, text="")
    assert endpointer.decide(quiet) is None


STUTTERS = [
    "who who",
    "could i could i",
    "i i",
    "c-c-could i",
    "my number is five five",
    "i was i was wondering if",
]


@pytest.mark.parametrize("begun", STUTTERS)
@pytest.mark.parametrize("patience", [Patience(), PATIENCE["relaxed"]])
def test_a_block_of_a_second_and_a_half_in_a_stutter_is_no_end(
    begun: str, patience: Patience
) -> None:
    blocked: list[Stretch] = [(1.0, True, begun), (1.4, False, begun), (0.5, True, begun + " who")]
    assert decided(*blocked, patience=patience) is None


@pytest.mark.parametrize("text", ["the the the", "yes and and", "so um um um"])
def test_a_repeat_at_the_end_is_waited_for_as_an_open_end(text: str) -> None:
    ended = decided((2.0, True, text), (9.0, False, text))
    assert ended is not None
    assert ended.at == pytest.approx(2 + Patience().open, abs=0.05)


def test_a_mute_between_two_words_does_not_end_the_reply_however_long_the_pause_is() -> None:
    endpointer = PauseEndpointer()
    for samples in range(BLOCK, 2 * RATE, BLOCK):
        assert endpointer.decide(Moment(samples, True, False, WHOLE, NOT_KNOWN)) is None
    for samples in range(2 * RATE, 11 * RATE, BLOCK):
        assert endpointer.decide(Moment(samples, False, True, WHOLE, NOT_KNOWN)) is None


def test_two_cuts_make_every_pause_longer() -> None:
    def waits(endpointer: PauseEndpointer) -> float:
        endpointer.begin()
        for samples in range(BLOCK, 60 * RATE, BLOCK):
            speech = samples < RATE
            ended = endpointer.decide(Moment(samples, speech, False, WHOLE, NOT_KNOWN))
            if ended is not None:
                return ended.at - 1
        raise AssertionError("it never ends")

    endpointer = PauseEndpointer()
    usual = waits(endpointer)
    endpointer.go_on(cut=True)
    assert waits(endpointer) == pytest.approx(usual)
    endpointer.go_on(cut=True)
    assert waits(endpointer) > 1.3 * usual
