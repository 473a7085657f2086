"""Backups are whole while a call runs; restoring verifies first."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tests.history.making import BEGAN, BLOCK, call, turn
from voicecoach.errors import StorageError
from voicecoach.history.backup import MANIFEST, make_backup
from voicecoach.history.database import FILE
from voicecoach.history.recorder import CallRecorder
from voicecoach.history.recordings import Recordings
from voicecoach.history.restore import restore
from voicecoach.history.store import open_store

NOW = datetime(2026, 2, 3, 4, 5, 6, tzinfo=BEGAN.tzinfo)


def hold(folder: Path, id_: str = "c1", turns: int = 2) -> None:
    recorder = CallRecorder(folder)
    recorder.began(call(id_))
    for number in range(1, turns + 1):
        recorder.turn_started(number, 1)
        recorder.sound(BLOCK * (50 + number))
        recorder.turn_done(turn(number))
    recorder.ended(call(id_, *(turn(number) for number in range(1, turns + 1)), reached=True))
    recorder.close()


def backup(folder: Path, target: Path) -> Path:
    with open_store(folder) as store:
        make_backup(store, target, NOW)
    return target


def content(folder: Path) -> dict[str, object]:
    with open_store(folder) as store:
        calls = {row.id: store.get(row.id) for row in store.list()}
    sound = {
        path: (folder / path).read_bytes()
        for id_ in calls
        for path in Recordings(folder).of_call(id_)
    }
    return {**calls, **sound}


def test_a_backup_comes_back_whole_elsewhere(tmp_path: Path) -> None:
    hold(tmp_path / "one")
    file = backup(tmp_path / "one", tmp_path / "my 100% backup.zip")
    done = restore(tmp_path / "two", file, NOW)
    assert (done.backup.calls, done.kept) == (1, None)
    assert content(tmp_path / "two") == content(tmp_path / "one")
    assert len(content(tmp_path / "two")) == 3
    assert {path.name for path in (tmp_path / "two").iterdir()} == {FILE, "recordings"}
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two", file.name}


def test_restoring_keeps_what_was_there_as_a_backup(tmp_path: Path) -> None:
    hold(tmp_path / "one", "c1")
    file = backup(tmp_path / "one", tmp_path / "b.zip")
    hold(tmp_path / "two", "c2")
    before = content(tmp_path / "two")
    done = restore(tmp_path / "two", file, NOW)
    assert content(tmp_path / "two") == content(tmp_path / "one")
    assert Recordings(tmp_path / "two").of_call("c2") == []
    assert done.kept is not None
    assert done.kept.parent == tmp_path / "two" / "backups"
    restore(tmp_path / "two", done.kept, NOW)
    assert content(tmp_path / "two") == before


def test_a_backup_while_a_call_runs_is_one_whole_moment(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    hold(folder, "c0", 1)
    writer = (
        "import sys; from pathlib import Path\n"
        "from tests.history.making import BLOCK, call, turn\n"
        "from voicecoach.history.recorder import CallRecorder\n"
        "recorder = CallRecorder(Path(sys.argv[1])); recorder.began(call('c1'))\n"
        "for number in range(1, 10000):\n"
        "    recorder.turn_started(number, 1)\n"
        "    for _ in range(20): recorder.sound(BLOCK)\n"
        "    recorder.turn_done(turn(number)); print(number, flush=True)\n"
    )
    command = [sys.executable, "-c", writer, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for number in range(5):
            told = 0
            while told < 10 * (number + 1):
                told = int(program.stdout.readline())
            file = backup(folder, tmp_path / f"{number}.zip")
            restore(tmp_path / str(number), file, NOW)
            with open_store(tmp_path / str(number)) as store:
                turns = store.get("c1").turns
            assert len(turns) >= told
            assert [one.number for one in turns] == list(range(1, len(turns) + 1))
            for one in turns:
                assert (tmp_path / str(number) / one.reply.recording).is_file()
        program.kill()


def test_nothing_is_restored_while_a_call_runs(tmp_path: Path) -> None:
    hold(tmp_path / "one", "c1")
    file = backup(tmp_path / "one", tmp_path / "b.zip")
    recorder = CallRecorder(tmp_path / "two")
    recorder.began(call("c2"))
    recorder.turn_done(turn(1))
    with pytest.raises(StorageError, match="call is running"):
        restore(tmp_path / "two", file, NOW)
    recorder.turn_done(turn(2))
    recorder.close()
    with open_store(tmp_path / "two") as store:
        assert len(store.get("c2").turns) == 2
    restore(tmp_path / "two", file, NOW)


def test_the_mark_of_a_killed_call_stops_nobody(tmp_path: Path) -> None:
    hold(tmp_path / "one", "c1")
    file = backup(tmp_path / "one", tmp_path / "b.zip")
    mark = tmp_path / "one" / "call-killed.running"
    mark.write_bytes(b"")
    restore(tmp_path / "one", file, NOW)
    assert not mark.exists()


def test_a_call_whose_history_was_replaced_is_kept_anew(tmp_path: Path) -> None:
    """As by a program that looked before the call began."""
    recorder = CallRecorder(tmp_path)
    recorder.began(call("c1"))
    recorder.turn_done(turn(1))
    with open_store(tmp_path) as store:
        store.remove(["c1"])
    recorder.turn_done(turn(2))
    recorder.ended(call("c1", turn(1), turn(2), reached=True))
    recorder.close()
    assert recorder.warnings == []
    with open_store(tmp_path) as store:
        assert [one.number for one in store.get("c1").turns] == [1, 2]
        assert store.get("c1").outcome is not None


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    hold(tmp_path / "one")
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(StorageError, match="there already"):
        backup(tmp_path / "one", tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_text() == "mine"


@pytest.mark.parametrize("target", ["no/such/folder/b.zip", "file/b.zip"])
def test_a_place_that_cannot_be_written_is_told_in_words(tmp_path: Path, target: str) -> None:
    hold(tmp_path / "one")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match=r"no folder"):
        backup(tmp_path / "one", tmp_path / target)


def flip(data: bytes, at: int) -> bytes:
    """One bit is another."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


RAW = {
    "cut": lambda whole: whole[: len(whole) // 2],
    "text": lambda whole: b"no backup at all",
    "empty": lambda whole: b"",
    "one bit of sound": lambda whole: flip(whole, whole.index(b"fLaC") + 60),
}
"""What happened to the file."""

PARTS = {
    "no list": {MANIFEST: None},
    "missing sound": {"recordings/c1/reply-01-1.flac": None},
    "other words": {FILE: lambda old: flip(old, 4200)},
    "climbing out": {MANIFEST: lambda old: old.replace(b"recordings/c1/", b"recordings/../")},
    "newer": {MANIFEST: lambda old: old.replace(b'"format": 1', b'"format": 99')},
    "list of nonsense": {MANIFEST: lambda old: b'["nonsense"]'},
}
"""What happened to one of its parts."""


def damage(file: Path, kind: str) -> None:
    if kind in RAW:
        file.write_bytes(RAW[kind](file.read_bytes()))
        return
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            change = PARTS[kind].get(name, lambda old: old)
            if change is not None:
                archive.writestr(name, change(data))


@pytest.mark.parametrize("kind", [*RAW, *PARTS])
def test_a_backup_that_is_not_whole_changes_nothing(tmp_path: Path, kind: str) -> None:
    hold(tmp_path / "one", "c1")
    file = backup(tmp_path / "one", tmp_path / "b.zip")
    hold(tmp_path / "two", "c2")
    damage(file, kind)
    before = content(tmp_path / "two")
    names = {path.name for path in (tmp_path / "two").rglob("*")}
    with pytest.raises(StorageError) as caught:
        restore(tmp_path / "two", file, NOW)
    assert str(file) in str(caught.value)
    assert caught.value.todo
    assert content(tmp_path / "two") == before
    assert {path.name for path in (tmp_path / "two").rglob("*")} == names


def test_a_database_copied_alone_during_a_call_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path / "one") as store:
        store.begin(call())
        store.add_turn(call().id, turn())
        shutil.copy(tmp_path / "one" / FILE, tmp_path / "copy.db")
    with pytest.raises(StorageError, match="copied by itself") as caught:
        restore(tmp_path / "two", tmp_path / "copy.db", NOW)
    assert "data backup" in caught.value.todo


def test_a_backup_of_an_earlier_form_is_brought_to_the_present_one(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    files = Path(__file__).parent / "files"
    shutil.copy(files / "history-0001.sqlite3", old / FILE)
    file = tmp_path / "b.zip"
    data = (old / FILE).read_bytes()
    manifest = {"format": 1, "calls": 2, "files": {FILE: hashlib.sha256(data).hexdigest()}}
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(FILE, data)
        archive.writestr(MANIFEST, json.dumps(manifest))
    restore(tmp_path / "new", file, NOW)
    with open_store(tmp_path / "new") as store:
        assert len(store.search("sister")) == 1


def test_a_damaged_history_is_put_aside(tmp_path: Path) -> None:
    hold(tmp_path / "one")
    file = backup(tmp_path / "one", tmp_path / "b.zip")
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / FILE).write_text("what is left of a history")
    done = restore(tmp_path / "two", file, NOW)
    assert done.kept is not None
    assert done.kept.read_text() == "what is left of a history"
    assert content(tmp_path / "two") == content(tmp_path / "one")


def test_a_program_that_looks_meanwhile_sees_old_or_new(tmp_path: Path) -> None:
    hold(tmp_path / "one", "c1")
    file = backup(tmp_path / "one", tmp_path / "b.zip")
    hold(tmp_path / "two", "c2")
    with open_store(tmp_path / "two") as looking, looking.reading() as connection:
        ids = connection.exec_driver_sql("SELECT id FROM calls").scalars().all()
        restore(tmp_path / "two", file, NOW)
        assert connection.exec_driver_sql("SELECT id FROM calls").scalars().all() == ids == ["c2"]
    with open_store(tmp_path / "two") as store:
        assert store.ids() == {"c1"}
    with closing(sqlite3.connect(tmp_path / "two" / FILE)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
