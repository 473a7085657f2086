"""What reaches the synthesizer."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.errors import SpeechError
from voicecoach.speech.voice.speakable import MAX_CHARACTERS, speakable


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello, it's me.", "Hello, it's me."),
        ("Great \U0001f600 news", "Great news"),
        ("family \U0001f468\u200d\U0001f469\u200d\U0001f467 day", "family day"),
        ("thumb \U0001f44d\U0001f3fd up", "thumb up"),
        ("flag \U0001f1e9\U0001f1ea here", "flag here"),
        ("love \u2764\ufe0f it", "love it"),
        ("left \u2194\ufe0f right", "left right"),
        ("press 1\ufe0f\u20e3 now", "press 1 now"),
        ("cut\x00off", "cut off"),
        ("a\x01command", "a command"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("inter\u00adnational", "international"),
        ("\u200fright to left\u200e", "right to left"),
        ("no\u00a0break\n\tlines", "no break lines"),
        ("Zoë costs £5 & more", "Zoë costs £5 & more"),
    ],
)
def test_only_what_can_be_said_is_left(text: str, said: str) -> None:
    assert speakable(text) == said


@pytest.mark.parametrize("text", ["", "   ", "...", "\U0001f600", "\x00", "?!"])
def test_nothing_to_say_is_refused(text: str) -> None:
    with pytest.raises(SpeechError, match="nothing to say"):
        speakable(text)


def test_the_longest_text_is_accepted_and_one_more_refused() -> None:
    assert len(speakable("a" * MAX_CHARACTERS)) == MAX_CHARACTERS
    with pytest.raises(SpeechError, match="longer than 4000"):
        speakable("a" * (MAX_CHARACTERS + 1))


@given(st.text(st.characters(codec=None), max_size=200))
def test_whatever_comes_in_what_goes_out_is_harmless(text: str) -> None:
    try:
        said = speakable(text)
    except SpeechError:
        return
    said.encode("utf-8")
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "So"} for character in said)
    assert speakable(said) == said
