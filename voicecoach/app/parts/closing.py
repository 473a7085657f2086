"""Gives back what a call, drill or question was held with."""

from __future__ import annotations

from collections.abc import Callable


def give_back(closers: list[Callable[[], None]]) -> None:
    """Call each once, the last one first; harmless when called twice, by whatever thread."""
    while True:
        try:
            closer = closers.pop()
        except IndexError:
            return
        closer()
