"""What may reach the synthesizer: text without what it would read out or choke on. Pure."""

from __future__ import annotations

import re
import unicodedata

from voicecoach.errors import SpeechError

MAX_CHARACTERS = 4000
"""3 s of work for the synthesizer; the time grows with the square of the length."""

_GAPS = {"Cc", "Cs", "Co", "Cn", "So", "Sk", "Zl", "Zp"}
"""Unicode categories replaced by a space: controls (NUL cuts the text off, \\x01 is a command),
lone surrogates, and symbols and emoji (they would be read out by name; those too new for this
Python are "not assigned")."""

_NOTHING = {"Cf", "Me"}
"""Categories left out: joiners, direction marks, soft hyphens, keycaps around a digit."""

_EMOJI_STYLE = re.compile(".?\ufe0f")
"""A sign that is shown as an emoji, such as an arrow, with the mark that makes it one."""


def speakable(text: str) -> str:
    """The text as it can be spoken.

    Raises:
        SpeechError: nothing to say is left, or it is longer than ``MAX_CHARACTERS``.
    """
    kept = _EMOJI_STYLE.sub(_plain, text)
    kept = "".join(_spoken(character) for character in kept)
    kept = " ".join(kept.split())
    if not re.search(r"\w", kept):
        raise SpeechError("There is nothing to say in this line.")
    if len(kept) > MAX_CHARACTERS:
        raise SpeechError(f"A line is longer than {MAX_CHARACTERS} characters.", "Make it shorter.")
    return kept


def _plain(styled: re.Match[str]) -> str:
    sign = styled[0][0]
    return sign if sign.isdigit() else " "


def _spoken(character: str) -> str:
    category = unicodedata.category(character)
    if category in _NOTHING or 0xFE00 <= ord(character) <= 0xFE0F:
        return ""
    return " " if category in _GAPS else character
