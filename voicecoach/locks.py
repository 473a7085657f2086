"""Tells whether another running program still writes a file. A lock ends with its process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import IO

LONGEST_WAIT, LOOK = 10.0, 0.02
"""s; whoever holds a lock writes a small file, so it is over in milliseconds."""

if sys.platform == "win32":
    import msvcrt

    _FAR = 2**40  # Windows locks bytes; this one, far past the end, stands for the file

    def try_lock(file: IO[bytes]) -> bool:
        """Lock an open file for this process; False if another one has it."""
        at = file.tell()
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(at)
        return True

else:
    import fcntl

    def try_lock(file: IO[bytes]) -> bool:
        """Lock an open file for this process; False if another one has it."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: as good as alone
        return True


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One program at a time; waits up to ``LONGEST_WAIT`` s, then goes on all the same.

    Args:
        path: an empty file that is made for it and stays, so that no two programs lock two files.

    Raises:
        OSError: it cannot be made.
    """
    with path.open("ab") as file:
        for _ in range(round(LONGEST_WAIT / LOOK)):
            if try_lock(file):
                break
            sleep(LOOK)
        yield
