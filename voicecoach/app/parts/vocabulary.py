"""The caller's own words: what they corrected once is expected from then on."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from voicecoach import assets
from voicecoach.domain.turn import Reply
from voicecoach.scoring.phrasings import load_phrasings
from voicecoach.scoring.text import folded

FILE = "vocabulary.txt"
MOST = 40
"""Names the second listener is told: its prompt holds some two hundred short words."""


def load(folder: Path) -> list[str]:
    """The caller's words, the newest last; none where nothing was kept or can be read."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [line.strip() for line in lines if line.strip()][-MOST:]


def learn(folder: Path, reply: Reply, keys: Sequence[str]) -> list[str]:
    """Keep what a correction brought in that no listener heard; names that stand together as one.

    Args:
        folder: the data folder.
        reply: with the caller's words as its text, and the hearings.
        keys: of all moves and slips, whose phrasings hold the words everybody uses.

    Returns:
        what is new; it is not kept where the folder cannot be written, and asked for again.
    """
    heard = {token.word for each in reply.hearings for token in folded(each.text).tokens}
    known = heard | _everyday(keys)
    words, new, last = folded(reply.text), list[str](), -1
    for number, token in enumerate(words.tokens):
        if token.word in known or len(token.word) < 3:
            continue
        text = reply.text[token.start : token.end]
        if new and last == number - 1:
            new[-1] = f"{new[-1]} {text}"
        else:
            new.append(text)
        last = number
    kept = load(folder)
    added = [name for name in new if name not in kept]
    if added:
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / FILE).write_text("\n".join([*kept, *added]) + "\n", encoding="utf-8")
    return added


def _everyday(keys: Sequence[str]) -> set[str]:
    known = load_phrasings(assets.scenarios() / "phrasings", keys)
    return {token.word for phrasing in known for token in folded(phrasing.text).tokens}
