"""Who is meant, who gave whose name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.making import people, person
from voicecoach.errors import VoiceCoachError
from voicecoach.plan.people import NoPersonError, decode, encode, find, new_id, tidied, tree

KNOWN = [person("Dana Price"), person("Dana Hale"), person("Ruth Hale"), person("Jörg Müller", "x")]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("dana-price", 0), ("DANA HALE", 1), ("ruth", 2), ("price", 0), ("müll", 3), (" x ", 3)],
)
def test_somebody_is_found_by_id_name_or_beginning(wanted: str, found: int) -> None:
    assert find(KNOWN, wanted) is KNOWN[found]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("dana", "more than one person: dana-price, dana-hale"),
        ("dana prce", "Did you mean dana-price"),
        ("zoe", 'people add "zoe"'),
        ("", "nobody called"),
    ],
)
def test_who_is_not_found_is_told(wanted: str, words: str) -> None:
    with pytest.raises(NoPersonError) as caught:
        find(KNOWN, wanted)
    assert words in str(caught.value)


def test_an_id_is_plain_and_its_own() -> None:
    assert new_id("Jörg  O'Müller", []) == "jorg-o-muller"
    assert new_id("Dana", ["dana", "dana-2"]) == "dana-3"
    assert new_id("李雷", []) == "person"


@settings(max_examples=25)
@given(people())
def test_a_person_is_kept_as_they_are(one) -> None:
    assert decode(encode(one)) == one
    assert tidied(one) == one


def test_nobody_is_without_a_name() -> None:
    with pytest.raises(VoiceCoachError, match="needs a name"):
        tidied(person(" \n", "x"))


@settings(max_examples=50)
@given(st.lists(st.integers(0, 6), min_size=7, max_size=7))
def test_the_tree_has_everybody_once_also_where_links_go_round(sources: list[int]) -> None:
    everybody = [person(f"P{n}", source=f"p{source}") for n, source in enumerate(sources)]
    assert sorted(one.id for _, one in tree(everybody)) == [f"p{n}" for n in range(7)]


def test_the_tree_shows_who_gave_whose_name() -> None:
    everybody = [person("A"), person("C", source="b"), person("B", source="a"), person("D")]
    assert [(depth, one.id) for depth, one in tree(everybody)] == [
        *((0, "a"), (1, "b"), (2, "c"), (0, "d"))
    ]
