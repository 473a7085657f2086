"""The store over real database files."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.history.making import BEGAN, call, reply, turn
from voicecoach.errors import StorageError
from voicecoach.history.database import FILE
from voicecoach.history.store import open_store

ODD_NAMES = [
    "100% mine",
    "%(home)s",
    "a#b",
    "what?x=1&mode=ro",
    'it\'s "quoted"',
    "grün 日本",
    " spaced ",
    "semi;colon",
    "back\\slash",
    "new\nline",
    "file:x",
    "~",
    "-dash",
    "[b]old[/b]",
    "x" * 200,
]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_folder_name_works(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    with open_store(folder) as store:
        store.begin(call())
        store.add_turn(call().id, turn())
    with open_store(folder) as store:
        assert store.get().turns == (turn(),)
    assert [path.name for path in folder.iterdir()] == [FILE]


def test_nobody_else_may_look_into_a_new_history(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)  # as by a model that was fetched first
    open_store(folder).close()
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o750)  # what its owner decides later stays
    open_store(folder).close()
    assert folder.stat().st_mode & 0o777 == 0o750


def test_a_relative_folder_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(Path("here")) as store:
        store.begin(call())
    assert (tmp_path / "here" / FILE).is_file()


def test_a_call_comes_back_as_it_was(tmp_path: Path) -> None:
    whole = call("c1", turn(1), turn(1, 2), turn(2), reached=True)
    with open_store(tmp_path) as store:
        store.begin(replace(whole, turns=(), ended=None, outcome=None))
        for one in whole.turns:
            store.add_turn("c1", one)
        store.finish(whole)
        assert store.get("c1") == whole
        assert store.get("c1").began.utcoffset() == timedelta(hours=1)


def test_turns_come_in_the_order_of_their_numbers_whatever_the_clock_says(tmp_path: Path) -> None:
    first = turn(1, at=BEGAN)
    second = turn(2, at=BEGAN - timedelta(hours=2))
    retry = turn(1, 2, at=BEGAN - timedelta(hours=1))
    with open_store(tmp_path) as store:
        store.begin(call())
        for one in (second, first, retry):
            store.add_turn(call().id, one)
        assert store.get().turns == (first, retry, second)


def test_a_better_hearing_replaces_the_turn_everywhere(tmp_path: Path) -> None:
    before = turn(1, text="i am an order", moves=[("thank", "order")])
    after = turn(1, text="in order to ask", moves=[("purpose", "ask")], missing=("thank",))
    with open_store(tmp_path) as store:
        store.begin(call())
        store.add_turn(call().id, before)
        store.add_turn(call().id, after)
        assert store.get().turns == (after,)
        assert not store.search("an")
        assert len(store.search("in order")) == 1
        with store.reading() as connection:
            found = connection.exec_driver_sql("SELECT kind, key FROM findings ORDER BY kind")
            assert found.all() == [("missing", "thank"), ("move", "purpose")]


def test_finish_adds_turns_that_are_not_there(tmp_path: Path) -> None:
    whole = call("c1", turn(1), turn(2), reached=False)
    with open_store(tmp_path) as store:
        store.begin(replace(whole, turns=()))
        store.add_turn("c1", turn(1))
        store.finish(whole)
        assert store.get() == whole


def test_a_turn_of_a_call_that_never_began_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, pytest.raises(StorageError, match="no call nobody"):
        store.add_turn("nobody", turn())


@pytest.mark.parametrize(
    "text",
    ["", "nul \0 inside", "broken \udc80 code page", "🎉 emoji", "x" * 100_000, "a\r\nb\x1b[31m"],
)
def test_any_text_comes_back(tmp_path: Path, text: str) -> None:
    said = replace(turn(), reply=reply(text, "typed"))
    with open_store(tmp_path) as store:
        store.begin(call(title=text, contact=text))
        store.add_turn(call().id, said)
        assert store.get().turns == (said,)
        assert store.get().title == text
        assert store.list()[0].title == text.encode("utf-8", "replace").decode()


def test_ids_can_be_shortened(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with pytest.raises(StorageError, match="no calls yet"):
            store.get("last")
        for number, id_ in enumerate(["20260105-a", "20260105-ab", "20260106-b%_"]):
            store.begin(call(id_, began=BEGAN + timedelta(hours=number)))
        assert store.get("20260106").id == "20260106-b%_"
        assert store.get("20260105-a").id == "20260105-a"
        assert store.get("last").id == "20260106-b%_"
        for vague in ("2026", "20260105"):
            with pytest.raises(StorageError, match="more than one call"):
                store.get(vague)
        for wrong in ("", "%", "x", "20260106-bx", "' OR 1=1 --"):
            with pytest.raises(StorageError, match="no call"):
                store.get(wrong)


def test_last_is_the_call_that_began_last_in_any_zone(tmp_path: Path) -> None:
    from datetime import UTC

    with open_store(tmp_path) as store:
        store.begin(call("later", began=datetime(2026, 1, 5, 9, 0, tzinfo=UTC)))
        store.begin(call("earlier", began=BEGAN))  # 8:30 in UTC
        assert store.get().id == "later"


def test_at_exit_the_one_file_is_the_whole_history(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.begin(call())
        store.add_turn(call().id, turn())
        assert (tmp_path / f"{FILE}-wal").stat().st_size > 0
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes((tmp_path / FILE).read_bytes())
    assert [path.name for path in tmp_path.iterdir() if "wal" in path.name] == []
    with sqlite3.connect(copy) as raw:
        assert raw.execute("SELECT count(*) FROM turns").fetchone() == (1,)
    raw.close()


def test_removed_calls_leave_no_words_in_the_file(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.begin(call("c1", title="Zebrafish title"))
        store.add_turn("c1", turn(text="my secret zebrafish", moves=[("thank", "zebrafish")]))
        store.begin(call("c2"))
        store.add_turn("c2", turn())
        store.remove(["c1"])
        assert [row.id for row in store.list()] == ["c2"]
        assert not store.search("zebrafish")
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert b"zebrafish" not in (tmp_path / FILE).read_bytes().lower()


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from tests.history.making import call, turn\n"
        "from voicecoach.history.store import open_store\n"
        "with open_store(Path(sys.argv[1])) as store:\n"
        "    store.begin(call(sys.argv[2]))\n"
        "    for number in range(1, 41):\n"
        "        store.add_turn(sys.argv[2], turn(number))\n"
    )
    programs = [
        subprocess.Popen([sys.executable, "-c", script, tmp_path, name], stderr=subprocess.PIPE)
        for name in ("one", "two", "three")
    ]
    assert [program.communicate()[1] for program in programs] == [b"", b"", b""]
    with open_store(tmp_path) as store:
        assert {row.id: len(row.scores) for row in store.list()} == {
            "one": 40,
            "two": 40,
            "three": 40,
        }


@pytest.mark.slow
def test_a_lock_of_eight_seconds_is_survived(tmp_path: Path) -> None:
    holder = (
        "import sqlite3, sys, time\n"
        "raw = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "raw.execute('BEGIN IMMEDIATE'); print('held', flush=True)\n"
        "time.sleep(8); raw.execute('COMMIT'); print('given back', flush=True)\n"
    )
    with open_store(tmp_path) as store:
        store.begin(call())
        command = [sys.executable, "-c", holder, str(tmp_path / FILE)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout is not None
            assert program.stdout.readline() == "held\n"
            assert store.list()[0].scores == ()  # readers do not wait
            store.add_turn(call().id, turn())
            assert program.stdout.readline() == "given back\n"
        assert store.get().turns == (turn(),)


@pytest.mark.parametrize("kind", ["text", "short", "stranger", "folder"])
def test_what_is_no_history_is_refused_and_left_alone(tmp_path: Path, kind: str) -> None:
    path = tmp_path / FILE
    if kind == "text":
        path.write_text("Dear diary, this is no database at all.")
    elif kind == "short":
        path.write_bytes(b"SQL")
    elif kind == "folder":
        path.mkdir()
    else:
        raw = sqlite3.connect(path)
        raw.execute("CREATE TABLE recipes (name)")
        raw.commit()
        raw.close()
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StorageError, match=FILE if kind != "folder" else "history") as caught:
        open_store(tmp_path)
    assert caught.value.todo
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert [item.name for item in tmp_path.iterdir()] == [FILE]


def test_a_damaged_history_is_told_in_words(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.begin(call())
        for number in range(1, 60):
            store.add_turn(call().id, turn(number))
    path = tmp_path / FILE
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StorageError, match="damaged"), open_store(tmp_path) as store:
        store.get()


def test_a_record_that_is_none_is_told_in_words(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.begin(call())
        store.add_turn(call().id, turn())
    raw = sqlite3.connect(tmp_path / FILE)
    raw.execute("UPDATE turns SET data = '{}'")
    raw.commit()
    raw.close()
    with open_store(tmp_path) as store, pytest.raises(StorageError, match="damaged"):
        store.get()


def test_a_forbidden_folder_is_told_in_words(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(StorageError, match="cannot be kept in") as caught:
        open_store(blocked / "data")
    assert "XDG_DATA_HOME" in caught.value.todo


def test_alembic_is_loaded_only_where_something_is_to_migrate(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    script = (
        "import sys; from pathlib import Path\n"
        "from voicecoach.history.store import open_store\n"
        "open_store(Path(sys.argv[1])).close(); print('alembic' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr
