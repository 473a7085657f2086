"""What this process holds in memory."""

from __future__ import annotations

import os
import re
import resource
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak() -> float:
    """The most that it held so far, MB of 2^20 bytes.

    ``ru_maxrss`` begins with what the parent held when it started this process, so that beside
    a large parent nothing would seem to be used: only where there is no ``/proc``.
    """
    if STATUS.exists() and (found := re.search(r"VmHWM:\s+(\d+)", STATUS.read_text())):
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident() -> float:
    """What it holds now, MB of 10^6 bytes; Linux only."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
