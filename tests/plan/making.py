"""Made-up people and calls."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from voicecoach import assets
from voicecoach.plan.book import FILE, load_book
from voicecoach.plan.calls import RealCall
from voicecoach.plan.people import TEXTS, Person, several_lines, tidied

BOOK = load_book(assets.scenarios() / FILE)
ADDED = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1)))
AWKWARD = st.sampled_from(
    ["+49 170 0123", "0730907665", "=HYPERLINK(1)", "-2+3", "@x", "'", "''", "'=1", "a;b,c", '"']
)
TEXT = st.one_of(st.text(max_size=12), AWKWARD, st.builds("{}\t{}".format, AWKWARD, AWKWARD))


def person(name: str = "Dana Price", id_: str = "", **more: Any) -> Person:
    return Person(id_ or name.casefold().replace(" ", "-"), name, ADDED, **more)


def call(who: str, about: str = "lead", due: date | None = None, **more: Any) -> RealCall:
    return RealCall(more.pop("id", f"{who}-{about}"), who, about, due, **more)


MOMENT = st.builds(
    lambda offset, seconds: (ADDED + timedelta(seconds=seconds)).astimezone(
        timezone(timedelta(minutes=15 * offset))
    ),
    st.integers(-48, 56),
    st.integers(-(10**8), 10**8),
)


@st.composite
def people(draw: st.DrawFn, id_: str = "dana") -> Person:
    texts = {name: draw(TEXT) for name in TEXTS}
    return tidied(
        Person(
            id_,
            added=draw(MOMENT),
            may_use=draw(st.sampled_from(["", "yes", "no"])),
            facts=tuple(draw(st.lists(TEXT, max_size=3))),
            **{**texts, "name": "N" + texts["name"]},
        )
    )


@st.composite
def calls(draw: st.DrawFn, id_: str, who: str = "dana") -> RealCall:
    return RealCall(
        id_,
        who,
        draw(st.sampled_from(list(BOOK.kinds))),
        draw(st.none() | st.dates()),
        draw(st.none() | st.times().map(lambda at: time(at.hour, at.minute))),
        draw(st.none() | st.just(ADDED)),
        objection=draw(st.sampled_from(["", "no-jobs", "too-busy"])),
        outcome=draw(st.sampled_from(["", *BOOK.outcomes])),
        said=several_lines(draw(TEXT)),
        may_use=draw(st.sampled_from(["", "yes", "no"])),
        gave=tuple(draw(st.lists(st.sampled_from(["ruth", "leo"]), max_size=2, unique=True))),
        moved=draw(st.integers(0, 9)),
    )
