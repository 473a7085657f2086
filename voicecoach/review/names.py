"""Names of people that are everyday verbs as well. Pure."""

from __future__ import annotations

import re

VERBS = frozenset(
    (
        *("bill", "chase", "chuck", "drew", "grant", "hope", "jack", "love", "mark", "may"),
        *("pat", "rob", "skip", "sue", "wade", "will"),
    )
)
"""Names that are verbs too: names only where they are written so, and not in "Will you", "May I"
at the beginning of a sentence."""
_OBJECT = re.compile(
    r"\s+(?:I|you|he|she|it|we|they|th(?:is|at|ere|ese|ose|e)|an?|my|your|his|her|our|their)\b"
)
_SENTENCE_ENDS = ".!?…"


def is_verb(match: re.Match[str]) -> bool:
    """Whether one of ``VERBS``, found in a text, begins a sentence as a verb."""
    before = match.string[: match.start()].rstrip(" \"'“‘")
    begins = not before or before[-1] in _SENTENCE_ENDS
    return begins and _OBJECT.match(match.string, match.end()) is not None
