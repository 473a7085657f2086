"""Who answers the contact: a person over a line, a person who types, a simulated caller."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from voicecoach.domain.turn import ContactLine
from voicecoach.practice.commands import Commands
from voicecoach.practice.events import Event


class Caller(Protocol):
    """One side of the call, the one that practises."""

    def reply(self, line: ContactLine, commands: Commands) -> Iterator[Event]:
        """Hear the contact's line and answer it; the last event is ``ReplyGiven``.

        A hang-up is a ``ReplyGiven`` whose ``ended.code`` is "hung-up".
        """

    def hear(self, line: ContactLine, commands: Commands) -> Iterator[Event]:
        """Hear a line that needs no answer."""
