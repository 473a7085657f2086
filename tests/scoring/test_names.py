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


@given(st.text(), st.lists(st.text(max_size=12), max_size=3))
def test_any_text_and_names(text: str, names: list[str]) -> None:
    assert isinstance(with_names(text, names), str)
