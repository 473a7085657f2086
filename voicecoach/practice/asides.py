"""Orders of a drill: some come from its clock, some are meant for the card before."""

from __future__ import annotations

from collections import deque

from voicecoach.practice.commands import Command, Commands, EndReply, Knew, NotFinished, Undo


class Asides:
    """Passes orders on, but for those about the card before, which it keeps for the drill.

    Args:
        commands: where orders come from.
    """

    def __init__(self, commands: Commands) -> None:
        self._commands = commands
        self._time_is_up = False
        self.kept: deque[Knew | Undo] = deque()

    def end_reply(self) -> None:
        """The reply's time is over: the next look gives the order to end it."""
        self._time_is_up = True

    def poll(self) -> Command | None:
        """See ``Commands``."""
        if self._time_is_up:
            self._time_is_up = False
            return EndReply()
        order = self._commands.poll()
        if isinstance(order, Knew | Undo):
            self.kept.append(order)
            return None
        return None if isinstance(order, NotFinished) else order  # a graded reply stays as it is

    def wait(self) -> Command:
        """See ``Commands``."""
        while True:
            order = self._commands.wait()
            if not isinstance(order, Knew | Undo):
                return order
            self.kept.append(order)

    def drop(self) -> None:
        """See ``Commands``; the clock's order was for the reply before as well."""
        self._time_is_up = False
        self._commands.drop()
