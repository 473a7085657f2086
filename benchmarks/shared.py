"""Where the sound for measuring lies: it is never part of the project."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "VOICECOACH_SHARED"
BESIDE = Path(__file__).resolve().parent.parent.parent / "shared"


def folder(part: str) -> Path:
    """A folder of that sound.

    Args:
        part: "cases", "speech" or "turns".
    """
    found = Path(os.environ.get(VARIABLE) or BESIDE) / part
    if not found.is_dir():
        sys.exit(f"{found} is not there: set {VARIABLE} to the folder that holds {part!r}.")
    return found
