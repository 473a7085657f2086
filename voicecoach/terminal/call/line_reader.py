"""Typed lines as orders (plain mode): from a terminal in the background, or from a pipe."""

from __future__ import annotations

import threading
from typing import TextIO

from voicecoach.app.parts.choices import CARDS, State, by_line
from voicecoach.app.parts.command_queue import CommandQueue
from voicecoach.practice.commands import Command, HangUp, Next


class TerminalLines(CommandQueue):
    """Lines somebody types while the call runs.

    Args:
        stream: the terminal; read in a thread until it ends.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._state = State.CONTACT
        threading.Thread(target=self._read, name="lines", daemon=True).start()

    def state_changed(self, state: State) -> None:
        """What a line means from now on."""
        self._state = state
        self.entered += 1

    def _read(self) -> None:
        for line in self._stream:
            entered = self.entered  # read before the state: never newer than it
            order = by_line(line.rstrip("\r\n"), self._state)
            if order is not None:
                self.put(order, entered)
        self.close()


class PipedLines:
    """Lines from a pipe or file: read when an order is due, so none comes too early.

    At a score card a line that is no choice is the next reply, so that a plain list of
    replies works as well. The end of the input hangs up.

    Args:
        stream: where the lines come from.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._state = State.CONTACT
        self._kept: str | None = None

    def state_changed(self, state: State) -> None:
        """What a line means from now on."""
        self._state = state

    def poll(self) -> Command | None:
        """Nothing: lines from a pipe are answers, no key presses."""
        return None

    def drop(self) -> None:
        """Nothing to forget."""

    def wait(self) -> Command:
        """See ``Commands``."""
        while True:
            line = self._kept if self._kept is not None else self._stream.readline()
            self._kept = None
            if not line:
                return Next() if self._state in CARDS else HangUp()
            order = by_line(line.rstrip("\r\n"), self._state)
            if order is not None:
                return order
            if self._state in CARDS:
                self._kept = line
                return Next()


class Keyboard:
    """Who reads standard input, for one call or several: what was typed is read by one alone."""

    def __init__(self) -> None:
        self._lines: TerminalLines | PipedLines | None = None

    def lines(self, stream: TextIO, *, typed: bool) -> TerminalLines | PipedLines | None:
        """The reader; None where nobody types.

        Args:
            stream: standard input.
            typed: replies come from it, also if it is no terminal.
        """
        if self._lines is None and stream.isatty():
            self._lines = TerminalLines(stream)
        elif self._lines is None and typed:
            self._lines = PipedLines(stream)
        return self._lines
