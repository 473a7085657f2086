"""What libraries need of paths: names they can open (Windows), and a home folder."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from voicecoach.errors import ModelError

LONGEST = 32_768
"""Characters of a path on Windows, with its end."""


def narrow(path: Path) -> str:
    r"""The path as such a library can open it.

    Windows has a short name of plain letters for most files (``C:\Users\JOS~1``), which is taken
    where the path holds others ("José", "Антон"). Elsewhere every path can be opened as it is.

    Raises:
        ModelError: it cannot; there is no short name.
    """
    if sys.platform == "win32" and not str(path).isascii():
        return _short_name(str(path))
    return str(path)


@contextmanager
def some_home() -> Iterator[None]:
    """Meanwhile there is a home folder, in a container without one too: an empty place.

    Vosk asks for it when it is imported, to list models that we never look for.
    """
    try:
        Path.home()
    except RuntimeError:
        lent = "USERPROFILE" if sys.platform == "win32" else "HOME"
        os.environ[lent] = os.devnull
        try:
            yield
        finally:
            del os.environ[lent]
    else:
        yield


def _short_name(path: str) -> str:
    """Windows' short name (GetShortPathNameW, which gives none on some drives)."""
    name = ctypes.create_unicode_buffer(LONGEST)
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]  # there on Windows only
    if kernel.GetShortPathNameW(path, name, LONGEST) and name.value.isascii():
        return name.value
    raise ModelError(
        f"{path} has letters that speech libraries cannot open on Windows, and no short name.",
        "Put the model (or voicecoach itself) into a folder of plain letters, such as "
        r"C:\voicecoach; a model there is named with --model.",
    )
