"""Gives memory that was freed back to the system."""

from __future__ import annotations

import ctypes
import sys

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""What ``mallopt`` knows them by (malloc.h)."""

LEAST = 1 << 20
"""Bytes from which freed memory goes back at once. Left to itself glibc raises its own limit to
64 MB with the first large block, and what each thread's heap has on top stays."""


def give_back() -> None:
    """Have the C library let go of what it keeps; Linux only, elsewhere it is left to the system.

    glibc has a heap for every thread and keeps what was freed in it, and each call has new threads:
    without this, 69 calls in one process came to 1,600 MB (benchmarks/soak.py), of which 31 were in
    use. musl keeps nothing and has no such functions.
    """
    if sys.platform != "linux":
        return
    library = ctypes.CDLL(None)
    trim, option = (getattr(library, name, None) for name in ("malloc_trim", "mallopt"))
    if trim is not None and option is not None:
        option(TRIM_THRESHOLD, LEAST)
        option(MMAP_THRESHOLD, LEAST)
        trim(0)
