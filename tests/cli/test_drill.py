"""``voicecoach drill``, ``today`` and ``deck`` as they are typed, without devices."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.cli.drilling import STRONG, data, log
from voicecoach.cli import main
from voicecoach.domain.deck import DrillRecord, Review
from voicecoach.history.database import FILE, Database
from voicecoach.history.decks import DeckStore
from voicecoach.history.store import open_store
from voicecoach.review.deck_files import HEADERS, Note, to_csv

__all__ = ["data"]
pytestmark = pytest.mark.usefixtures("data")
REPLIES = f"{STRONG}\nokay thanks bye\n{STRONG}\n"
BERLIN = ZoneInfo("Europe/Berlin")


def practised(data: Path, cards: int, moment: datetime, grade: int = 3) -> None:
    """So many cards graded once, as if at that moment."""
    from voicecoach import settings
    from voicecoach.app.drills.deck import DAILY, Desk

    desk = Desk(settings.load())
    keys = desk.keys(desk.modes.get(DAILY))[:cards]
    day = (moment - timedelta(hours=4)).date()
    made = [Review("d0", key, moment, day, "No.", grade, grade, 70, 1.0, 40.0) for key in keys]
    data.mkdir(parents=True)
    store = DeckStore(Database(data / FILE))
    store.take_in(made, [DrillRecord("d0", "daily", moment, day)])
    store.close()


def typed(text: str, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    return main(["drill", "--typed", *words])


def today(capsys: pytest.CaptureFixture[str]) -> dict:
    assert main(["today", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_typed_drill_from_a_pipe_is_held_graded_and_kept(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert typed(REPLIES, monkeypatch, "--cards", "3") == 0
    shown = capsys.readouterr().out
    assert "2 hits, 1 miss, best streak 1." in shown
    assert "Tomorrow 1 card comes back." in shown
    assert [one.grade for one in log(data)] == [3, 1, 3]
    with open_store(data) as store:
        call = store.get()
    assert [turn.reply.text for turn in call.turns] == REPLIES.splitlines()
    assert call.title == "Drill: The daily ten minutes"
    assert log(data)[0].drill == call.id
    assert typed(REPLIES, monkeypatch, "rapid-fire", "--cards", "1") == 0
    assert "in the last drill 67 %" in capsys.readouterr().out


def test_moves_choose_the_cards(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert typed(REPLIES, monkeypatch, "--moves", "use-name", "--cards", "2") == 0
    with open_store(data) as store:
        assert {turn.line.situation for turn in store.get().turns} == {"gives-a-name"}
    assert typed(REPLIES, monkeypatch, "--moves", "use-nam") == 1
    assert "no move 'use-nam'" in capsys.readouterr().err


@pytest.mark.parametrize("mode", ["rapidfire", "ladders"])
def test_an_unknown_drill_is_told(mode: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", mode]) == 1
    assert "Did you mean" in capsys.readouterr().err


def test_a_broken_file_of_own_drills_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "CONFIG" / "voicecoach" / "drills.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("modes:\n  - {key: mine, name: Mine, help: My own.}\n")
    assert main(["drill", "--list", "--json"]) == 0
    modes = json.loads(capsys.readouterr().out)["modes"]
    assert [mode["key"] for mode in modes][-1] == "mine"
    own.write_text("modes:\n  - {key: mine, name: Mine, help: My own., minuets: 3}\n")
    assert main(["drill", "--list"]) == 1
    assert f"{own}:2: modes.0.minuets" in capsys.readouterr().err


def test_without_a_command_it_is_today(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    first = capsys.readouterr().out
    assert main(["today"]) == 0
    assert first == capsys.readouterr().out
    assert "Next: 5 cards" in first


def test_back_from_three_weeks_away(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """H-31: what fits the usual ten minutes, when the rest is done, and no reproach."""
    began = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
    practised(data, 60, began)
    with time_machine.travel(began + timedelta(days=21), tick=True):
        told = today(capsys)
        assert main(["today"]) == 0
    text = capsys.readouterr().out
    assert told["due"] == 60
    assert told["proposed"] == 15
    assert told["minutes"] <= 10
    assert told["rest"] == 45
    assert told["caught_up"] == "2026-03-26"
    assert "You last practised on Monday 2 March." in text
    assert "The other 45 can wait" in text
    for word in ("miss", "fail", "lost", "streak", "late", "overdue", "should"):
        assert word not in text.lower()


@pytest.mark.slow
@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_days_on_both_sides_of_a_clock_change(
    data: Path, change: date, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """H-30: practised at 4:30, the day before the clocks change and on that day."""
    early = datetime(change.year, change.month, change.day, 4, 30, tzinfo=BERLIN)
    for count, moment in enumerate((early - timedelta(days=1), early), start=1):
        with time_machine.travel(moment, tick=True):
            assert typed(REPLIES, monkeypatch, "--cards", "1") == 0
            capsys.readouterr()
            told = today(capsys)
            assert told["day"] == moment.date().isoformat()
            assert told["done"] == 1
        assert len(log(data)) == count
    offsets = [one.at.utcoffset() for one in log(data)]
    assert offsets[0] != offsets[1]
    with time_machine.travel(datetime(2026, 12, 12, 12, tzinfo=BERLIN), tick=True):
        assert today(capsys)["last_day"] == change.isoformat()
    days = [one.day for one in log(data)]
    assert days == [change - timedelta(days=1), change]


def test_the_hour_at_which_a_day_ends_can_be_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "CONFIG" / "voicecoach" / "config.toml"
    config.parent.mkdir(parents=True)
    with time_machine.travel(datetime(2026, 5, 5, 1, 0, tzinfo=BERLIN), tick=True):
        assert today(capsys)["day"] == "2026-05-04"
        config.write_text("day_ends = 0\nnew_cards = 2\n")
        assert today(capsys)["day"] == "2026-05-05"
        assert today(capsys)["new"] == 2
    config.write_text("day_ends = 25\n")
    assert main(["today"]) == 1
    assert "an hour after midnight, 0 to 12" in capsys.readouterr().err


def test_export_then_import_is_the_same_deck(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert typed(REPLIES, monkeypatch, "--cards", "3") == 0
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert main(["deck", "export", str(first)]) == 0
    before = log(data)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "ELSEWHERE"))
    assert main(["deck", "import", str(first)]) == 0
    assert main(["deck", "import", str(first)]) == 0
    assert main(["deck", "export", str(second)]) == 0
    shown = capsys.readouterr().out
    assert "3 new grades" in shown
    assert "0 new grades" in shown
    assert first.read_bytes() == second.read_bytes()
    assert log(tmp_path / "ELSEWHERE" / "voicecoach") == before
    assert main(["deck", "export", str(first)]) == 1
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "no deck"),
        ("[]", "no deck"),
        ('{"format": 2}', "newer voicecoach"),
        ('{"format": 1, "reviews": [{}], "drills": []}', "no deck"),
        ('{"format": 1}', "no deck"),
    ],
)
def test_what_is_no_deck_is_told(
    data: Path, tmp_path: Path, content: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.json"
    file.write_text(content)
    assert main(["deck", "import", str(file)]) == 1
    assert told in capsys.readouterr().err
    assert not (data / FILE).exists()


def test_anki_reads_the_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "deck.csv"
    assert main(["deck", "export", str(file)]) == 0
    raw = file.read_bytes()
    assert raw.startswith(b"#separator:Comma\n#html:true\n")
    lines = raw.decode().splitlines()[len(HEADERS) :]
    rows = list(csv.reader(lines))
    assert len(rows) == len(lines) > 100
    assert all(len(row) == 3 and row[0] and row[1] for row in rows)
    assert json.loads(_overview(capsys))["cards"] == len(rows)


def _overview(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["deck", "--json"]) == 0
    return capsys.readouterr().out


def test_no_field_breaks_the_csv() -> None:
    """H-43: breaks, markup, quotes, commas, a leading #."""
    front, back = '#1, "no"\r\nsorry', "a < b & c,\nnext"
    text = to_csv([Note(front, back, ("x", "y/z"))])
    rows = list(csv.reader(text.splitlines()[len(HEADERS) :]))
    assert rows == [['#1, "no"<br>sorry', "a &lt; b &amp; c,<br>next", "x y/z"]]
    assert text.splitlines()[len(HEADERS)].startswith('"#1')


@pytest.mark.slow
def test_first_and_latest_answers_to_the_same_no(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["deck", "hear"]) == 1
    assert "no two recordings" in capsys.readouterr().err
    for text in ("okay bye", "who else", STRONG):
        assert typed(f"{text}\n", monkeypatch, "--moves", "use-name", "--cards", "1") == 0
    # Typed replies have no sound: say that these had.
    with open_store(data) as store:
        calls = [store.get(row.id) for row in store.list()]
        cards = [call.turns[0].line.key for call in calls]
        for call in calls:
            turn = call.turns[0]
            line = replace(turn.line, key=cards[0])
            reply = replace(turn.reply, recording="recordings/x.flac")
            store.add_turn(call.id, replace(turn, line=line, reply=reply))
    capsys.readouterr()
    assert main(["deck", "hear", cards[0], "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["card"] == cards[0]
    assert [told[name]["reply"]["text"] for name in ("first", "latest")] == ["okay bye", STRONG]
