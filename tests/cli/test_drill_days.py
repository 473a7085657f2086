"""Drills past the end of a day, under a clock that jumps, in modes of one's own, up the ladder."""

from __future__ import annotations

import io
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.cli.drilling import STRONG, data, log
from voicecoach.cli import main
from voicecoach.domain.deck import DrillRecord
from voicecoach.history.database import FILE, Database
from voicecoach.history.decks import DeckStore
from voicecoach.history.store import open_store

__all__ = ["data"]
pytestmark = pytest.mark.usefixtures("data")
BERLIN = ZoneInfo("Europe/Berlin")
REPLIES = f"{STRONG}\nokay thanks bye\n{STRONG}\n"


class Jumping(io.StringIO):
    """Replies before each of which the clock jumps."""

    def __init__(self, clock: time_machine.Traveller, jump: timedelta) -> None:
        super().__init__(REPLIES)
        self._clock, self._jump = clock, jump

    def readline(self, *_: object) -> str:
        self._clock.shift(self._jump)
        return super().readline()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ends", "began", "jump"),
    [
        (4, datetime(2026, 5, 5, 23, 50, tzinfo=BERLIN), timedelta(minutes=20)),  # midnight
        (0, datetime(2026, 5, 5, 23, 50, tzinfo=BERLIN), timedelta(minutes=20)),  # the day's end
        (4, datetime(2026, 10, 25, 1, 50, tzinfo=BERLIN), timedelta(hours=1)),  # 25 hours long
        (4, datetime(2026, 5, 5, 12, 0, tzinfo=BERLIN), timedelta(hours=-2)),  # set back
    ],
)
def test_a_drill_is_one_drill_on_one_day(
    data: Path,
    tmp_path: Path,
    ends: int,
    began: datetime,
    jump: timedelta,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = tmp_path / "CONFIG" / "voicecoach" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f"day_ends = {ends}\n")
    with time_machine.travel(began, tick=True) as clock:
        monkeypatch.setattr("sys.stdin", Jumping(clock, jump))
        assert main(["drill", "--typed", "--cards", "3"]) == 0
    with sqlite3.connect(data / FILE) as history:
        counted = history.execute("select day, count(*) from turns group by day").fetchall()
    history.close()
    day = (began - timedelta(hours=ends)).date()
    assert [one.day for one in log(data)] == [day] * 3
    assert len({one.drill for one in log(data)}) == 1
    assert all(one.seconds >= 0 for one in log(data))
    assert counted == [(day.isoformat(), 3)], "progress counts it on another day"
    with open_store(data) as store:
        assert [turn.number for turn in store.get().turns] == [1, 2, 3]


@pytest.mark.slow
def test_a_drill_of_ones_own(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "CONFIG" / "voicecoach" / "drills.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(
        "modes:\n  - {key: mine, name: Mine, help: My own., cards: 2, moves: [use-name]}\n"
    )
    monkeypatch.setattr("sys.stdin", io.StringIO(REPLIES))
    assert main(["drill", "mine", "--typed"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Mine: My own.")
    with open_store(data) as store:
        call = store.get()
    assert (call.title, len(call.turns)) == ("Drill: Mine", 2)


@pytest.mark.slow
def test_the_ladder_goes_one_step_up_when_nerves_fell(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    data.mkdir(parents=True)
    store = DeckStore(Database(data / FILE))
    store.take_in([], [DrillRecord("d0", "friendly", at, at.date(), 5, 3)])
    store.close()
    monkeypatch.setattr("sys.stdin", io.StringIO(REPLIES))
    assert main(["drill", "ladder", "--typed", "--cards", "1"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("An everyday no")
    assert "Step 2 of 4." in shown
