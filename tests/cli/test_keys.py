"""Keys as a terminal sends them, to the live screen of the program as it is started."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.sound.program import Program
from voicecoach import settings
from voicecoach.history.store import open_store

pytestmark = pytest.mark.slow
RIGHT, LEFT, ESCAPE = "\x1b[C", "\x1b[D", "\x1b"
ENDS, BACK = "[Enter] end the call", "[Enter] go on   [s] say it again now"
TOKEN = re.compile(
    r"\x1b\[(?P<row>\d*);?(?P<column>\d*)H|\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b[=>78()][B0]?"
    r"|(?P<text>[^\x1b\r\n]+)|(?P<end>[\r\n]+)"
)


@pytest.fixture
def call(tmp_path: Path) -> Iterator[Program]:
    words = ("practice", "no-jobs", "--typed", "--seed", "1")
    size = ("COLUMNS", "LINES")  # of whoever runs the tests: they would go before the terminal's
    environ = {name: value for name, value in os.environ.items() if name not in size}
    with Program(*words, environ=environ, home=tmp_path, terminal=True) as program:
        program.wait_for("/repeat")
        yield program


def test_every_way_to_press_a_key_works_at_a_card(call: Program) -> None:
    """H-21 and its kind: letters of other widths and alphabets, digits, arrows; hung up or not."""
    call.press("Who else could I ask?\r")
    for keys in ("ｈ", "р", "י", "4", "４", "٤", RIGHT * 3 + "\r", LEFT * 2 + " ", "H"):
        call.wait_for(BACK)
        call.press(keys)
        call.wait_for(ENDS)
        call.press("u")  # not after all
    call.wait_for(BACK)
    call.press("ы")
    call.wait_for("/repeat")
    call.press("／ｈ\r")
    call.wait_for(ENDS)
    call.press(RIGHT + "\r")
    call.wait_for("/repeat")
    call.press("Thank you. Who else?\r")
    call.wait_for(BACK)
    call.press("hh")  # the second was pressed before anybody was asked
    call.wait_for(ENDS)
    call.press("h")
    call.wait_for("The call is over.")
    call.press("\r")
    assert call.ended() == 0
    own = settings.load({"XDG_DATA_HOME": str(call.data.parent)})
    with open_store(own.data_folder) as store:
        turns = store.get("last").turns
    assert [(turn.number, turn.attempt) for turn in turns] == [(1, 1), (1, 2)]
    assert turns[-1].reply.text == "Thank you. Who else?"


def test_keys_pressed_while_a_reply_is_judged_are_no_orders(call: Program) -> None:
    """Whoever presses Enter twice must not miss the card."""
    call.press("Who else could I ask?\r\r\r \r")
    call.wait_for(BACK)
    time.sleep(1.0)
    assert "[Enter] send" not in call.shown.rpartition(BACK)[2], "the card was passed over"
    call.press("h")
    call.wait_for(ENDS)
    call.press("\r")
    call.wait_for("The call is over.")
    call.press(ESCAPE)
    assert call.ended() == 0


def test_a_window_made_small_in_mid_call(call: Program) -> None:
    call.press("Who else")
    call.wait_for("else")
    before = len(call.raw)
    call.resize(40, 16)
    written = in_small(call, before)
    call.press(" could I ask?\r")
    call.wait_for("Score:")
    call.wait_for("I did say it")
    assert furthest(call.raw[written:]) <= (16, 40)
    call.press("h")
    call.wait_for(ENDS)
    call.press("\r")
    call.wait_for("The call is over.")
    call.press("\r")
    assert call.ended() == 0


def in_small(call: Program, since: int) -> int:
    """Where in the output the small window begins: a busy machine redraws late."""
    patience = time.monotonic() + 15
    while time.monotonic() < patience:
        time.sleep(0.3)
        shown, since = call.raw[since:], len(call.raw)
        row, column = furthest(shown)
        if (row, column) > (1, 1) and row <= 16 and column <= 40:
            return since
    raise AssertionError("the small window was not drawn")


def furthest(written: str) -> tuple[int, int]:
    """The last row and column that something was written to."""
    row, column, last = 1, 1, (1, 1)
    for found in TOKEN.finditer(written):
        if found["column"]:
            row, column = int(found["row"]), int(found["column"])
        elif found["text"]:
            column += cell_len(found["text"])
            last = max(last[0], row), max(last[1], column - 1)
        elif found["end"]:
            row, column = row + found["end"].count("\n"), 1
    return last


def test_where_signs_are_missing_the_call_is_held_line_by_line(tmp_path: Path) -> None:
    page = {"PYTHONIOENCODING": "cp437", "PYTHONUTF8": "0"}
    words = ("practice", "no-jobs", "--typed")
    with Program(*words, environ={**os.environ, **page}, home=tmp_path, terminal=True) as program:
        program.wait_for("Type your reply")
        program.press("Who else could I ask, Zoe?\n")
        program.wait_for("Choose: 1 go on")
        program.press("4\n")
        program.wait_for("Choose: 1 end the call")
        program.press("\n")
        assert program.ended() == 0
        assert "\x1b" not in program.raw
        assert "\\u2" not in program.raw
