"""What may reach the synthesizer: text without what it would read out or choke on. Pure."""

from __future__ import annotations

import re
import unicodedata

from voicecoach.errors import SpeechError

MAX_CHARACTERS = 4000
"""3 s of work for the synthesizer; the time grows with the square of the length."""

_UNSPOKEN = {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk"}
"""Unicode categories left out: controls (NUL cuts the text off, \\x01 is a command), formatting
marks, lone surrogates, symbols and emoji (they would be read out by name)."""


def speakable(text: str) -> str:
    """The text as it can be spoken.

    Raises:
        SpeechError: nothing to say is left, or it is longer than ``MAX_CHARACTERS``.
    """
    kept = "".join(" " if unicodedata.category(c) in _UNSPOKEN else c for c in text)
    kept = re.sub(r"[\ufe00-\ufe0f]", "", kept)  # what turns a sign into an emoji
    kept = " ".join(kept.split())
    if not re.search(r"\w", kept):
        raise SpeechError("There is nothing to say in this line.")
    if len(kept) > MAX_CHARACTERS:
        raise SpeechError(f"A line is longer than {MAX_CHARACTERS} characters.", "Make it shorter.")
    return kept
