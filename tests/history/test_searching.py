"""Search: what people type is literal, ranked, and never raises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.history.making import BEGAN, call, turn
from voicecoach.history.searching import Hit, expression
from voicecoach.history.store import Store, open_store

SAID = {
    1: "i don't know any sister companies",
    2: "could we do a follow-up at two thirty",
    3: "is o'brien there",
    4: "who else in the company should i call about this and would you mind if i call them today",
    5: "who else",
    6: "that is 100% fine (really) [unk]",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        opened.begin(call())
        for number, text in SAID.items():
            contact = "Ask for Zoë, she runs the sister company." if number == 5 else "Nothing."
            opened.add_turn(call().id, turn(number, text=text, contact=contact, source="typed"))
        yield opened


def found(store: Store, typed: str) -> list[int]:
    return [hit.number for hit in store.search(typed)]


def text(hit: Hit) -> str:
    return "".join(f"*{piece.text}*" if piece.hit else piece.text for piece in hit.snippet)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("sister compan*", [1, 5]),
        ("sister company", [5]),
        ("don't", [1]),
        ("don’t", [1]),
        ("DON`T", [1]),
        ("follow-up", [2]),
        ("follow up", [2]),
        ("2:30", [2]),
        ("O'Brien", [3]),
        ('"who else in"', [4]),
        ('"else who"', []),
        ("“who else”", [5, 4]),
        ("else who", [5, 4]),
        ("100%", [6]),
        ("(really)", [6]),
        ("zoe", [5]),
        ("nosuchword", []),
        ("who AND else", [4]),
        ("who OR nothing", []),
        ("NOT who", []),
        ("reply: who", []),
    ],
)
def test_words_are_words(store: Store, typed: str, numbers: list[int]) -> None:
    assert found(store, typed) == numbers


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "*", '"', '""', "'", "''", "(", ")", "[", "]", "-", "--", "^", "{}", ":"),
        *("a*b*", '"unclosed', 'clo"sed', "NEAR(", "NEAR/2", "AND", "OR", "NOT", "a AND", "+", "."),
        *(
            "'; DROP TABLE turns; --",
            "reply:",
            "{reply}:x",
            "col : x",
            "\x00",
            "a\x00b",
            "\x02\x03",
        ),
        *(
            "x" * 10_000,
            "a b " * 2_500,
            '"' * 10_000,
            "*" * 10_000,
            "\udc80",
            "🎉",
            "e\u0301",
            "\n",
        ),
        *("don't " * 3_000, "（", "ﬁ", "İ", "ß*"),
    ],
)
def test_nothing_that_is_typed_raises(store: Store, typed: str) -> None:
    assert isinstance(found(store, typed), list)
    assert len(store.list()) == 1


@given(st.text(alphabet=st.sampled_from("ab'\"*-()[]{}:^+.,!?’“”\x00\x02é \n"), max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_mixture_of_signs_raises(store: Store, typed: str) -> None:
    found(store, typed)


@given(st.text(max_size=40))
def test_a_query_is_made_of_quoted_words_only(typed: str) -> None:
    made = expression(typed)
    assert made.count('"') % 2 == 0
    assert set("".join(made.split('"')[::2])) <= {" ", "*"}


def test_the_snippet_shows_what_was_found_as_it_was_said(store: Store) -> None:
    caller, contact = store.search("sister compan*")
    assert (contact.side, text(contact)) == (
        "contact",
        "Ask for Zoë, she runs the *sister* *company*.",
    )
    assert (caller.side, text(caller)) == ("caller", "i don't know any *sister* *companies*")
    assert (
        text(store.search("mind")[0])
        == "… call about this and would you *mind* if i call them today"
    )


def test_what_fits_closer_comes_first_and_of_equals_the_newest(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for number, id_ in enumerate(("c1", "c2")):
            store.begin(call(id_, began=BEGAN + timedelta(days=number)))
            store.add_turn(id_, turn(1, text="who else"))
        store.add_turn("c1", turn(2, text=SAID[4]))
        assert [(hit.call_id, hit.number) for hit in store.search("who else")] == [
            *(("c2", 1), ("c1", 1), ("c1", 2))
        ]
        assert len(store.search("who else", limit=2)) == 2
