"""Real database files of every earlier form are brought to the present one."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from tests.history.making import call, turn
from voicecoach.errors import StorageError
from voicecoach.history import database, decks, people
from voicecoach.history.database import FILE, REVISIONS, Database
from voicecoach.history.listing import Filters
from voicecoach.history.store import Store, open_store
from voicecoach.history.tables import metadata

FILES = Path(__file__).parent / "files"
"""Written once by the program as it was at that revision; never made anew."""


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    queries = {
        "calls": "SELECT * FROM calls ORDER BY id",
        "turns": "SELECT call_id, number, attempt, score, recording, data, at_us, day, situation,"
        " cold, asked, hesitation, pace FROM turns ORDER BY call_id, number, attempt",
        "findings": "SELECT t.call_id, number, t.attempt, kind, key, f.attempt, f.at_us"
        " FROM findings f JOIN turns t ON t.id = turn_id ORDER BY 1, 2, 3, 4, 5",
        "spoken": "SELECT call_id, number, attempt, contact, reply FROM spoken"
        " JOIN turns ON turns.id = spoken.rowid ORDER BY 1, 2, 3",
        "asked_days": "SELECT * FROM asked_days ORDER BY 1, 2",
        "day_sums": "SELECT * FROM day_sums ORDER BY 1",
    }
    with closing(sqlite3.connect(path)) as raw:
        return {name: raw.execute(query).fetchall() for name, query in queries.items()}


def test_the_known_revisions_are_those_of_the_files() -> None:
    config = Config()
    config.set_main_option("script_location", "voicecoach.history:migrations")
    config.set_main_option("path_separator", "os")
    steps = list(ScriptDirectory.from_config(config).walk_revisions())
    assert tuple(step.revision for step in reversed(steps)) == REVISIONS


def test_there_is_a_real_file_of_every_revision() -> None:
    assert {path.name for path in FILES.iterdir()} == {
        f"history-{revision}.sqlite3" for revision in REVISIONS
    }


@pytest.mark.parametrize("revision", REVISIONS)
def test_an_earlier_history_is_whole_after_the_migration(tmp_path: Path, revision: str) -> None:
    shutil.copy(FILES / f"history-{revision}.sqlite3", tmp_path / FILE)
    with open_store(tmp_path) as store:
        first = store.get("20260105")
        assert [(one.number, one.attempt) for one in first.turns] == [(1, 1), (1, 2), (2, 1)]
        assert first.turns[0].verdict is not None
        assert first.turns[0].verdict.moves[0].evidence.text == "i see"
        assert [hit.number for hit in store.search("sister compan*")] == [2]
        assert [hit.attempt for hit in store.search("2:30")] == [2]
        assert [row.id for row in store.list(Filters(found="gives-up"))] == [first.id]
    assert everything(tmp_path / FILE) == everything(FILES / f"history-{REVISIONS[-1]}.sqlite3")


@pytest.mark.parametrize("revision", ["", *REVISIONS])
def test_every_form_ends_in_the_tables_the_program_names(tmp_path: Path, revision: str) -> None:
    if revision:
        shutil.copy(FILES / f"history-{revision}.sqlite3", tmp_path / FILE)
    Database(tmp_path / FILE).close()
    assert decks.metadata is people.metadata is metadata
    inspector = sa.inspect(sa.create_engine(sa.URL.create("sqlite", database=str(tmp_path / FILE))))
    for table in metadata.sorted_tables:
        there = inspector.get_columns(table.name)
        assert [column["name"] for column in there] == list(table.columns.keys())
        assert {column["name"] for column in there if column["nullable"]} == {
            column.name for column in table.columns if column.nullable
        }
        indexes = {
            index["name"]: index["column_names"] for index in inspector.get_indexes(table.name)
        }
        assert indexes == {
            index.name: [column.name for column in index.columns] for index in table.indexes
        }
    inspector.engine.dispose()


def test_a_migrated_history_can_be_written(tmp_path: Path) -> None:
    shutil.copy(FILES / "history-0001.sqlite3", tmp_path / FILE)
    with open_store(tmp_path) as store:
        store.begin(call("new"))
        store.add_turn("new", turn())
        assert store.get("new").turns == (turn(),)
        assert len(store.list()) == 3


def test_a_newer_history_is_refused_and_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / FILE
    shutil.copy(FILES / f"history-{REVISIONS[-1]}.sqlite3", path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.execute("ALTER TABLE calls ADD COLUMN mood TEXT")
        raw.commit()
    before = path.read_bytes()
    with pytest.raises(StorageError, match="newer voicecoach") as caught:
        open_store(tmp_path)
    assert "Update voicecoach" in caught.value.todo
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == [FILE]


def test_a_newer_history_that_is_in_use_is_refused(tmp_path: Path) -> None:
    path = tmp_path / FILE
    shutil.copy(FILES / f"history-{REVISIONS[-1]}.sqlite3", path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
        assert Path(f"{path}-wal").stat().st_size > 0  # the revision is in the log only
        with pytest.raises(StorageError, match="newer voicecoach"):
            open_store(tmp_path)


def test_a_failing_step_changes_nothing(tmp_path: Path) -> None:
    shutil.copy(FILES / "history-0001.sqlite3", tmp_path / FILE)
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        raw.execute("UPDATE turns SET data = 'no JSON' WHERE id = 4")
        raw.commit()
        before = raw.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    with pytest.raises(StorageError, match="damaged"):
        open_store(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert raw.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall() == before


def test_a_program_that_was_overtaken_migrates_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program migrates between this one's look and its turn to write."""
    open_store(tmp_path).close()
    monkeypatch.setattr(database, "stored_revision", lambda path: "0001")
    with Store(Database(tmp_path / FILE), tmp_path) as store:
        store.begin(call())
        assert store.get().id == call().id


def test_programs_that_start_together_migrate_once(tmp_path: Path) -> None:
    shutil.copy(FILES / "history-0001.sqlite3", tmp_path / FILE)
    script = (
        "import sys; from pathlib import Path\n"
        "from voicecoach.history.store import open_store\n"
        "with open_store(Path(sys.argv[1])) as store: print(len(store.list()))\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    programs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
    ]
    assert [program.communicate() for program in programs] == [(b"2\n", b"")] * 4


def test_the_program_may_lie_in_a_folder_with_a_percent_sign(tmp_path: Path) -> None:
    package = tmp_path / "100% mine #1" / "voicecoach"
    shutil.copytree(Path(database.__file__).parents[1], package)
    script = (
        "import sys; from pathlib import Path\n"
        "import voicecoach; from voicecoach.history.store import open_store\n"
        "open_store(Path(sys.argv[1])).close(); print(voicecoach.__file__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "data"],
        cwd=package.parent,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == str(package / "__init__.py"), done.stderr
