from __future__ import annotations

import pytest

from voicecoach.scoring.deciding import shown
from voicecoach.scoring.text import folded

REPLY = "Fine. How on earth was she better than me? I have twenty years, no less."


@pytest.mark.parametrize(
    ("pointed", "seen"),
    [
        ("better", "earth was she better than me"),
        ("than me I have twenty", "I have twenty"),
        ("How on earth", "How on earth"),
        ("Fine", "Fine"),
        ("less", "no less"),
    ],
)
def test_evidence_can_be_read(pointed: str, seen: str) -> None:
    reply = folded(REPLY)
    wanted = folded(pointed).plain.split()
    words = [token.word for token in reply.tokens]
    first = next(n for n in range(len(words)) if words[n : n + len(wanted)] == wanted)
    assert reply.span(*shown(reply, first, first + len(wanted))).text == seen


def test_no_words_stay_none() -> None:
    assert shown(folded(REPLY), 0, 0) == (0, 0)
