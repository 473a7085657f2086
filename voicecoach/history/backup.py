"""Backups: one ZIP file with the words, the sound and a list of checksums.

voicecoach-backup.json   {"format": 1, "program", "made", "calls", "files": {name: sha256}}
history.sqlite3          one whole moment of the database, also while a call runs
recordings/...
profile.yaml, scripts/...  the caller's own words
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

import voicecoach
from voicecoach.errors import StorageError
from voicecoach.history import own_files
from voicecoach.history.database import BUSY, FILE, may_write, to_look_at
from voicecoach.history.recordings import CALL, FOLDER, SOUND, Recordings
from voicecoach.history.store import Store
from voicecoach.history.tables import calls
from voicecoach.history.trouble import in_words

MANIFEST = "voicecoach-backup.json"
FORMAT = 1
NAME = re.compile(
    rf"{re.escape(FILE)}|{FOLDER}/{CALL.pattern}/(?:{SOUND.pattern})|{own_files.NAME.pattern}"
)
MOST_BYTES = 1_000_000_000_000
"""A backup that says it unpacks to more is not believed."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written or read.

    Attributes:
        calls: how many are in it.
        size: bytes of the file.
    """

    path: Path
    calls: int
    size: int
    made: str


def make_backup(store: Store, target: Path, now: datetime) -> Made:
    """Write everything that is kept to a file; a running call goes on meanwhile.

    Raises:
        StorageError: the file is there already or cannot be written.
    """
    if target.exists():
        raise StorageError(f"{target} is there already.", "Give another name.")
    if not target.absolute().parent.is_dir():
        raise StorageError(f"There is no folder {target.parent}.", "Make it first.")
    try:
        with tempfile.TemporaryDirectory(
            prefix=".voicecoach-", dir=target.absolute().parent
        ) as name:
            copy, part = Path(name) / FILE, Path(name) / "backup.zip"
            with in_words(store.folder / FILE):
                snapshot(store.folder / FILE, copy)
            manifest = _write(part, store.folder, copy, _ids(copy), now)
            part.replace(target)
    except OSError as error:
        raise StorageError(
            f"{target} cannot be written: {error.strerror}.", "Choose another place."
        ) from error
    return Made(target, manifest["calls"], target.stat().st_size, manifest["made"])


def snapshot(source: Path, target: Path) -> None:
    """One whole moment of a database as a file of its own, log included.

    Raises:
        sqlite3.Error: it cannot be read or written.
    """
    address = source.absolute().as_uri() if may_write(source) else to_look_at(source)
    with (
        closing(sqlite3.connect(address, uri=True, timeout=BUSY)) as raw,
        closing(sqlite3.connect(target, timeout=BUSY)) as copy,
    ):
        raw.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _ids(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as raw:
        return [row[0] for row in raw.execute(str(sa.select(calls.c.id).order_by(calls.c.id)))]


def _write(part: Path, data: Path, copy: Path, ids: list[str], now: datetime) -> dict[str, Any]:
    recordings = Recordings(data)
    files: dict[str, str] = {}
    with part.open("wb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            files[FILE] = _add(archive, copy, FILE, zipfile.ZIP_DEFLATED)
            for name in (name for call_id in ids for name in recordings.of_call(call_id)):
                files[name] = _add(archive, data / name, name, zipfile.ZIP_STORED)
            for name in own_files.names(data):
                files[name] = _add(archive, data / name, name, zipfile.ZIP_DEFLATED)
            manifest = {
                "format": FORMAT,
                "program": voicecoach.__version__,
                "made": now.isoformat(timespec="seconds"),
                "calls": len(ids),
                "files": files,
            }
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
        out.flush()
        os.fsync(out.fileno())
    return manifest


def _add(archive: zipfile.ZipFile, path: Path, name: str, compression: int) -> str:
    digest = hashlib.sha256()
    info = zipfile.ZipInfo(name)
    info.compress_type = compression
    info.file_size = path.stat().st_size  # tells whether the long form of the header is needed
    with path.open("rb") as source, archive.open(info, "w") as target:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()


def unpack(source: Path, folder: Path) -> Made:
    """Check a backup, whole, and unpack it.

    Args:
        source: the backup.
        folder: an empty folder; nothing is written outside it.

    Raises:
        StorageError: it is no backup, is damaged, or comes from a newer program.
    """
    manifest = read_manifest(source)
    try:
        with zipfile.ZipFile(source) as archive:
            for name, digest in manifest["files"].items():
                _take(archive, name, digest, folder)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise _broken(source, str(error)) from error
    except OSError as error:
        raise StorageError(f"{source} cannot be unpacked: {error.strerror}.") from error
    return Made(source, manifest["calls"], source.stat().st_size, manifest["made"])


def read_manifest(source: Path) -> dict[str, Any]:
    """What a backup says is in it.

    Raises:
        StorageError: it is no backup or comes from a newer program.
    """
    try:
        with source.open("rb") as file:
            if file.read(15) == b"SQLite format 3":
                raise StorageError(
                    f"{source} is a database copied by itself; what was said last may be missing.",
                    "Make a whole copy where it comes from with: voicecoach data backup FILE",
                )
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read(MANIFEST))
    except OSError as error:
        raise StorageError(f"{source} cannot be read: {error.strerror}.") from None
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise _broken(source, "it is no backup of voicecoach") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), int):
        raise _broken(source, "it is no backup of voicecoach")
    if manifest["format"] > FORMAT:
        raise StorageError(f"{source} was made by a newer voicecoach.", "Update voicecoach.")
    files = manifest.get("files")
    sound_names = isinstance(files, dict) and all(NAME.fullmatch(name) for name in files)
    if not sound_names or FILE not in manifest["files"]:
        raise _broken(source, "its list of files is wrong")
    return {"calls": 0, "made": "", **manifest}


def _take(archive: zipfile.ZipFile, name: str, digest: str, folder: Path) -> None:
    if archive.getinfo(name).file_size > MOST_BYTES:
        raise zipfile.BadZipFile(f"{name} is too large")
    path = folder / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = hashlib.sha256()
    with archive.open(name) as source, path.open("wb") as target:
        while chunk := source.read(1 << 20):
            found.update(chunk)
            target.write(chunk)
    if found.hexdigest() != digest:
        raise zipfile.BadZipFile(f"{name} is not what it was")


def _broken(source: Path, why: str) -> StorageError:
    return StorageError(f"{source} cannot be restored: {why}.", "Nothing was changed.")
