"""Fills ``{company}`` and the like from what is known, or leaves them out so that it reads well.

A part in square brackets belongs to the details inside it: where one of them is unknown the
whole part goes: ``I work[ at {company}] these days``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAME = re.compile(r"\{([a-z_]+)\}")
_PART = re.compile(r"\[([^\[\]]*)\]")


def fill(text: str, details: Mapping[str, str]) -> str:
    """The text with its details, or without the parts whose details are unknown."""

    def part(match: re.Match[str]) -> str:
        names = _NAME.findall(match.group(1))
        return match.group(1) if names and all(details.get(name) for name in names) else ""

    filled = _PART.sub(part, text)
    filled = _NAME.sub(lambda match: details.get(match.group(1), ""), filled)
    filled = re.sub(r"\s+([.,;:!?])", r"\1", filled)
    return " ".join(filled.split())


def names(text: str) -> set[str]:
    """Which details a text speaks of."""
    return set(_NAME.findall(text))


def outside_parts(text: str) -> set[str]:
    """Details that stand outside square brackets: without them the text has a hole."""
    return names(_PART.sub("", text))
