"""Removes every trace of ours, and nothing of anybody else's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from voicecoach.history import own_files, running
from voicecoach.history.database import FILE
from voicecoach.history.recordings import CALL, FOLDER, PART, RUNNING, SCRAP, SOUND
from voicecoach.history.restore import SAFETY, STAGING
from voicecoach.history.room import RESERVE_FILE
from voicecoach.history.sound import HEADER
from voicecoach.history.trouble import in_words
from voicecoach.speech.hearing.model_install import ASKED, CHOSEN, OFFICIAL
from voicecoach.speech.voice.line_cache import ENGINE_FILE

BESIDE = ("hearing.json", "hearing.new")
"""What the rooms above keep beside the history: hearing checks."""
_DATABASE = rf"{re.escape(FILE)}(?:-wal|-shm|-journal)?"
_SOUND = rf"{FOLDER}/{CALL.pattern}/(?:{SOUND.pattern})"
_STAMP = r"\d{8}-\d{6}(?:-\d+)?"
_OURS = re.compile(
    rf"{_DATABASE}|{_SOUND}|{RESERVE_FILE}|{running.MARK.pattern}|{FOLDER}/{re.escape(RUNNING)}/(?:{SCRAP.pattern})"
    rf"|{SAFETY}/before-restore-{_STAMP}\.zip|history-damaged-{_STAMP}\.sqlite3(?:-wal|-shm)?"
    rf"|{'|'.join(map(re.escape, BESIDE))}|{own_files.NAME.pattern}|{own_files.BESIDE.pattern}"
    rf"|{re.escape(STAGING)}\w+/(?:{_DATABASE}|{_SOUND}|{own_files.NAME.pattern})"
)
_PART = re.compile(rf"{FOLDER}/{re.escape(RUNNING)}/(?:{PART.pattern})")
_LINE = re.compile(rf"[0-9a-f]{{32}}\.wav|tmp\w+\.part|{re.escape(ENGINE_FILE)}")
_FETCHED = "|".join(re.escape(model.name) for model in OFFICIAL)
_MODEL = re.compile(
    rf"models/(?:(?:{_FETCHED}|\.fetch-\w+)/.+|{re.escape(CHOSEN)}|{re.escape(ASKED)})",
    re.DOTALL,
)
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
        StorageError: a call is running (then all stays), or something could not be removed.
    """
    running.refuse(data)
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
    return bool(_OURS.fullmatch(place) or _MODEL.fullmatch(place))


def _is_part(path: Path) -> bool:
    with path.open("rb") as file:
        begin = file.read(len(HEADER))
    return HEADER.startswith(begin)


def _is_ours_in_cache(parts: tuple[str, ...]) -> bool:
    if len(parts) == 1:
        return bool(_CARDS.fullmatch(parts[0]))
    return len(parts) == 2 and parts[0] == "lines" and bool(_LINE.fullmatch(parts[1]))


def _remove_empty(folder: Path) -> None:
    if not folder.is_dir():
        return
    below = sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True)
    for path in (*below, folder):
        if not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()
