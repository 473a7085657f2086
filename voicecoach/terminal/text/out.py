"""Writes lines, whatever the terminal can show and whatever names of files hold."""

from __future__ import annotations

import sys


def put(line: str) -> None:
    """Write one line at once; characters the code page lacks become question marks."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding), flush=True)


def complain(trouble: object) -> None:
    """Say on standard error what went wrong; what a name holds never commands the terminal."""
    from voicecoach.terminal.text.tables import safe  # `--help` should not pay for it

    text = "\n".join(map(safe, str(trouble).splitlines()))
    print(f"voicecoach: {text}", file=sys.stderr)
