"""Writes lines to standard output, whatever the terminal can show."""

from __future__ import annotations

import sys


def put(line: str) -> None:
    """Write one line at once; characters the code page lacks become question marks."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding), flush=True)
