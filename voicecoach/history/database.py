"""Opens the database: checks whose and how old it is, migrates it, sets it up for safety."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from voicecoach.errors import StorageError
from voicecoach.history.trouble import damaged, in_words

FILE = "history.sqlite3"
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""All steps, oldest first; a test compares them with the files of the migrations. Known here so
that Alembic (0.5 s) is loaded only when there is something to migrate."""

BUSY = 30.0
"""s that a writer waits for another one; the longest lock seen in practice was a few seconds."""

_MAGIC = b"SQLite format 3\0"


class Database:
    """An open database file.

    Args:
        path: the file; made where there is none, its folder too. What is there already and may
            not be written (a disk without write access, another person's) is opened to be looked
            at; every change is then refused with words.
        to_write: looking alone is of no use: refuse at once.

    Attributes:
        read_only: whether it was opened to be looked at.

    Raises:
        StorageError: it may not be used, is damaged, or was made by a newer program (then it
            is left as it was).
    """

    def __init__(self, path: Path, *, to_write: bool = False) -> None:
        self.path = path.absolute()
        with in_words(self.path):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            revision = stored_revision(self.path)
            # An older one must be migrated first, which says by itself that it may not be written.
            self.read_only = revision == REVISIONS[-1] and not may_write(self.path)
            if self.read_only and to_write:
                raise PermissionError(errno.EACCES, "it may not be written")
            self._engine = _looking_engine(self.path) if self.read_only else _engine(self.path)
        try:
            if revision != REVISIONS[-1]:
                self._migrate()
        except BaseException:
            self._engine.dispose()
            raise

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A view of the database that does not change under the reader."""
        with in_words(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One short transaction: all of it is kept, on the disk, or nothing."""
        with in_words(self.path), self._engine.connect() as plain:
            connection = plain.execution_options(immediate=True)
            with connection.begin():
                yield connection

    def outside_transactions(self, command: str) -> None:
        """Run a command that must not be in a transaction, like VACUUM."""
        with in_words(self.path), self._engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute(command)

    def close(self) -> None:
        """Empty the write-ahead log, so that the one file is the whole history."""
        if self.read_only:
            self._engine.dispose()
            return
        try:
            with self._engine.connect() as connection:
                raw: Any = connection.connection.driver_connection
                raw.execute("PRAGMA busy_timeout = 1000")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sa.exc.DBAPIError:
            return  # another program is at work or the disk is full: the log stays, nothing is lost
        except sqlite3.Error:
            return  # the same, told by the driver itself
        finally:
            self._engine.dispose()

    def _migrate(self) -> None:
        with self.writing() as connection:
            revision = _revision(connection.connection.driver_connection, self.path)
            if revision != REVISIONS[-1]:  # else another program was faster
                try:
                    migrate(connection)
                except (ValueError, KeyError, TypeError) as error:  # a record that is none
                    raise damaged(self.path) from error


def migrate(connection: sa.Connection, revision: str = "head") -> None:
    """Run the missing steps inside the connection's transaction.

    Args:
        connection: in a writing transaction.
        revision: how far; the tests go step by step.
    """
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    # A package's resource, not a path: the settings parser would take a % in a path for its own.
    config.set_main_option("script_location", "voicecoach.history:migrations")
    config.set_main_option("path_separator", "os")
    command.upgrade(config, revision)


def stored_revision(path: Path) -> str | None:
    """The revision of the database in a file, which is only looked at; None if it is empty.

    Raises:
        StorageError: it is no history, or was made by a newer program.
        sqlite3.Error, OSError: it cannot be read.
    """
    if not path.exists() or path.stat().st_size == 0:
        return None
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise damaged(path)
    with closing(sqlite3.connect(to_look_at(path), uri=True)) as raw:
        raw.execute("PRAGMA busy_timeout = 30000")
        return _revision(raw, path)


def _revision(raw: Any, path: Path) -> str | None:
    tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    if not {"alembic_version", "calls", "turns"} <= tables:
        raise StorageError(f"{path} belongs to another program.", "Move it away.")
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None or row[0] not in REVISIONS:
        raise StorageError(
            f"The history {path} was made by a newer voicecoach.",
            "Update voicecoach; nothing was changed.",
        )
    return str(row[0])


def to_look_at(path: Path) -> str:
    """The address (a SQLite URI) that opens a database and never changes it or its folder."""
    # Without a log the file is whole, and looking must not make a new one beside it.
    options = "mode=ro" if Path(f"{path}-wal").exists() else "mode=ro&immutable=1"
    return f"{path.absolute().as_uri()}?{options}"


def may_write(path: Path) -> bool:
    """Whether a database may be written; its folder too, for the log stands beside the file."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _looking_engine(path: Path) -> sa.Engine:
    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(
            to_look_at(path), uri=True, timeout=BUSY, check_same_thread=False, isolation_level=None
        )
        raw.execute("PRAGMA query_only = ON")
        return raw

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.QueuePool)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _engine(path: Path) -> sa.Engine:
    url = sa.URL.create("sqlite", database=str(path))
    engine = sa.create_engine(url, connect_args={"timeout": BUSY, "check_same_thread": False})
    sa.event.listen(engine, "connect", _set_up)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _set_up(raw: Any, _record: object) -> None:
    raw.isolation_level = None  # the driver begins no transaction of its own
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
    if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")  # a committed turn survives a power cut too


def _begin(connection: sa.Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
