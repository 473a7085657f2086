"""Waiting for an order for so long and no longer."""

from __future__ import annotations

import time

from voicecoach.practice.commands import Command, Commands

LOOK = 0.02
"""s between looks for an order."""
PULSE = 0.1
"""s that a typed reply is waited for before its time is looked at."""


def hold_for(commands: Commands, seconds: float | None) -> Command | None:
    """Wait so many s for an order; None: until there is one."""
    if seconds is None:
        return commands.wait()
    end = time.monotonic() + seconds
    while (order := commands.poll()) is None and time.monotonic() < end:
        time.sleep(LOOK)
    return order


def pulse(commands: Commands) -> Command | None:
    """Wait ``PULSE`` s for an order."""
    return hold_for(commands, PULSE)


def do_not_hold(commands: Commands, seconds: float | None) -> Command | None:
    """Nobody looks at what is shown."""
    return None
