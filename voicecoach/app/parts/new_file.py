"""Writes a file that was not there: what the caller exports never replaces anything."""

from __future__ import annotations

from pathlib import Path

from voicecoach.errors import StorageError


def write_new(path: Path, content: bytes) -> int:
    """Write a new file.

    Returns:
        bytes written.

    Raises:
        StorageError: it is there already or cannot be written.
    """
    try:
        with path.open("xb") as file:
            return file.write(content)
    except FileExistsError:
        raise StorageError(f"{path} is there already.", "Give another name.") from None
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror}.", "Choose another place."
        ) from None
