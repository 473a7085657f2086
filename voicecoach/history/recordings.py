"""The caller's sound on disk: WAV while it runs, FLAC when the turn is kept.

    recordings/.running/<call>.<number>-<attempt>.wav   being written (locked by its writer)
    recordings/<call>/reply-<number>-<attempt>.flac    for good

Every block goes to the operating system at once, so a killed program loses none that it was
given. What its death left in ``.running`` is made whole by ``repair``.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from voicecoach.errors import StorageError
from voicecoach.history.sound import HEADER, as_flac, pcm_of_part, wav_header
from voicecoach.history.trouble import in_words
from voicecoach.locks import try_lock
from voicecoach.speech.sound.audio import RATE

FOLDER = "recordings"
RUNNING = ".running"
_ID = r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}"
CALL = re.compile(_ID)
PART = re.compile(rf"({_ID})\.(\d+)-(\d+)\.wav")
SCRAP = re.compile(rf"({_ID}\.\d+-\d+)\.tmp")
SOUND = re.compile(r"reply-\d{2,}-\d+(?:-\d+)?\.(?:flac|wav)")


class Recordings:
    """The recordings of a data folder.

    Args:
        data: the data folder, which the paths of recordings are relative to.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self.folder = data / FOLDER

    def begin(self, call_id: str, number: int, attempt: int) -> Recording:
        """Begin to keep the sound of one reply.

        Raises:
            StorageError: there is no room or the folder may not be written.
        """
        if not CALL.fullmatch(call_id):
            raise StorageError(f"The sound of a call named {call_id!r} cannot be kept.")
        return Recording(self, call_id, number, attempt)

    def repair(self) -> float:
        """Make whole what killed programs left; what is being written now is left alone.

        Returns:
            s of sound that were saved.

        Raises:
            StorageError: the folder may not be written or is full (nothing is lost by that).
        """
        running = self.folder / RUNNING
        if not running.is_dir():
            return 0.0
        with in_words(self.folder):
            return sum(self._repair_part(path) for path in sorted(running.iterdir()))

    def of_call(self, call_id: str) -> list[str]:
        """Paths (relative to the data folder) of all kept sound of a call, in order."""
        folder = self.folder / call_id
        if not CALL.fullmatch(call_id) or not folder.is_dir():
            return []
        names = sorted(path.name for path in folder.iterdir() if SOUND.fullmatch(path.name))
        return [f"{FOLDER}/{call_id}/{name}" for name in names]

    def remove_call(self, call_id: str) -> None:
        """Remove the sound of a call; files of others in its folder stay.

        Raises:
            StorageError: it could not be removed.
        """
        with in_words(self.folder):
            for relative in self.of_call(call_id):
                (self.data / relative).unlink(missing_ok=True)
            remove_if_empty(self.folder / call_id)

    def keep(self, pcm: bytes, call_id: str, number: int, attempt: int) -> str:
        """Write sound for good, whole or not at all.

        Returns:
            its path relative to the data folder.

        Raises:
            OSError: it could not be written.
        """
        flac = as_flac(pcm)
        content = wav_header(len(pcm)) + pcm if flac is None else flac
        folder = self.folder / call_id
        folder.mkdir(mode=0o700, exist_ok=True)
        path = _free_name(folder, f"reply-{number:02}-{attempt}", "wav" if flac is None else "flac")
        scrap = self.folder / RUNNING / f"{call_id}.{number}-{attempt}.tmp"
        try:
            with scrap.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            scrap.replace(path)
        except OSError:
            scrap.unlink(missing_ok=True)
            raise
        return f"{FOLDER}/{call_id}/{path.name}"

    def _repair_part(self, path: Path) -> float:
        if SCRAP.fullmatch(path.name):
            return self._drop_scrap(path)
        match = PART.fullmatch(path.name)
        if match is None or path.is_symlink() or not path.is_file():
            return 0.0
        with path.open("r+b") as file:
            if not try_lock(file):
                return 0.0
            content = file.read()
            pcm = pcm_of_part(content)
            if pcm is None and not HEADER.startswith(content):
                return 0.0  # carries one of our names, but is somebody else's
            if pcm and not self._is_kept(pcm, match):
                self.keep(pcm, match[1], int(match[2]), int(match[3]))
            path.unlink()
        return len(pcm or b"") / 2 / RATE

    def _drop_scrap(self, path: Path) -> float:
        part = path.with_suffix(".wav")
        if not part.exists():
            path.unlink(missing_ok=True)
            return 0.0
        with part.open("r+b") as file:
            if try_lock(file):
                path.unlink(missing_ok=True)
        return 0.0

    def _is_kept(self, pcm: bytes, match: re.Match[str]) -> bool:
        """Whether the program died between keeping the sound and removing the part."""
        path = self.folder / match[1] / f"reply-{int(match[2]):02}-{match[3]}.flac"
        return path.is_file() and path.read_bytes() == as_flac(pcm)


class Recording:
    """The sound of one reply while it runs; made by ``Recordings.begin``."""

    def __init__(self, home: Recordings, call_id: str, number: int, attempt: int) -> None:
        self._home = home
        self._call_id = call_id
        self._number = number
        self._attempt = attempt
        self._bytes = 0
        self.path = home.folder / RUNNING / f"{call_id}.{number}-{attempt}.wav"
        with in_words(self.path.parent):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = _create_locked(self.path)
            try:
                self._file.write(HEADER)
            except OSError:
                self.discard()
                raise

    @property
    def place(self) -> tuple[int, int]:
        """Number and attempt of its turn."""
        return self._number, self._attempt

    @property
    def seconds(self) -> float:
        """Sound written so far."""
        return self._bytes / 2 / RATE

    def write(self, pcm: bytes) -> None:
        """Add sound: 16-bit mono at ``RATE``. After trouble what was written before is there.

        Raises:
            StorageError: it could not be written.
        """
        with in_words(self.path):
            written = self._file.write(pcm)
            self._bytes += written or 0
            if written != len(pcm):  # the disk became full within the block
                self._file.write(pcm[written:])

    def commit(self, number: int | None = None, attempt: int | None = None) -> str:
        """Keep the sound for good.

        Args:
            number: of the turn it turned out to be; None: as begun.
            attempt: the same.

        Returns:
            the path relative to the data folder; empty if there was no sound.

        Raises:
            StorageError: it could not be kept; then ``leave`` or ``discard`` it.
        """
        kept = ""
        with in_words(self.path):
            pcm = pcm_of_part(self.path.read_bytes())
            if pcm:
                kept = self._home.keep(
                    pcm,
                    self._call_id,
                    self._number if number is None else number,
                    self._attempt if attempt is None else attempt,
                )
        self.discard()
        return kept

    def discard(self) -> None:
        """Forget the sound; harmless after ``commit``."""
        with suppress(OSError):  # a leftover is dealt with at the next start
            self.path.unlink(missing_ok=True)
        self._file.close()

    def leave(self) -> None:
        """Stop here; the next start makes a whole recording of it."""
        self._file.close()


def remove_if_empty(folder: Path) -> None:
    """Remove a folder unless somebody has something in it."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _create_locked(path: Path) -> BinaryIO:
    """A new file that this process has locked, with no moment in which it could be taken away."""
    while True:
        file: BinaryIO = path.open("xb", buffering=0)
        if (
            try_lock(file)
            and path.exists()
            and os.path.samestat(path.stat(), os.fstat(file.fileno()))
        ):
            return file
        file.close()  # a repair took the empty file for a leftover
        path.unlink(missing_ok=True)


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    path, count = folder / f"{stem}.{suffix}", 1
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}.{suffix}"
    return path
