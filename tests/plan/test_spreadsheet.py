"""People and calls into a spreadsheet and back (H-41)."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.making import ADDED, BOOK, TEXT, call, calls, people, person
from voicecoach.errors import DataFileError
from voicecoach.plan.spreadsheet import COLUMNS, MARK, from_csv, guarded, to_csv, unguarded


def taken(text: str, known=()):
    return from_csv(text, "x.csv", known, BOOK, ADDED)


@settings(max_examples=30)
@given(people("a"), people("b"), calls("1", "a"), calls("2", "b"), calls("3", "b"), st.booleans())
def test_what_was_written_comes_back_the_same(a, b, one, two, three, semicolons) -> None:
    text = to_csv([a, b], [one, two, three], separator=";" if semicolons else ",")
    back = taken(text.encode("utf-8").decode("utf-8"))
    assert back.people == (a, b)
    assert back.calls == (one, two, three)
    assert taken(to_csv([a, b], None)).people == (a, b)


@given(TEXT)
def test_a_guarded_cell_comes_back_and_computes_nothing(text: str) -> None:
    assert unguarded(guarded(text)) == text
    if guarded(text)[:1] in set("=@\t\r\n"):
        raise AssertionError(text)


@pytest.mark.parametrize("number", ["+49 170 0123", "0730907665", "+1 (555) 010-0199", "-5"])
def test_a_number_stays_as_it_is(number: str) -> None:
    assert guarded(number) == number


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "-2+3", "+cmd|' /C calc'!A0", "@SUM(A1)", "'=1", "''"]
)
def test_a_formula_is_defused(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_a_spreadsheet_finds_its_mark_and_a_row_a_call() -> None:
    text = to_csv([person("Dana Price", phone="+49 1"), person("Ruth")], [call("ruth", id="7")])
    assert text.startswith(MARK)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(MARK), newline="")))
    assert list(rows[0]) == list(COLUMNS)
    assert [(row["person"], row["phone"], row["call"]) for row in rows] == [
        *(("dana-price", "+49 1", ""), ("ruth", "", "7"))
    ]


def test_a_list_of_somebody_s_own_is_read() -> None:
    text = (
        f"{MARK}Full Name;Employer;Mobile;Shoe size\r\nJörg Müller;Söhne & Co;0170 12;43\r\n;;;\r\n"
    )
    (one,) = taken(text).people
    assert (one.id, one.name, one.company, one.phone) == (
        *("jorg-muller", "Jörg Müller", "Söhne & Co", "0170 12"),
    )
    assert one.added == ADDED


def test_who_is_known_is_changed_and_keeps_what_the_file_does_not_tell() -> None:
    known = person("Dana Price", phone="+49 1", notes="likes tea")
    (same,) = taken("name,phone\ndana price,+49 2\n", [known]).people
    assert (same.id, same.phone, same.notes) == ("dana-price", "+49 2", "likes tea")
    (other,) = taken("name,company\nDana Price,Hale\n", [known]).people
    assert other.id == "dana-price-2"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "x.csv:1: there is no column `name`"),
        ("phone\n1\n", "x.csv:1: there is no column"),
        ("name,phone\n,12\n", "x.csv:2: A person needs a name"),
        ("name,call,about\nDana,1,lunch\n", "x.csv:2: There is no kind of call 'lunch'"),
        ("name,call,about,due\nDana,1,lead,soon\n", "x.csv:2: due: "),
        ("name,may use\nDana,maybe\n", "x.csv:2: may_use: "),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, words: str) -> None:
    with pytest.raises(DataFileError) as caught:
        taken(text)
    assert words in str(caught.value)
