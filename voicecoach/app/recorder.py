"""Keeps calls: one JSON file each, rewritten whole whenever a turn is finished."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from voicecoach.domain.turn import Call, encode
from voicecoach.errors import StorageError
from voicecoach.practice.events import CallEnded, Event, TurnDone


class Recorder(Protocol):
    """Sees every event before the views do."""

    def keep(self, event: Event) -> Event:
        """Keep what the event tells; returns it, completed where keeping added something."""


class NoRecorder:
    """Keeps nothing (demo)."""

    def keep(self, event: Event) -> Event:
        """See ``Recorder``."""
        return event


class FileRecorder:
    """One JSON file a call, in ``folder``.

    Args:
        folder: made when the first turn is kept.
        call: the header of the call.
        warn: told once, in a sentence, when the call cannot be kept.
    """

    def __init__(self, folder: Path, call: Call) -> None:
        self.path = folder / f"{call.id}.json"
        self.trouble: StorageError | None = None
        self._call = call

    def keep(self, event: Event) -> Event:
        """See ``Recorder``; trouble is remembered, the call goes on."""
        if isinstance(event, TurnDone):
            self._call = replace(self._call, turns=(*self._call.turns, event.turn))
            self._write()
        if isinstance(event, CallEnded):
            self._call = event.call
            if event.call.turns:
                self._write()
        return event

    def _write(self) -> None:
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("w", encoding="utf-8") as file:
                json.dump(encode(self._call), file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path)
        except OSError as error:
            self.trouble = StorageError(
                f"This call cannot be kept in {self.path.parent}: {error.strerror}.",
                "Free some space or choose another folder; the call goes on.",
            )
