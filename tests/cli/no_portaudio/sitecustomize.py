"""Every Python process that finds this folder runs on a machine without the library PortAudio."""

from __future__ import annotations

import ctypes.util

find = ctypes.util.find_library


def without(name: str) -> str | None:
    return None if name == "portaudio" else find(name)


ctypes.util.find_library = without
