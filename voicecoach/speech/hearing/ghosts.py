"""Words that recognizers put into noise and silence."""

from __future__ import annotations

GHOSTS = frozenset({"a", "an", "but", "huh", "if", "it", "oh", "the"})
"""Not believed where they stand alone and nobody spoke. From reports on Vosk's large models
("the", "huh" in silence) and from the built-in one in white noise ("if")."""
