from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dialogue.making import advice
from voicecoach.dialogue import details, loader

SAMPLES = {
    "name": "Sam Lee",
    "occupation": "electrician",
    "years": "six",
    "company": "Harbor Foods",
    "industry": "packaging",
    "phone": "five five five, oh one three four",
}


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("I work[ at {company}].", {}, "I work."),
        ("I work[ at {company}].", {"company": "Calder"}, "I work at Calder."),
        ("[In {industry}, ]we hire nobody.", {}, "We hire nobody."),
        ("No. [In {industry}, ]we hire nobody.", {}, "No. We hire nobody."),
        ("I'm a {occupation}.", {"occupation": "electrician"}, "I'm an electrician."),
        ("I'm an {occupation}.", {"occupation": "driver"}, "I'm a driver."),
        ("Hi[, {name}], what is it?", {"name": " "}, "Hi, what is it?"),
        ("Hi[, {name}].", {"name": "A [b] {company}\n\tc"}, "Hi, A b company c."),
        ("[I'm {name}, ][a {occupation}]", {"name": "Sam"}, "I'm Sam,"),
    ],
)
def test_filled_or_left_out(text: str, known: dict[str, str], expected: str) -> None:
    assert details.fill(text, known) == expected


def test_a_value_is_never_taken_for_a_template() -> None:
    assert details.fill("[{name}] here.", {"name": "{phone}", "phone": "1"}) == "phone here."


@given(st.text(max_size=60), st.dictionaries(st.sampled_from([*SAMPLES, "x"]), st.text()))
def test_whatever_is_filled_in_leaves_no_mark_of_a_template(
    text: str, known: dict[str, str]
) -> None:
    around = "".join(c for c in text if c not in "{}[]\x00")
    filled = details.fill(f"{around}[ at {{company}}] {{name}}", known)
    assert not set("{}[]\x00") & set(filled)
    assert "  " not in filled


@pytest.mark.parametrize(
    "text", ["I work at {company}.", "Call {name}, please.", "Sure [if {x}", "[ and {name}] a ."]
)
def test_a_hole_is_found(text: str) -> None:
    assert details.reads_badly(text, SAMPLES)


@pytest.mark.parametrize("key", loader.available())
def test_every_line_reads_clean_with_every_subset_of_details(key: str) -> None:
    scenario = loader.load_builtin(key, advice())
    for name, line in scenario.lines.items():
        for text in line.texts:
            assert details.names(text) <= set(details.KNOWN), name
            assert details.reads_badly(text, SAMPLES) == "", name
            for known in details.subsets(text, SAMPLES):
                assert "{" not in details.fill(text, known)
