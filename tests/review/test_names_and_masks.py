"""Names left out and words masked, wherever a report shows them; what is kept stays as it is."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.history.making import call, spoken, turn
from tests.review.making import ADVICE
from voicecoach.domain.turn import Turn
from voicecoach.review.marking import Piece, Said
from voicecoach.review.masking import masked
from voicecoach.review.private import without_names
from voicecoach.review.report import Report, make_report
from voicecoach.review.rewriting import rewritten
from voicecoach.web.rendering import render


def heard(text: str) -> Turn:
    made = turn(1, 1, text)
    return replace(made, reply=replace(made.reply, transcript=spoken(text)))


def report(text: str, name: str = "Dana Price", company: str = "Hale Tools") -> Report:
    made = call("c", heard(text))
    contact = replace(made.contact, name=name, company=company)
    return make_report(replace(made, contact=contact), ADVICE)


def words(shown: Report) -> str:
    (one,) = shown.turns
    return " ".join(word.text for piece in one.pieces for word in piece.words)


def test_a_name_of_two_words_is_left_out_where_every_word_has_its_time() -> None:
    made = without_names(report("i would love to work at hale tools with you"))
    assert words(made) == "I would love to work at the company with you."
    assert "hale" not in json.dumps(made.plain()).casefold()
    page = render("mail.html", report=made, sounds={}, left_out=0, with_names=False, style="")
    assert "hale" not in re.sub("<[^>]*>", "", page).casefold()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Will you ask Will to call me?", "Will you ask somebody to call me?"),
        ("Thanks. May I use May's name?", "Thanks. May I use somebody's name?"),
        ("I will ask Mark. Will said so.", "I will ask somebody. somebody said so."),
        ("Mark my words, Mark.", "Mark my words, somebody."),
        ("So will they, Ann.", "So will they, somebody."),
        ("Did Will leave?", "Did somebody leave?"),
    ],
)
def test_a_name_that_is_a_verb_is_left_alone_where_it_is_one(said: str, shown: str) -> None:
    made = make_report(call("c", turn(1, 1, said, source="typed")), ADVICE)
    people = ("Will Kim", "May Lee", "Mark Oz", "Ann")
    assert words(without_names(made, people)) == shown


def test_a_contact_whose_name_is_a_verb() -> None:
    made = without_names(report("will you help me will kim said you will", "Will Kim"))
    assert words(made) == "Will you help me the contact said you will?"


def test_masked_words_are_masked_in_every_view_and_nowhere_else() -> None:
    kept = report("oh damn, the hello was hell")
    made = masked(kept, "damn, HELL")
    assert words(made) == "Oh d***, the hello was h***."
    assert "damn" not in json.dumps(made.plain())
    assert "damn" in words(kept)
    assert made.id == kept.id


@pytest.mark.parametrize("none", [None, "", " , ;"])
def test_nothing_is_masked_without_words(none: str | None) -> None:
    kept = report("oh damn")
    assert masked(kept, none) is kept


SOME = st.lists(st.sampled_from(["hale", "tools", "the", "Hale", "a"]), min_size=1, max_size=12)


@given(SOME, st.integers(1, 4))
def test_no_cut_of_the_words_lets_a_name_through(texts: list[str], size: int) -> None:
    said = [Said(text, float(n), n + 0.5) for n, text in enumerate(texts)]
    cut = [tuple(said[n : n + size]) for n in range(0, len(said), size)]
    pieces = tuple(Piece(" ".join(one.text for one in row), (), None, row) for row in cut)
    made = rewritten(pieces, re.compile(r"hale\s+tools", re.IGNORECASE), lambda _: "it")
    left = " ".join(word.text for piece in made for word in piece.words)
    assert left == re.sub(r"(?i)hale\s+tools", "it", " ".join(texts))
    assert left == " ".join(piece.text for piece in made)
    times = [word.begins for piece in made for word in piece.words]
    assert times == sorted(times)
