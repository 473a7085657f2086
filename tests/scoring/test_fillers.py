"""Fillers: counted where the listener writes them down, and only where they fill a gap."""

from __future__ import annotations

import pytest

from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.scoring.fillers import HEARD, fillers

EXACT = {"exact": 1.0}


def count(text: str) -> int | None:
    """Of a text; ``,`` stands for half a second of quiet."""
    words, now = [], 0.0
    for part in text.split():
        if part == ",":
            now += 0.5
            continue
        words.append(Word(part, now, now + 0.3))
        now += 0.3
    return fillers(Transcript((Segment(text, tuple(words)),), "exact"), EXACT)


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("um i see uh who else could i call", 2),
        ("it was you know quite a while ago", 1),
        ("i mean who else could i call", 1),
        ("i worked there , like , for ten years", 1),
        ("um so who would you ask", 2),
    ],
)
def test_what_fills_a_gap_counts(text: str, many: int) -> None:
    assert count(text) == many


@pytest.mark.parametrize(
    "text",
    [
        "do you know anyone there",
        "you know the people who hire",
        "as you know i was there",
        "that is what i mean",
        "i would like to ask you something",
        "so who else could i call",
        "i also like it there",
        "well paid work like that is rare",
    ],
)
def test_the_same_words_with_a_meaning_do_not(text: str) -> None:
    assert count(text) == 0


@pytest.mark.parametrize(
    ("stuttered", "plain"),
    [
        ("c-c-could i ask who who who you would talk to", "could i ask who you would talk to"),
        ("a-a-actually i am free", "actually i am free"),
        ("um-um who is it", "um who is it"),
        ("um um um who is it", "um who is it"),
    ],
)
def test_a_stutter_changes_no_count(stuttered: str, plain: str) -> None:
    assert count(stuttered) == count(plain)


@pytest.mark.parametrize("listener", [*HEARD, "another"])
def test_no_count_by_a_listener_that_leaves_them_out_or_is_not_known(listener: str) -> None:
    heard = Transcript((Segment("um", (Word("um", 0.0, 0.3),)),), listener)
    assert fillers(heard) is None
