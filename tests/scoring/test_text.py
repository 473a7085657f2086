from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.scoring.text import FILLERS, fold, folded

WORDS = st.lists(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=9),
    min_size=1,
    max_size=12,
    unique=True,
)


@given(st.text(max_size=80))
def test_every_token_points_at_its_place(text: str) -> None:
    reply = folded(text)
    end_before = 0
    for token in reply.tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert token.start >= end_before or token.end == end_before  # digits share one place
        assert token.word
        assert " " not in token.word
        end_before = token.end


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(WORDS)
def test_plain_words_are_kept_and_spans_give_them_back(words: list[str]) -> None:
    text = " ".join(words)
    reply = folded(text)
    assert reply.plain == text
    for first in range(len(words)):
        span = reply.span(first, first + 1)
        assert span.text == words[first] == text[span.start : span.end]


@given(WORDS, st.sampled_from(["upper", "title", "capitalize"]), st.sampled_from(" ,.!?;…"))
def test_case_and_punctuation_do_not_matter(words: list[str], case: str, mark: str) -> None:
    dressed = f"{mark} ".join(getattr(word, case)() for word in words) + mark
    assert fold(dressed) == " ".join(words)


@given(WORDS, st.data())
def test_a_repeated_word_and_a_filler_cost_nothing(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    filler = data.draw(st.sampled_from(sorted(FILLERS)))
    stuttered = [*words[: at + 1], filler, *words[at:]]
    assert fold(" ".join(stuttered)) == " ".join(words)


def test_short_forms_without_their_apostrophe_are_known_where_they_are_no_other_word() -> None:
    assert fold("Im glad, thats fair. Dont worry.") == fold("I'm glad, that's fair. Don't worry.")
    assert fold("Its well were wed") == "its well were wed"


@pytest.mark.parametrize("mark", ["’", "ʼ", "′", "`", "´", "'"])
def test_apostrophes_are_one(mark: str) -> None:
    assert fold(f"I can{mark}t say") == "i can't say"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c-c-could I ask who who who you would talk to", "could i ask who you would talk to"),
        ("a-a-actually", "actually"),
        ("um-um, yes", "yes"),
        ("could I could I ask", "could i ask"),
        ("Tuesday at 14:00", "tuesday at two pm"),
        ("tuesday at two p m", "tuesday at two pm"),
        ("Tuesday at 2 p.m.", "tuesday at two pm"),
        ("at 2:30", "at two thirty"),
        ("call 555-0142", "call five zero one four two"),
        ("in 21 days", "in twenty one days"),
        ("Café, CAFE\u0301", "cafe"),
        ("i [unk] see [/b]", "i unk see b"),
        ("", ""),
        ("... ?!", ""),
    ],
)
def test_examples(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_an_empty_span_is_empty() -> None:
    assert folded("hello there").span(1, 1).text == ""


def test_what_stands_between_two_words() -> None:
    assert folded("yes, but").between(1) == ", "


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("id like that", "i'd like that"),
        ("so id rather ask", "so i'd rather ask"),
        ("my id card", "my id card"),
        ("here is my id", "here is my id"),
        ("ill ring friday", "i'll ring friday"),
        ("so ill do that", "so i'll do that"),
        ("my mother fell ill then", "my mother fell ill then"),
        ("mentally ill people", "mentally ill people"),
        ("its not a job im after", "it's not a job i'm after"),
        ("your plant and its owners", "your plant and its owners"),
    ],
)
def test_short_forms_that_could_be_other_words_are_known_by_their_neighbours(
    typed: str, words: str
) -> None:
    assert fold(typed) == words
