"""A call that waits: because the caller wants it, or because a sound device is gone."""

from __future__ import annotations

from collections.abc import Generator

from voicecoach.errors import DeviceError
from voicecoach.practice.commands import (
    Command,
    Commands,
    EndReply,
    HangUp,
    NotFinished,
    Pause,
    Resume,
    Type,
)
from voicecoach.practice.events import Event, Paused, Resumed
from voicecoach.speech.line.line import Line

WAITS = "The call waits, and goes on by itself when it is back."
TRIES = 3000
"""Looks whether devices are back (at least 0.2 s each), before a call is given up."""


def until_mended(
    line: Line, error: DeviceError, commands: Commands
) -> Generator[Event, None, Command | None]:
    """Hold the call until its devices work again or the caller goes on without them.

    Args:
        line: what broke.
        error: how.
        commands: looked at between tries to get the devices back.

    Returns:
        the order that ended the wait: ``HangUp``, ``Type`` (with or without words: the
        caller types from now on) or ``EndReply``; None: the devices work.

    Raises:
        DeviceError: they did not come back, and nobody ordered anything.
    """
    yield Paused(f"{error.what} {WAITS}", lost=True)
    for _ in range(TRIES):
        order = commands.poll()
        if isinstance(order, HangUp | Type | EndReply | NotFinished):
            yield Resumed()
            return order
        if line.mend():
            yield Resumed()
            return None
        if isinstance(order, Resume):
            yield Paused(f"It is not back yet. {WAITS}", lost=True)
    raise error


def paused(commands: Commands, *ends: type[Command]) -> Generator[Event, None, Command]:
    """Hold the call because the caller wants it.

    Args:
        commands: waited for.
        ends: orders that end the wait, beside ``Resume``, ``Pause`` and ``HangUp``.
    """
    yield Paused("You paused the call.")
    order = commands.wait()
    while not isinstance(order, (Resume, Pause, HangUp, *ends)):
        order = commands.wait()
    yield Resumed()
    return order
