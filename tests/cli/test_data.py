"""``voicecoach data`` as it is typed."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.history.making import BLOCK, call, turn
from voicecoach.app.upkeep.kept_data import now
from voicecoach.cli import main
from voicecoach.history.recorder import CallRecorder
from voicecoach.history.store import open_store

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    return tmp_path / "DATA" / "voicecoach"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def typed(*words: object, answer: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        capsys.readouterr()
        status = main(["data", *map(str, words)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return typed


def hold(folder: Path, id_: str, days_ago: int = 0) -> None:
    at = now() - timedelta(days=days_ago)
    recorder = CallRecorder(folder)
    recorder.began(call(id_, began=at))
    recorder.turn_started(1, 1)
    recorder.sound(BLOCK * 50)
    recorder.turn_done(turn(at=at))
    recorder.close()


def ids(folder: Path) -> set[str]:
    with open_store(folder) as store:
        return store.ids()


def test_where_makes_nothing(own_folders: Path, run: Run, tmp_path: Path) -> None:
    status, out, _ = run("where")
    assert status == 0
    assert f"data folder: {own_folders} (not there yet)" in out
    assert run("size")[1].startswith("0 calls, 0 replies\n")
    assert list(tmp_path.iterdir()) == []


def test_where_and_size_as_json(own_folders: Path, run: Run) -> None:
    hold(own_folders, "c1")
    values = json.loads(run("where", "--json")[1])
    assert {place["what"]: place["there"] for place in values["places"]}["recordings"]
    assert values["warnings"] == []
    sizes = json.loads(run("size", "--json")[1])
    assert (sizes["calls"], sizes["turns"]) == (1, 1)
    assert sizes["sound"] > 0


def test_a_synchronised_folder_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "Dropbox"))
    assert "synchronised by Dropbox" in run("where")[1]


def test_keep(own_folders: Path, run: Run) -> None:
    for days in (0, 40):
        hold(own_folders, f"c{days}", days)
    status, out, _ = run("keep", 30)
    assert (status, "Nothing was removed" in out) == (1, True)
    assert run("keep", 30, answer="n\n")[0] == 1
    assert ids(own_folders) == {"c0", "c40"}
    assert run("keep", 30, "--only-sound", "--yes")[0] == 0
    assert ids(own_folders) == {"c0", "c40"}
    assert not (own_folders / "recordings" / "c40").exists()
    status, out, _ = run("keep", 30, answer="yes\n")
    assert (status, out[-16:]) == (0, "Removed 1 call.\n")
    assert ids(own_folders) == {"c0"}
    assert "Nothing to remove" in run("keep", 30)[1]
    assert run("keep", 0)[0] == run("keep", "-3")[0] == run("keep", "x")[0] == 2


def test_backup_and_restore(own_folders: Path, run: Run, tmp_path: Path) -> None:
    hold(own_folders, "c1")
    file = tmp_path / "my [1] backup.zip"
    status, out, _ = run("backup", file)
    assert status == 0
    assert "unencrypted" in out
    assert "is there already" in run("backup", file)[2]
    hold(own_folders, "c2")
    status, out, _ = run("restore", file)
    assert (status, out.splitlines()[0]) == (0, f"1 call of {file} is back.")
    assert "before-restore-" in out
    assert ids(own_folders) == {"c1"}
    assert run("restore", tmp_path / "nosuch.zip")[0] == 1


def test_there_is_nothing_to_back_up(run: Run, tmp_path: Path) -> None:
    status, _, err = run("backup", tmp_path / "b.zip")
    assert status == 1
    assert "Rehearse one" in err


def test_a_damaged_history_can_be_replaced(own_folders: Path, run: Run, tmp_path: Path) -> None:
    hold(own_folders, "c1")
    run("backup", tmp_path / "b.zip")
    (own_folders / "history.sqlite3").write_text("damaged")
    status, _, err = run("size")
    assert status == 1
    assert "data restore FILE" in err
    assert run("restore", tmp_path / "b.zip")[0] == 0
    assert ids(own_folders) == {"c1"}


def test_wipe_asks_and_says_what_it_leaves(own_folders: Path, run: Run, tmp_path: Path) -> None:
    hold(own_folders, "c1")
    stranger = own_folders / "letter.odt"
    stranger.write_text("mine")
    for answer in ("", "\n", "n\n", "maybe\n"):
        assert run("wipe", answer=answer)[0] == 1
    assert ids(own_folders) == {"c1"}
    status, out, _ = run("wipe", answer="Y\n")
    assert status == 0
    assert str(stranger) in out
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [stranger]
    assert "There is nothing to remove." in run("wipe", "--yes")[1]


def test_nothing_is_removed_or_replaced_while_a_call_runs(
    own_folders: Path, run: Run, tmp_path: Path
) -> None:
    hold(own_folders, "old", 40)
    run("backup", tmp_path / "b.zip")
    recorder = CallRecorder(own_folders)
    for words in (("wipe", "--yes"), ("keep", 30, "--yes"), ("restore", tmp_path / "b.zip")):
        status, _, err = run(*words)
        assert (status, "A call is running." in err) == (1, True)
    assert run("backup", tmp_path / "c.zip")[0] == 0
    recorder.close()
    assert run("wipe", "--yes")[0] == 0
    shutil.rmtree(own_folders, ignore_errors=True)
