"""Room on the disk: a warning before a call, and a reserve for the words of a turn."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from voicecoach.errors import StorageError
from voicecoach.history.trouble import in_words
from voicecoach.speech.sound.audio import RATE

RESERVE_FILE = "reserve"
RESERVE = 1_000_000
"""Bytes kept free for text: a turn with all its words, indexes and log takes under 200,000."""

LITTLE = 100_000_000
"""Bytes; below it the caller is told. An hour of sound is 115 MB while it runs."""


def free(folder: Path) -> int | None:
    """Bytes on the disk of a folder that need not be there yet; None where nobody can tell."""
    place = folder.absolute()
    while not os.path.exists(place) and place != place.parent:
        place = place.parent
    try:
        disk = shutil.disk_usage(place)
    except OSError:
        return None
    return disk.free if disk.total else None  # a pseudo file system has no size


def warning(folder: Path) -> str:
    """A sentence if the disk of the data folder is nearly full, else nothing."""
    left = free(folder)
    if left is None or left >= LITTLE:
        return ""
    minutes = left // (2 * RATE * 60)
    return (
        f"Only {left / 1_000_000:.0f} MB are free on the disk of {folder}: room for about "
        f"{minutes} minutes of sound. Free some space before you call."
    )


class Reserve:
    """A file that is given up when the disk is full, so that words can still be kept.

    Args:
        folder: the data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / RESERVE_FILE

    def fill(self) -> None:
        """Take the room.

        Raises:
            StorageError: there is none.
        """
        if self._path.exists() and self._path.stat().st_size >= RESERVE:
            return
        try:
            with in_words(self._path), self._path.open("wb") as file:
                file.write(os.urandom(RESERVE))  # zeros would take no room on some disks
        except StorageError:
            self.release()
            raise

    def release(self) -> bool:
        """Give the room up.

        Returns:
            whether there was any.
        """
        try:
            self._path.unlink()
        except OSError:
            return False
        return True
