"""Sentences of a call that the terminal and the page say alike."""

from __future__ import annotations

WHICH = "Which of these did you say?"
TAKEN_BACK = "Taken back: it does not count any more."


def goal(*, reached: bool) -> str:
    """How the call went."""
    return "Goal reached." if reached else "Goal not reached this time."


def counts_as(name: str, words: str, key: str) -> str:
    """That a move counts by the caller's word from now on, and which key takes it back."""
    return f'It counts as: {name}: "{words}" ({key} takes it back).'
