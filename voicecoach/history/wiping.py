"""Removes every trace of ours, and nothing of anybody else's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from voicecoach.errors import StorageError
from voicecoach.history.database import FILE
from voicecoach.history.locks import try_lock
from voicecoach.history.recordings import CALL, FOLDER, PART, RUNNING, SCRAP, SOUND
from voicecoach.history.restore import SAFETY, STAGING
from voicecoach.history.room import RESERVE_FILE
from voicecoach.history.sound import HEADER
from voicecoach.history.trouble import in_words

_DATABASE = rf"{re.escape(FILE)}(?:-wal|-shm|-journal)?"
_SOUND = rf"{FOLDER}/{CALL.pattern}/(?:{SOUND.pattern})"
_STAMP = r"\d{8}-\d{6}(?:-\d+)?"
_OURS = re.compile(
    rf"{_DATABASE}|{_SOUND}|{RESERVE_FILE}|{FOLDER}/{re.escape(RUNNING)}/(?:{SCRAP.pattern})"
    rf"|{SAFETY}/before-restore-{_STAMP}\.zip|history-damaged-{_STAMP}\.sqlite3(?:-wal|-shm)?"
    rf"|{re.escape(STAGING)}\w+/(?:{_DATABASE}|{_SOUND})"
)
_PART = re.compile(rf"{FOLDER}/{re.escape(RUNNING)}/(?:{PART.pattern})")
_LINE = re.compile(r"[0-9a-f]{32}\.wav|tmp\w+\.part")
_CARDS = re.compile(r"cards-[0-9a-f]{16}\.json|tmp\d+\.part")


@dataclass(frozen=True, slots=True)
class Ours:
    """What would be removed, and what not.

    Attributes:
        files: ours.
        size: bytes of them.
        others: everything else in our folders, which stays.
    """

    files: tuple[Path, ...]
    size: int
    others: tuple[Path, ...]


def look(data: Path, cache: Path, config: Path) -> Ours:
    """Tell ours from others' in our folders.

    Args:
        data: the data folder.
        cache: the cache folder.
        config: the folder of the settings file, which people write themselves: it stays.
    """
    ours = [path for path in _files(data) if _is_ours_in_data(path, path.relative_to(data).parts)]
    ours += [path for path in _files(cache) if _is_ours_in_cache(path.relative_to(cache).parts)]
    known = set(ours)
    folders = dict.fromkeys((data, cache, config))
    others = {path for folder in folders for path in _files(folder) if path not in known}
    return Ours(tuple(ours), sum(path.lstat().st_size for path in ours), tuple(sorted(others)))


def wipe(data: Path, cache: Path, ours: Ours) -> None:
    """Remove them, and the folders that are empty then.

    Raises:
        StorageError: a call is running, or something could not be removed.
    """
    if _call_is_running(data):
        raise StorageError("A call is running.", "End it first; nothing was removed.")
    with in_words(data / FILE):
        for path in ours.files:
            path.unlink(missing_ok=True)
        for folder in (data, cache):
            _remove_empty(folder)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def _is_ours_in_data(path: Path, parts: tuple[str, ...]) -> bool:
    if path.is_symlink():
        return False
    place = "/".join(parts)
    if _PART.fullmatch(place):
        return _is_part(path)
    return bool(_OURS.fullmatch(place))


def _is_part(path: Path) -> bool:
    with path.open("rb") as file:
        begin = file.read(len(HEADER))
    return HEADER.startswith(begin)


def _is_ours_in_cache(parts: tuple[str, ...]) -> bool:
    if len(parts) == 1:
        return bool(_CARDS.fullmatch(parts[0]))
    return len(parts) == 2 and parts[0] == "lines" and bool(_LINE.fullmatch(parts[1]))


def _call_is_running(data: Path) -> bool:
    for path in (data / FOLDER / RUNNING).glob("*.wav"):
        if PART.fullmatch(path.name) and path.is_file():
            with path.open("r+b") as file:
                if not try_lock(file):
                    return True
    return False


def _remove_empty(folder: Path) -> None:
    if not folder.is_dir():
        return
    below = sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True)
    for path in (*below, folder):
        if not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()
