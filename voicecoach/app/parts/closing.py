"""Gives back what a call, drill or question was held with."""

from __future__ import annotations

import gc
from collections.abc import Callable

from voicecoach.speech.system import memory


def give_back(closers: list[Callable[[], None]]) -> None:
    """Call each once, the last one first; harmless when called twice, by whatever thread."""
    while True:
        try:
            closer = closers.pop()
        except IndexError:
            return
        closer()


def forget_earlier() -> None:
    """Free what earlier calls of this process held, before the next one is built.

    Their parts refer to each other; Python, which does not see how large models are, would let them
    lie. It takes a tenth of a second, so a process that holds one call does without.
    """
    gc.collect()
    memory.give_back()
