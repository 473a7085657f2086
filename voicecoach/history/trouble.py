"""Errors of the database and the disk in words: what happened, where, what to do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from voicecoach.errors import NO_ROOM, StorageError


class NoRoomError(StorageError):
    """The disk is full (or a quota is used up)."""


class DamagedError(StorageError):
    """The database cannot be read as one."""


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what the database or the disk says into a ``StorageError`` about ``path``.

    Raises:
        NoRoomError: there is no room.
        DamagedError: the file is no database or is damaged.
        StorageError: any other trouble with the file or its folder.
    """
    try:
        yield
    except DBAPIError as error:
        raise _of_database(path, error.orig) from error
    except sqlite3.Error as error:
        raise _of_database(path, error) from error
    except OSError as error:
        raise _of_disk(path, error) from error


def _of_database(path: Path, error: BaseException | None) -> StorageError:
    name = getattr(error, "sqlite_errorname", None) or ""
    if name == "SQLITE_FULL" or (name.startswith("SQLITE_IOERR") and _is_full(path.parent)):
        return _no_room(path)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return _unwritable(path, "it may not be written")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StorageError(
            f"Another program keeps the history {path} locked.", "Close it and try again."
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(path)
    return StorageError(f"The history {path} cannot be used: {error}.", _elsewhere())


def _of_disk(path: Path, error: OSError) -> StorageError:
    if error.errno in NO_ROOM:
        return _no_room(path)
    return _unwritable(path, error.strerror or str(error))


def damaged(path: Path) -> DamagedError:
    """What is said of a file that is no database."""
    return DamagedError(
        f"The history {path} is damaged or is not a history.",
        "Take back a backup with: voicecoach data restore FILE (the file is put aside, not lost).",
    )


def _no_room(path: Path) -> NoRoomError:
    return NoRoomError(f"There is no room left on the disk of {path}.", "Free some space.")


def _unwritable(path: Path, why: str) -> StorageError:
    return StorageError(f"The history cannot be kept in {path.parent}: {why}.", _elsewhere())


def _elsewhere() -> str:
    return "Set XDG_DATA_HOME to a folder that you may write to."


def _is_full(folder: Path) -> bool:
    try:
        status = os.statvfs(folder)
    except (OSError, AttributeError):
        return False
    return status.f_bavail * status.f_frsize < 1_000_000
