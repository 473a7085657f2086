"""Words that the caller does not want to see, masked; what is kept stays as it is. Pure."""

from __future__ import annotations

import re
from typing import TypeVar

from voicecoach.review.rewriting import rewritten

T = TypeVar("T")


def masked(value: T, words: str | None) -> T:
    """The value with these words masked, however they are written: "d***" for "damn".

    A recogniser may take any word for one that nobody said, and a report is given to a coach.

    Args:
        value: a report, hits of a search, a text.
        words: parted by spaces or commas; only whole words count. None: nothing is masked.
    """
    found = sorted(set(re.findall(r"[^\s,;]+", words or "")), key=len, reverse=True)
    if not found:
        return value
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, found))})(?!\w)"
    return rewritten(value, re.compile(pattern, re.IGNORECASE), _starred)


def _starred(match: re.Match[str]) -> str:
    return match[0][0] + "*" * (len(match[0]) - 1)
