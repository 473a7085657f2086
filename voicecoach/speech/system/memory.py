"""Gives memory that was freed back to the system."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Have the C library let go of what it keeps; Linux only, elsewhere it is left to the system.

    glibc has a heap for every thread and keeps what was freed in it, and each call has new threads:
    without this, 69 calls in one process came to 1,600 MB, with it they rest at some 420
    (benchmarks/soak.py). musl keeps nothing and has no such function.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
