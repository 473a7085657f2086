"""Notices a data folder inside a synchronised one.

Such services copy the database and its log one by one, which breaks it ("disk image is
malformed"), or keep two versions beside each other ("conflicted copy").
"""

from __future__ import annotations

import re
from pathlib import Path

from voicecoach.history.database import FILE

_BY_NAME = (
    ("Dropbox", re.compile(r"dropbox\b", re.IGNORECASE)),
    ("OneDrive", re.compile(r"onedrive\b", re.IGNORECASE)),
    ("iCloud", re.compile(r"icloud\s*drive|mobile documents$|com~apple~clouddocs", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"(next|own)cloud\b", re.IGNORECASE)),
    ("Google Drive", re.compile(r"google\s*drive\b", re.IGNORECASE)),
)
_BY_FILE = (
    ("Dropbox", (".dropbox", ".dropbox.cache")),
    ("Nextcloud", (".nextcloudsync.log", ".owncloudsync.log")),
    ("Syncthing", (".stfolder",)),
)
_CONFLICT = re.compile(r"conflict", re.IGNORECASE)


def service(folder: Path) -> str:
    """The name of the service that synchronises the folder; empty if none is known to."""
    for place in (folder.absolute(), folder.resolve()):
        for above in (place, *place.parents):
            for name, pattern in _BY_NAME:
                if pattern.match(above.name):
                    return name
            for name, files in _BY_FILE:
                if any((above / file).exists() for file in files):
                    return name
    return ""


def conflicts(folder: Path) -> list[str]:
    """Names of second versions of the history that a service left in the folder."""
    if not folder.is_dir():
        return []
    stem = FILE.split(".", maxsplit=1)[0]
    names = sorted(path.name for path in folder.iterdir())
    return [name for name in names if name.startswith(stem) and _CONFLICT.search(name)]


def warnings(folder: Path) -> list[str]:
    """Sentences for the caller; none where all is well."""
    result = conflict_notes(folder)
    if name := service(folder):
        result.insert(
            0,
            f"The data folder {folder} is synchronised by {name}, which can break the history. "
            "Set XDG_DATA_HOME to a folder outside; to copy it, use: voicecoach data backup FILE",
        )
    return result


def conflict_notes(folder: Path) -> list[str]:
    """The sentence about a second version of the history, if there is one."""
    found = conflicts(folder)
    if not found:
        return []
    return [
        f"{folder / found[0]} is a second version of the history that a synchronising "
        "service left; voicecoach does not use it. Move it away."
    ]
