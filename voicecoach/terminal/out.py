"""Writes lines to standard output, whatever the terminal can show."""

from __future__ import annotations

import sys


def put(line: str) -> None:
    """Write one line at once; characters the code page lacks become question marks."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding), flush=True)


class StatusLine:
    """Lines, and below them one that changes in place (only where somebody watches a terminal)."""

    def __init__(self) -> None:
        self._shown = 0

    def put(self, line: str) -> None:
        """Write one line above the status, which is gone then."""
        if self._shown:
            sys.stdout.write("\r" + " " * self._shown + "\r")
            self._shown = 0
        put(line)

    def status(self, text: str) -> None:
        """Show this in place of the status before."""
        sys.stdout.write("\r" + text.ljust(self._shown))
        sys.stdout.flush()
        self._shown = max(self._shown, len(text))
