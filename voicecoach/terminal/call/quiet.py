"""Sound libraries write their complaints to the terminal: kept away from the caller's screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

ERRORS = 2
"""Number of the standard error output."""


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Meanwhile only Python writes to standard error; what C libraries write there is dropped.

    PortAudio reports every device that vanishes there, in the middle of a live screen. Where
    there is no such output (a windowed program), nothing changes.
    """
    before = sys.stderr, sys.__stderr__
    try:
        kept = os.dup(ERRORS)
    except OSError:
        yield
        return
    with open(kept, "w", encoding=_encoding(), errors="backslashreplace", buffering=1) as own:
        sys.stderr, sys.__stderr__ = own, own  # type: ignore[misc]  # Final for others
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, ERRORS)
        os.close(nowhere)
        try:
            yield
        finally:
            sys.stderr.flush()
            os.dup2(kept, ERRORS)
            sys.stderr, sys.__stderr__ = before  # type: ignore[misc]  # Final for others


def _encoding() -> str:
    return getattr(sys.stderr, "encoding", None) or "utf-8"
