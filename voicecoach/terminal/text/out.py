"""Writes lines, whatever the terminal can show and whatever names of files hold."""

from __future__ import annotations

import sys
from typing import TextIO

DRAWN = "▔▊─━●◔"
"""Of what a live screen is made: frames, bars, the ring."""


def put(line: str) -> None:
    """Write one line at once; characters the code page lacks become question marks.

    What people said or wrote is shown, never obeyed by the terminal.
    """
    from voicecoach.terminal.text.tables import safe  # `--help` should not pay for it

    encoding = sys.stdout.encoding or "utf-8"
    text = "\n".join(map(safe, line.split("\n")))
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def complain(trouble: object) -> None:
    """Say on standard error what went wrong; what a name holds never commands the terminal."""
    from voicecoach.terminal.text.tables import safe  # `--help` should not pay for it

    text = "\n".join(map(safe, str(trouble).splitlines()))
    print(f"voicecoach: {text}", file=sys.stderr)


def live_screen(*, plain: bool) -> bool:
    """Whether a live screen can be shown: somebody is there, and the code page has its parts.

    Args:
        plain: one line an event is wanted.
    """
    if plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        for stream in (sys.stdout, sys.stderr):  # Textual writes to the latter
            DRAWN.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def repaints(stream: TextIO, *, plain: bool) -> bool:
    """Whether a line may be written over: a screen reader would read each repaint.

    Args:
        stream: where to.
        plain: one line an event is wanted.
    """
    return stream.isatty() and not plain
