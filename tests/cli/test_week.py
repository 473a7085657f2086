"""The articles' week from Monday to Monday, as it is typed, with a clock that is set."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine

from tests.cli.drilling import STRONG, data
from voicecoach.cli import main

__all__ = ["data"]
pytestmark = [pytest.mark.usefixtures("data"), pytest.mark.slow]
BERLIN = ZoneInfo("Europe/Berlin")
Capture = pytest.CaptureFixture[str]


class Typist:
    """Types commands at a moment and reads what comes of them."""

    def __init__(self, capsys: Capture) -> None:
        self._capsys = capsys
        self.day = 23

    def __call__(self, *words: str, status: int = 0) -> str:
        month, day = (11, self.day) if self.day <= 30 else (12, self.day - 30)
        moment = datetime(2026, month, day, 9, 0, tzinfo=BERLIN)
        with time_machine.travel(moment):
            assert main(list(words)) == status
        shown = self._capsys.readouterr()
        return shown.out + shown.err

    def json(self, *words: str) -> Any:
        return json.loads(self(*words, "--json"))

    def next(self) -> list[tuple[str, str, str]]:
        found = self.json("calls", "next")["next"]
        return [(one["person"], one["about"], one["due"][5:]) for one in found]

    def goals(self) -> dict[str, tuple[int, int]]:
        goals = self.json("week")["goals"]
        return {goal["kind"]: (goal["done"], goal["wanted"]) for goal in goals}


@pytest.fixture
def at(capsys: Capture) -> Typist:
    return Typist(capsys)


def monday(at: Typist) -> None:
    """Five people: a friend who forgot, an application, a name, two to ask for an interview."""
    at("people", "add", "Ruth Hale", "--role", "past co-worker", "--about", "waiting")
    at("people", "add", "Philip Moore", "--company", "Kendal Glass", "--about", "application")
    at("people", "add", "Walter Kim", "--company", "Harlan Medical", "--from", "a neighbour")
    at("people", "add", "Anna Wells", "--company", "Coastline", "--about", "interview")
    at("people", "add", "Tom Berg", "--about", "interview", "--on", "tuesday 9:30")


def test_the_week_of_the_articles(at: Typist) -> None:
    monday(at)
    assert at.next() == [
        ("ruth-hale", "waiting", "11-23"),
        ("philip-moore", "application", "11-23"),
        ("walter-kim", "lead", "11-23"),
        ("anna-wells", "interview", "11-23"),
        ("tom-berg", "interview", "11-24"),
    ]
    assert at.goals() == {
        "lead": (0, 1),
        "interview": (0, 2),
        "application": (0, 1),
        "waiting": (0, 1),
    }
    shown = at(
        *("calls", "done", "ruth", "--outcome", "promised"),
        *("--objection", "no-reply-yet", "--said", "Oh dear, I forgot all about you."),
    )
    assert "Call again: Mon 2026-11-30" in shown
    shown = at(
        *("calls", "done", "walter", "--outcome", "lead", "--named", "Grace Miller"),
        *("--company", "Harlan Medical", "--may-use", "yes", "--objection", "not-my-job"),
    )
    assert "New in your network: Grace Miller" in shown
    assert "Call again: Mon 2026-12-07" in shown
    assert "  Grace Miller, Harlan Medical" in at("people", "tree").splitlines()
    assert at.next()[:2] == [
        ("philip-moore", "application", "11-23"),
        ("grace-miller", "lead", "11-23"),
    ]
    assert "you may say that Walter Kim sent you" in at("calls", "next")
    assert at.goals()["lead"] == (1, 2)
    assert at.json("deck")["met"] == 0  # their words are for tomorrow
    tuesday_to_friday(at)
    next_week(at)


def tuesday_to_friday(at: Typist) -> None:
    at.day = 24
    assert at.json("deck")["met"] == 1
    assert at.json("today")["due"] == 1
    shown = at(
        *("calls", "done", "philip", "--outcome", "promised"),
        *("--objection", "still-reviewing", "--back", "friday"),
    )
    assert "Call again: Fri 2026-11-27" in shown  # the caller's own day, not in 7 to 14
    assert "Call again: Tue 2026-12-01" in at("calls", "done", "anna", "--outcome", "meeting")
    assert "Call again: Wed 2026-11-25" in at("calls", "done", "tom", "--outcome", "nobody")
    assert at.goals() == {
        "lead": (1, 2),
        "interview": (1, 2),
        "application": (1, 1),
        "waiting": (1, 2),
    }
    at.day = 25
    assert at.next()[:2] == [("grace-miller", "lead", "11-23"), ("tom-berg", "interview", "11-25")]
    at("calls", "done", "tom", "--outcome", "meeting", "--back", "2026-12-02 10:15")
    shown = at("calls", "done", "--outcome", "no", "--objection", "do-not-call")  # Grace is next
    assert "They asked not to be called" in shown
    at.day = 27
    assert at.next()[0] == ("philip-moore", "waiting", "11-27")
    at("calls", "done", "philip", "--outcome", "number", "--objection", "turned-down")
    assert at.goals() == {
        "lead": (2, 2),
        "interview": (2, 2),
        "application": (1, 1),
        "waiting": (2, 2),
    }


def next_week(at: Typist) -> None:
    at.day = 30
    assert at.next() == [
        ("ruth-hale", "waiting", "11-30"),
        ("anna-wells", "touch", "12-01"),
        ("tom-berg", "touch", "12-02"),
        ("walter-kim", "touch", "12-07"),
        ("philip-moore", "touch", "12-11"),
    ]
    assert at.goals()["waiting"] == (0, 1)
    assert at.goals()["lead"] == (0, 0)
    assert "Rehearse the next one: voicecoach rehearse ruth-hale" in at("week")


def test_their_words_are_asked_in_the_drill_of_the_next_day(
    at: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monday(at)
    words = ("--objection", "voicemail", "--said", "Not you again.")  # no drill has voicemails
    at("calls", "done", "walter", "--outcome", "no", *words)
    at.day = 24
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{STRONG}\n"))
    assert "Walter Kim: Not you again." in at("drill", "--typed", "--cards", "1")
    assert at.json("today")["due"] == 0
    at("people", "remove", "walter", "--yes")
    assert at.json("deck")["met"] == 0


def test_everybody_you_wait_on_is_rehearsed_in_a_row(
    at: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monday(at)
    at("calls", "add", "philip", "--about", "waiting")
    monkeypatch.setattr("sys.stdin", io.StringIO("Okay, bye.\n" * 4))
    shown = at("rehearse", "--waiting", "--typed", "--seed", "1")
    assert "Call 1 of 2: Philip Moore" in shown or "Call 1 of 2: Ruth Hale" in shown
    assert shown.count("The call is over.") == 2
    listed = at("review", "--list")
    assert "Ruth Hale" in listed
    assert "Philip Moore" in listed


def test_calls_go_into_a_file_and_back_into_a_fresh_history(
    at: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monday(at)
    at("people", "edit", "ruth", "--phone", "+49 170 0123", "--notes", "=HYPERLINK(1)")
    at("people", "edit", "tom", "--phone", "0730907665", "--notes", "-2+3")
    at("calls", "done", "walter", "--outcome", "lead", "--named", "Grace Miller")
    file, before = tmp_path / "x.csv", at.json("people", "list")
    assert "Other people's names" in at("calls", "export", str(file), "--semicolons")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "fresh"))
    assert "6 people and 7 calls" in at("calls", "import", str(file))
    assert at.json("people", "list") == before
    assert "6 people and 7 calls" in at("people", "import", str(file))
    assert at.json("people", "list") == before


def test_the_calendar_is_taken_in_again_without_doubling(at: Typist, tmp_path: Path) -> None:
    monday(at)

    def exported(name: str) -> dict[str, icalendar.Event]:
        at("calls", "export", str(tmp_path / name))
        content = (tmp_path / name).read_bytes()
        events = icalendar.Calendar.from_ical(content).walk("VEVENT")
        return {str(event["uid"]): event for event in events}

    first = exported("a.ics")
    at("calls", "add", "tom", "--on", "friday 14:00")
    again = exported("b.ics")
    assert list(first) == list(again)
    (moved,) = [uid for uid in first if first[uid]["dtstart"].dt != again[uid]["dtstart"].dt]
    assert again[moved]["dtstart"].dt.isoformat() == "2026-11-27T13:00:00+00:00"
    assert again[moved]["sequence"] == 1


def test_a_call_of_yesterday_counts_for_its_own_day_and_week(at: Typist) -> None:
    monday(at)
    at.day = 30  # the Monday after
    words = ("--outcome", "number", "--objection", "turned-down", "--may-use", "no")
    shown = at("calls", "done", "philip", "--on", "friday 17:00", *words)
    assert "Call again: Fri 2026-12-11" in shown, "14 days from the Friday it was held"
    (held,) = [one for one in at.json("calls", "list", "philip")["calls"] if one["done"]]
    assert held["done"].startswith("2026-11-27T17:00:00+01:00")
    assert at.json("people", "show", "philip")["asked_of"] == "Philip Moore, 2026-11-27"
    assert at.goals()["application"] == (0, 0), "it was last week's"
    shown = at("calls", "done", "tom", "--outcome", "nobody", "--on", "-4")
    assert "Call again: Mon 2026-11-30" in shown, "the day to try again is over: today"
    assert "is still to come" in at("calls", "done", "anna", "--on", "2026-12-24", *words, status=1)


def test_wiping_removes_people_and_says_so(at: Typist, data: Path) -> None:
    monday(at)
    assert "people" in at("data", "wipe", "--yes")
    assert not data.exists()
    assert "Nobody is in your network yet" in at("people", "list")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["calls", "done", "ruth"], "What came of the call? Add --outcome"),
        (["calls", "done", "ruth", "--outcome", "nope"], "no outcome 'nope'"),
        (
            ["calls", "done", "ruth", "--outcome", "no", "--objection", "x"],
            "There is no objection 'x'",
        ),
        (["calls", "add", "zoe"], "nobody called 'zoe'"),
        (["calls", "add", "ruth", "--on", "someday"], "'someday' is no day"),
        (["calls", "add", "ruth", "--about", "lunch"], "no kind of call 'lunch'"),
        (["people", "add", "ruth hale"], "in your network already"),
        (["people", "remove", "ruth"], "Nothing was removed"),
        (["rehearse", "zoe", "--typed"], "nobody called 'zoe'"),
        (["people", "import", "nowhere.csv"], "cannot be read"),
    ],
)
def test_what_does_not_fit_is_told_and_changes_nothing(
    at: Typist, words: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    at("people", "add", "Ruth Hale")
    before = at.json("people", "list")
    assert told in at(*words, status=1)
    assert at.json("people", "list") == before
