"""How much of what was said was heard."""

from __future__ import annotations

from voicecoach.scoring.text import fold


def word_error_rate(said: str, heard: str) -> float:
    """Words to add, take away or replace, as a share of the words said (0 is perfect).

    Both texts are folded first: case, punctuation, digits and hesitations do not count.
    """
    from rapidfuzz.distance import Levenshtein

    reference, hypothesis = fold(said).split(), fold(heard).split()
    if not reference:
        return 0.0 if not hypothesis else 1.0
    return Levenshtein.distance(reference, hypothesis) / len(reference)
