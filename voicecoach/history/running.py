"""Tells that a call is being held: each one has a locked file in the data folder meanwhile.

What replaces or removes the history looks first; a lock ends with its process, so a killed
program stops nobody.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from voicecoach.errors import StorageError
from voicecoach.locks import try_lock

PREFIX, SUFFIX = "call-", ".running"
MARK = re.compile(rf"{PREFIX}\w+{re.escape(SUFFIX)}")


class RunningCall:
    """The mark of one call; where it cannot be made the call goes on without.

    Args:
        folder: the data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path: Path | None = None
        self._file: BinaryIO | None = None
        with suppress(OSError):
            number, name = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=folder)
            self._path, self._file = Path(name), os.fdopen(number, "r+b")
            try_lock(self._file)

    def end(self) -> None:
        """The call is over; harmless when called twice."""
        if self._file is not None and self._path is not None:
            self._file.close()
            with suppress(OSError):  # a leftover is dealt with at the next start
                self._path.unlink(missing_ok=True)
            self._file = None


def clear(folder: Path) -> None:
    """Remove the marks of killed programs."""
    for path in _marks(folder):
        with suppress(OSError):
            if not _is_held(path):
                path.unlink(missing_ok=True)


def refuse(folder: Path) -> None:
    """Stop here while a call is held.

    Raises:
        StorageError: one is.
    """
    for path in _marks(folder):
        with suppress(FileNotFoundError):  # it ended this moment
            if _is_held(path):
                raise StorageError("A call is running.", "End it first; nothing was changed.")


def _marks(folder: Path) -> Iterator[Path]:
    for path in folder.glob(f"{PREFIX}*{SUFFIX}"):
        if MARK.fullmatch(path.name) and path.is_file() and not path.is_symlink():
            yield path


def _is_held(path: Path) -> bool:
    with path.open("r+b") as file:
        return not try_lock(file)
