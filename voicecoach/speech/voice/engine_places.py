"""Where eSpeak NG is on each system, by the same places as pyttsx3 looks in, and how to get it."""

from __future__ import annotations

import ctypes.util
import importlib.util
import os
import sys

PLACES = {
    "darwin": (
        "/opt/homebrew/lib/libespeak-ng.1.dylib",
        "/usr/local/lib/libespeak-ng.1.dylib",
        "/usr/local/lib/libespeak.dylib",
    ),
    "win32": (
        r"C:\Program Files\eSpeak NG\libespeak-ng.dll",
        r"C:\Program Files (x86)\eSpeak NG\libespeak-ng.dll",
    ),
}
"""Files that pyttsx3 2.99 opens (drivers/_espeak.py); elsewhere it asks the system by name."""

PACKAGE = "espeakng_loader"
_INSTALL = {
    "darwin": "`brew install espeak-ng`",
    "win32": "`winget install eSpeak-NG.eSpeak-NG`",
}
_LINUX = "`apt-get install espeak-ng` (Debian, Ubuntu), `dnf install espeak-ng` (Fedora)"


def installed() -> bool:
    """Whether the system has an eSpeak NG that pyttsx3 finds; nothing is loaded."""
    places = PLACES.get(sys.platform)
    if places is None:
        names = ("espeak-ng", "espeak")
        return any(ctypes.util.find_library(name) is not None for name in names)
    return any(os.path.exists(place) for place in places)


def packaged() -> bool:
    """Whether the Python package is there that brings one of its own."""
    return importlib.util.find_spec(PACKAGE) is not None


def how_to_install() -> str:
    """What to type."""
    own = _INSTALL.get(sys.platform, _LINUX)
    return f"Install eSpeak NG: {own}; or: pip install espeakng-loader."
