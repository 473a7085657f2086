"""What a voice would read wrongly, measured with eSpeak-ng 1.51. Pure."""

from __future__ import annotations

import re
import unicodedata

MAX_SECONDS = 20.0
"""s; nobody remembers the beginning of a longer line on the telephone."""

_HAZARDS: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:(?:Dr|Mr|Mrs|Ms|St|Prof|Jr|Sr|Mt|Ft)\. ?(?=[A-Z])|No\. ?(?=\d))",
        "read with a full stop's pause: write it out",
    ),
    (r"\b(?:e\.g\.|i\.e\.|vs\.|etc\.|approx\.|Inc\.|Ltd\.|Co\.)", "an abbreviation: write it out"),
    (r"\w+/\w+", 'read as "slash": write "an" or "or"'),
    (r"[$€£]\s?\d", "money is read unevenly: write the words"),
    (r"\d\s?[-–]\s?\d", 'read as "dash": write "to"'),
    (r"\b\d+[.,]\d\d\b", "read digit by digit: write the words"),
    (r"\b\d[\d ]{3,}\d\b", "read as one large number: write each digit as a word"),
    (r"https?:|www\.|\S@\S", "an address cannot be understood by ear"),
    (r"[<>*_#^~|\\`=@+]|&\w+;", "a sign that is read out by name"),
    (r"[()]", "brackets are not heard: what stands in them is read like the rest"),
    (r"\b(?!HR\b)[A-Z]{3,}\b", "capitals may be read as a word: give a spelling in say"),
    (r"\b[Rr]esumes?\b(?! (?:the|our|your|work))", 'read like "to resume": write résumé'),
)
_SYMBOLS = {"So", "Sk", "Cs", "Co", "Cn", "Cc", "Cf"}
"""Unicode categories that are read out by name or cut the line off: emoji, marks, controls."""


def misread(text: str) -> list[str]:
    """What will be misread aloud, each with the words it is about.

    Args:
        text: as it would be given to the voice, spellings applied and details filled in.
    """
    found = [
        f"{match.group().strip()!r}: {why}"
        for pattern, why in _HAZARDS
        if (match := re.search(pattern, text))
    ]
    signs = [c for c in text if unicodedata.category(c) in _SYMBOLS and c != "\n"]
    if signs:
        names = ", ".join(dict.fromkeys(unicodedata.name(c, f"U+{ord(c):04X}") for c in signs))
        found.append(f"{names}: cannot be spoken, leave it out")
    return found


def seconds(text: str, rate: int) -> float:
    """About how long a line takes to say, in s, at a rate in words a minute.

    eSpeak-ng counts a word as five characters and a space; so are they counted here.
    """
    return len(text) / 6 / rate * 60
