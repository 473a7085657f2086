"""That is not what I said: words put right in a kept call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.history.making import call, spoken, turn
from tests.review.making import ADVICE
from voicecoach.app.look_back import correcting
from voicecoach.app.look_back.correcting import Judges, put_right, undo
from voicecoach.domain.turn import Verdict
from voicecoach.errors import VoiceCoachError
from voicecoach.history.store import Store, open_store
from voicecoach.review import captions
from voicecoach.review.report import make_report

SAID = "i meat you at ten who else could i call"


class Lengths:
    """Scores the number of words."""

    def of(self, store: Store) -> Lengths:
        return self

    def judge(self, situation: str, contact: str, reply: str) -> Verdict:
        return Verdict(len(reply.split()), "good", asked=True)


JUDGES = cast("Judges", Lengths())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        opened.begin(call())
        opened.add_turn(call().id, turn(1, text=SAID, score=50))
        opened.add_turn(call().id, turn(2, text="typed words", source="typed"))
        yield opened


def words(store: Store) -> list[tuple[str, float | None, float | None]]:
    (first, *_) = make_report(store.get(), ADVICE).turns
    return [(w.text, w.begins, w.ends) for piece in first.pieces for w in piece.words]


def test_a_word_is_put_right_and_the_others_keep_their_times(store: Store) -> None:
    before = words(store)
    done = put_right(store, "last", 1, "i meet you at ten who else could i call", judges=JUDGES)
    after = words(store)
    assert [one[1:] for one in before] == [one[1:] for one in after]
    assert after[1][0] == "meet"
    assert done.after.verdict == Verdict(10, "good", asked=True)
    kept = store.get().turns[0]
    assert kept.reply.transcript == spoken(SAID)
    assert make_report(store.get(), ADVICE).turns[0].heard == SAID
    undo(store, "last")
    assert store.get().turns[0] == turn(1, text=SAID, score=50)
    assert words(store) == before


@pytest.mark.parametrize(
    "said",
    [
        "i am going to meet you at ten who else could i call",  # one into more
        "i meat you who else could i call",  # two are gone
        "who else",
        "completely different",
    ],
)
def test_unchanged_cues_of_the_captions_stay(store: Store, said: str) -> None:
    heard = spoken("hello dana", ("i meat you at ten", 3.0), ("who else could i call", 9.0))
    reply = replace(turn(1).reply, text=heard.text, transcript=heard)
    store.add_turn(call().id, replace(turn(1), reply=reply))
    before = captions.of_reply(make_report(store.get(), ADVICE).turns[0])
    put_right(store, "last", 1, f"hello dana {said} who else could i call", judges=JUDGES)
    after = captions.of_reply(make_report(store.get(), ADVICE).turns[0])
    assert (before[0].begin, before[-1].end) == (after[0].begin, after[-1].end)
    begins = [cue.begin for cue in after]
    assert begins == sorted(begins)


@given(st.lists(st.sampled_from(["i", "meat", "you", "at", "new", "words", "call"]), min_size=1))
def test_times_never_run_backwards(said: list[str]) -> None:
    reply = replace(turn(1, text=SAID).reply, text=" ".join(said))
    (shown,) = make_report(call("c", replace(turn(1), reply=reply)), ADVICE).turns
    times = [
        time
        for piece in shown.pieces
        for word in piece.words
        for time in (word.begins, word.ends)
        if time is not None
    ]
    assert times == sorted(times)


@pytest.mark.parametrize(
    ("number", "text", "told"),
    [
        (2, "x", "not heard"),
        (3, "x", "no turn 3"),
        (1, " \0 ", "nothing is left"),
        (1, "x" * 9999, "9,999"),
    ],
)
def test_what_cannot_be_put_right_is_told(store: Store, number: int, text: str, told: str) -> None:
    with pytest.raises(VoiceCoachError, match=told):
        put_right(store, "last", number, text, judges=JUDGES)
    with pytest.raises(VoiceCoachError, match="Nothing was put right"):
        undo(store, "last")


def test_the_same_words_change_nothing(store: Store) -> None:
    done = put_right(store, "last", 1, SAID, judges=JUDGES)
    assert done.before is done.after


def test_names_that_were_put_right_are_expected_from_then_on(store: Store) -> None:
    put_right(store, "last", 1, SAID.replace("you", "Okonkwo"), judges=JUDGES)
    assert "Okonkwo" in correcting.vocabulary.load(store.folder)
