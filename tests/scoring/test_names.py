from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.scoring.names import with_names

NAMES = ["Dana Price", "Harbor Packaging", "Hanssen", "Lee"]


@pytest.mark.parametrize(
    ("text", "put_right"),
    [
        ("Hi, this is for dana bryce I think.", "Hi, this is for Dana Price I think."),
        ("Is Harbour Packing hiring?", "Is Harbor Packaging hiring?"),
        ("Thank you, Mr. Hansen!", "Thank you, Mr. Hanssen!"),
        ("May I use Dana Price's name?", "May I use Dana Price's name?"),
        ("May I use Dana Bryce's name?", "May I use Dana Price's name?"),
        ("Thanks Dana.", "Thanks Dana."),
        ("I saw nothing of it at all there.", "I saw nothing of it at all there."),
        ("Let me say who I am.", "Let me say who I am."),
        ("", ""),
    ],
)
def test_names_are_put_right_by_their_sound(text: str, put_right: str) -> None:
    assert with_names(text, NAMES) == put_right


SOUNDS = {"Siobhan Kelly": "shivawn Kelly", "Xochitl": "sochee", "Nguyen": "win"}


@pytest.mark.parametrize(
    ("text", "put_right"),
    [
        ("may i say that shivon kelly sent me", "may i say that Siobhan Kelly sent me"),
        ("is shevaun kelley's number still right", "is Siobhan Kelly's number still right"),
        ("Siobhan Kelly and shivon kelly", "Siobhan Kelly and shivon kelly"),  # it is there
        ("we will win this", "we will win this"),  # too short to tell by its sound
    ],
)
def test_a_name_is_found_by_how_it_is_told_to_sound(text: str, put_right: str) -> None:
    assert with_names(text, SOUNDS) == put_right
    if put_right != text:
        assert with_names(text, list(SOUNDS)) != put_right, "its letters alone do not tell"


@given(st.text(), st.lists(st.text(max_size=12), max_size=3))
def test_any_text_and_names(text: str, names: list[str]) -> None:
    assert isinstance(with_names(text, names), str)
