"""Keeps calls: tells the history what the events of a call mean for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from voicecoach.domain.days import DAY_ENDS
from voicecoach.domain.turn import Call, Turn
from voicecoach.errors import StorageError
from voicecoach.history.recorder import CallRecorder
from voicecoach.practice.events import (
    Answered,
    CallEnded,
    ContactSpeaks,
    Corrected,
    Event,
    Level,
    TurnDone,
    WentOn,
    YourTurn,
)


class Recorder(Protocol):
    """Sees every event before the views do."""

    def keep(self, event: Event) -> Event:
        """Keep what the event tells; returns it, completed where keeping added something."""

    @property
    def trouble(self) -> StorageError | None:
        """What could not be kept, or nearly, in words; None if all is well."""

    def close(self) -> None:
        """Give the history back; harmless when called twice."""


class NoRecorder:
    """Keeps nothing (demo)."""

    trouble: StorageError | None = None

    def keep(self, event: Event) -> Event:
        """See ``Recorder``."""
        return event

    def close(self) -> None:
        """See ``Recorder``."""


class HistoryRecorder:
    """Keeps one call in the history.

    Args:
        folder: the data folder.
        call: the header of the call.
        day_ends: hour at which a practice day ends.
    """

    def __init__(self, folder: Path, call: Call, day_ends: float = DAY_ENDS) -> None:
        self._recorder = CallRecorder(folder, day_ends)
        self._recorder.began(call)
        self._number = 1
        self._attempt = 1
        self._answered = False
        self._last: tuple[Turn, Turn] | None = None  # the last one, as given and as kept

    @property
    def warnings(self) -> list[str]:
        """Sentences for the caller; some are there before the call begins."""
        return self._recorder.warnings

    @property
    def trouble(self) -> StorageError | None:
        """See ``Recorder``."""
        return StorageError(" ".join(self.warnings)) if self.warnings else None

    def keep(self, event: Event) -> Event:
        """See ``Recorder``; a turn is on the disk when this returns."""
        if isinstance(event, Level):
            self._recorder.sound(event.block.pcm)
        elif isinstance(event, ContactSpeaks):
            self._count(event)
        elif isinstance(event, YourTurn):
            self._your_turn(event)
        elif isinstance(event, WentOn):
            if self._last is not None:
                self._number, self._attempt = self._last[0].number, self._last[0].attempt
            self._recorder.turn_started(self._number, self._attempt)
        elif isinstance(event, Answered | TurnDone):
            return replace(event, turn=self._turn_done(event.turn))
        elif isinstance(event, Corrected):
            self._answered = True
            return replace(event, turn=self._recorder.corrected(event.turn))
        elif isinstance(event, CallEnded):
            return replace(event, call=self._recorder.ended(event.call))
        return event

    def close(self) -> None:
        """See ``Recorder``."""
        self._recorder.close()

    def _turn_done(self, turn: Turn) -> Turn:
        """With the path of its recording; a drill tells of its turns twice."""
        if self._last is not None and turn == self._last[0]:
            return self._last[1]
        self._answered = True
        self._last = turn, self._recorder.turn_done(turn)
        return self._last[1]

    def _count(self, event: ContactSpeaks) -> None:
        if self._answered:
            self._number, self._attempt = (
                (self._number, self._attempt + 1) if event.again else (self._number + 1, 1)
            )
            self._answered = False

    def _your_turn(self, event: YourTurn) -> None:
        if not event.typed:
            self._recorder.turn_started(self._number, self._attempt)
