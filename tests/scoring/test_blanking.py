from __future__ import annotations

import pytest

from voicecoach.scoring.blanking import in_whole, repeated, spoken, without
from voicecoach.scoring.text import folded


def test_what_is_left_keeps_its_place() -> None:
    reply = folded("Sorry about the noise. Who else is there?")
    rest = without(reply, [(0, 4)])
    assert rest.plain == "who else is there"
    assert len(rest.text) == len(reply.text)
    assert in_whole(rest, (0, 4), reply) == (4, 8)


@pytest.mark.parametrize(
    ("reply", "line", "found"),
    [
        ("Okay, stop calling.", "Stop calling!", [(1, 3)]),
        ("You said: nobody here hires. Who does?", "Sorry. Nobody here hires.", []),
        ("nobody hires here now is it", "Sorry. Nobody hires here now.", [(0, 4)]),
        ("Thank you for that.", "Thank you. I know of no jobs.", []),
        ("Who else?", "", []),
    ],
)
def test_where_the_contacts_line_is_repeated(
    reply: str, line: str, found: list[tuple[int, int]]
) -> None:
    assert repeated(folded(reply), line) == found


def test_wordings_end_with_the_word() -> None:
    reply = folded("I am sorry, the doggedness, sorry the dog")
    assert spoken(reply, ["sorry the dog"]) == [(5, 8)]
