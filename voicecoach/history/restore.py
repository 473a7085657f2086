"""Takes a backup back: verified whole before anything is touched, put in place in one step."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from voicecoach.errors import StorageError
from voicecoach.history import own_files, running
from voicecoach.history.backup import Made, make_backup, unpack
from voicecoach.history.database import BUSY, FILE, Database
from voicecoach.history.recordings import FOLDER, Recordings
from voicecoach.history.store import Store, open_store
from voicecoach.history.trouble import DamagedError, in_words

SAFETY = "backups"
STAGING = ".restoring-"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done.

    Attributes:
        backup: what was taken back.
        kept: where the history that was there before is now; None if there was none.
    """

    backup: Made
    kept: Path | None


def restore(folder: Path, source: Path, now: datetime) -> Restored:
    """Put the history of a backup in the place of the present one, which is kept as a backup.

    Args:
        folder: the data folder.
        source: the backup.
        now: names the copy of the present history.

    Raises:
        StorageError: the backup is not whole, there is no room, or a call is running; the
            present history is then as it was.
    """
    running.refuse(folder)
    with in_words(folder / FILE):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=STAGING, dir=folder) as scrap:
            staged = Path(scrap)
            backup = unpack(source, staged)
            new = _verified(staged, source)
            old, kept = _keep_present(folder, now)
            _put_sound(staged, folder)
            _put_words(staged / FILE, folder / FILE)
            own_files.put(staged, folder)
    recordings = Recordings(folder)
    for call_id in old - new:
        recordings.remove_call(call_id)
    return Restored(backup, kept)


def _verified(staged: Path, source: Path) -> set[str]:
    """The ids of a database that is whole and of the present form."""
    try:
        with Store(Database(staged / FILE), staged) as store:
            with store.reading() as connection:
                result = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
                loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if result != "ok" or loose is not None:
                raise DamagedError("its database is damaged")
            return store.ids()
    except DamagedError as error:
        raise StorageError(
            f"{source} cannot be restored: its database is damaged.", "Nothing was changed."
        ) from error


def _keep_present(folder: Path, now: datetime) -> tuple[set[str], Path | None]:
    """Keep what is there: as a backup or, if it cannot be read, the file itself."""
    try:
        with open_store(folder) as store:
            ids = store.ids()
            if not ids and not own_files.names(folder):
                return ids, None
            (folder / SAFETY).mkdir(mode=0o700, exist_ok=True)
            target = free_path(folder / SAFETY, f"before-restore-{now:%Y%m%d-%H%M%S}", ".zip")
            return ids, make_backup(store, target, now).path
    except DamagedError:
        aside = free_path(folder, f"history-damaged-{now:%Y%m%d-%H%M%S}", ".sqlite3")
        for ending in ("-wal", "-shm", ""):
            path = folder / f"{FILE}{ending}"
            if path.exists():
                path.replace(folder / f"{aside.name}{ending}")
        return set(), aside


def _put_sound(staged: Path, folder: Path) -> None:
    for path in sorted((staged / FOLDER).glob("*/*")):
        target = folder / FOLDER / path.parent.name / path.name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.replace(target)


def _put_words(staged: Path, live: Path) -> None:
    """In one transaction: other programs see the old history or the new one, never half."""
    with (
        closing(sqlite3.connect(staged, timeout=BUSY)) as source,
        closing(sqlite3.connect(live, timeout=BUSY)) as target,
    ):
        source.backup(target)


def free_path(folder: Path, stem: str, suffix: str) -> Path:
    """A path in ``folder`` that is not taken."""
    path, count = folder / f"{stem}{suffix}", 1
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}{suffix}"
    return path
