"""What was heard as people write it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.history.making import reply, spoken
from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.domain.turn import Ended, Reply
from voicecoach.review.figures import figures
from voicecoach.review.readable import readable

VOCABULARY = (
    *("i", "i'm", "see", "two", "thirty", "at", "oh", "five", "hundred", "thousand", "and", "pm"),
    *("[unk]", "nineteen", "ninety", "who", "else", "could", "you", "dana", "o'clock", "twenty"),
)


def shown(text: str, *more: tuple[str, float], names: tuple[str, ...] = ()) -> str:
    return " ".join(word.text for word in readable(reply(transcript=spoken(text, *more)), names))


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("i see who else could i call", "I see who else could I call?"),
        ("i'm sorry i'll call on monday", "I'm sorry I'll call on Monday."),
        ("could you help me", "Could you help me?"),
        ("i will [unk] you", "I will (unclear) you."),
        ("call me at two thirty", "Call me at 2:30."),
        ("two thirty pm is fine", "2:30 pm is fine."),
        ("at five oh five", "At 5:05."),
        ("my number is five five five one two three four", "My number is 5551234."),
        ("one of them told me", "One of them told me."),
        ("i worked there for twenty five years", "I worked there for 25 years."),
        ("in nineteen ninety nine", "In 1999."),
        ("since twenty twenty four", "Since 2024."),
        ("two hundred and fifty people", "250 people."),
        ("three thousand two hundred", "3,200."),
        ("ten fifteen minutes", "Ten fifteen minutes."),
        ("dana told me", "Dana told me."),
        ("for two", "For two."),
    ],
)
def test_written_as_people_write(heard: str, written: str) -> None:
    assert shown(heard, names=("Dana",)) == written


def test_a_pause_ends_a_sentence_but_not_after_a_word_that_goes_on() -> None:
    assert shown("thank you", ("who else", 4.0)) == "Thank you. Who else?"
    assert shown("thank you and", ("good bye", 4.0)) == "Thank you and good bye."


def test_long_pauses_are_drawn_where_they_were() -> None:
    words = readable(reply(transcript=spoken("thank you", ("who else", 3.0))))
    assert [word.pause for word in words] == [None, None, 2.0, None]


def test_what_was_typed_stays_as_it_was() -> None:
    typed = Reply("i dont  know two thirty", "typed", Ended("typed", "you typed it"))
    assert [word.text for word in readable(typed)] == ["i", "dont", "know", "two", "thirty"]


@given(st.lists(st.sampled_from(VOCABULARY), max_size=25), st.integers(0, 25))
def test_every_raw_word_is_shown_once_in_order(words: list[str], cut: int) -> None:
    parts = [part for part in (words[:cut], words[cut:]) if part]
    segments, at = [], 0.0
    for part in parts:
        heard = tuple(Word(word, at + n, at + n + 0.5) for n, word in enumerate(part))
        segments.append(Segment(" ".join(part), heard))
        at += len(part) + 2.0
    transcript = Transcript(tuple(segments), "x")
    made = Reply(transcript.text, "spoken", Ended("pause", "quiet"), transcript)
    found = readable(made, ("Dana",))
    covered = [made.text[word.start : word.end] for word in found]
    assert " ".join(covered).split() == words
    assert all(word.text for word in found)


@given(st.lists(st.sampled_from(VOCABULARY), max_size=25))
def test_figures_never_overlap(words: list[str]) -> None:
    found = figures(words)
    for one, other in pairwise(found):
        assert one.start < one.end <= other.start
    assert all(figure.text for figure in found)


@given(st.text(max_size=60))
def test_any_text_can_be_shown(text: str) -> None:
    words = tuple(Word(word, float(n), n + 0.5) for n, word in enumerate(text.split()))
    transcript = Transcript((Segment(text, words),), "x")
    made = Reply(text, "spoken", Ended("pause", "quiet"), transcript)
    assert "".join(made.text[word.start : word.end] for word in readable(made)) == "".join(
        text.split()
    )
