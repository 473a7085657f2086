"""The built-in calls, read once and kept ready: parsing all of them takes seconds."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import voicecoach
from voicecoach.dialogue import loader
from voicecoach.dialogue.scenario import Scenario

NAME = "cards-{}.json"


def builtin_calls(cache: Path) -> Sequence[Scenario]:
    """All calls that come with the program.

    Args:
        cache: the cache folder; where nothing can be kept in it, the calls are parsed each time.

    Raises:
        AssetError: the installation is incomplete.
        DataFileError: a call is malformed.
    """
    codec = TypeAdapter(tuple[Scenario, ...])
    path = cache / NAME.format(_stamp())
    try:
        return codec.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        calls = tuple(loader.load_builtin(key) for key in loader.available())
    _keep(path, codec.dump_json(calls))
    return calls


def _stamp() -> str:
    """Changes with the program and with every file."""
    told = [voicecoach.__version__]
    for key in loader.available():
        file = loader.builtin_file(key)
        status = file.stat()
        told.append(f"{file}:{status.st_size}:{status.st_mtime_ns}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _keep(path: Path, content: bytes) -> None:
    part = path.with_name(f"tmp{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        for older in path.parent.glob(NAME.format("*")):
            older.unlink(missing_ok=True)
        part.replace(path)
    except OSError:
        return  # it is only a cache
