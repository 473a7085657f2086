"""Starts worker processes, the same way on every system: a new interpreter, a module, pipes.

Never a fork of this process: PortAudio's and the recognizer's threads would not survive in it, and
Windows has none.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

NEW_GROUP, NO_WINDOW = 0x00000200, 0x08000000
"""Of Windows (CreateProcess): Python knows their names there only."""


def worker_environment(**more: str) -> dict[str, str]:
    """This process's environment with where the package lies, whatever was set, and ``more``."""
    ours = str(Path(__file__).parents[3])
    path = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, **more}


def start(module: str, *options: str | Path, **environ: str) -> subprocess.Popen[bytes]:
    """A process that runs one of our modules, with pipes to its standard input and output.

    Args:
        module: its dotted name.
        options: words for it.
        environ: variables beside our own.

    Raises:
        OSError: the system starts none.
    """
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        # -P: no module that happens to lie in the caller's folder is imported.
        [sys.executable, "-P", "-m", module, *map(str, options)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=worker_environment(**environ),
        **apart(),
    )


def apart() -> dict[str, Any]:
    """What keeps Ctrl-C, which is for the call, away from a worker; on Windows also a window."""
    if sys.platform == "win32":
        return {"creationflags": NEW_GROUP | NO_WINDOW}
    return {"start_new_session": True}
