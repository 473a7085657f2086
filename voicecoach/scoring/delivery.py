"""How a reply was said, from its word times: told with how sure it is. Pure.

No figure here says "too fast" by a norm of everybody: there is none for calls like these, and pace
climbs by itself in short replies. Fillers are not counted: the built-in model heard 2 of 17, and
the second listener leaves them out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from voicecoach.domain.transcript import Transcript
from voicecoach.domain.turn import Reply

Sure = Literal["measured", "uncertain", "not measurable"]

LONG_PAUSE = 1.0
"""s: published classes of pauses end at 0.2 s and at 1 s; only the longest are told."""

FEW_WORDS = 8
"""Words below which a pace says nothing: it climbs steeply in turns of one to seven words."""

BROKEN = 300.0
"""Words a minute above which the times are wrong: nobody speaks so fast."""

LATE, COMPOSED = 2.0, 1.5
"""s before a reply: good callers take up to 1.5 s after a "no", and a pause of 2 s on the telephone
was taken for one; between them nothing is said."""

HEDGES = re.compile(
    r"\b(i was just|i just wanted|just wondering|sort of|kind of|i guess|maybe possibly"
    r"|if that's ok(?:ay)?|i'm not sure but|sorry to bother|i don't want to bother)\b",
    re.IGNORECASE,
)
"""Phrases that take back what is asked before it is; powerful wording raised ratings in telephone
screens. "Like", "so", "you know" are not among them: they mostly mean something."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about how a reply was said.

    Attributes:
        text: for people.
        sure: whether it was measured.
    """

    text: str
    sure: Sure = "measured"


def delivery(reply: Reply) -> tuple[Fact, ...]:
    """What is worth telling about how a reply was said; nothing where it was typed."""
    heard = reply.transcript
    if heard is None or not heard.words:
        return ()
    facts = [*_hesitation(reply), *_pauses(heard), _pace(heard), *_hedges(reply.text)]
    return (*facts, Fact("fillers", "not measurable"))


def _hesitation(reply: Reply) -> list[Fact]:
    waited = reply.hesitation
    if waited is None:
        return []
    what = (
        ", composed" if waited <= COMPOSED else ", long on the telephone" if waited > LATE else ""
    )
    return [Fact(f"{waited:.1f} s before your first word{what}")]


def _pauses(heard: Transcript) -> list[Fact]:
    gaps = [after.start - before.end for before, after in pairwise(heard.words)]
    long = [gap for gap in gaps if gap >= LONG_PAUSE]
    if not long:
        return []
    many = f"{len(long)} long pauses" if len(long) > 1 else "one long pause"
    return [Fact(f"{many} (the longest {max(long):.1f} s)")]


def _pace(heard: Transcript) -> Fact:
    words = heard.words
    seconds = words[-1].end - words[0].start
    if len(words) < FEW_WORDS or seconds <= 0 or 60 * len(words) / seconds > BROKEN:
        return Fact("pace", "not measurable")
    sure: Sure = "measured" if len(words) >= 2 * FEW_WORDS else "uncertain"
    return Fact(f"about {60 * len(words) / seconds:.0f} words a minute", sure)


def _hedges(text: str) -> list[Fact]:
    found = [match.group() for match in HEDGES.finditer(text)]
    return [Fact("hedging: " + ", ".join(f'"{phrase}"' for phrase in found))] if found else []


def in_words(facts: tuple[Fact, ...]) -> str:
    """One line for people; what is not measurable is named as such, once."""
    told = [f"{fact.text}{' (uncertain)' if fact.sure == 'uncertain' else ''}"
            for fact in facts if fact.sure != "not measurable"]  # fmt: skip
    missing = [fact.text for fact in facts if fact.sure == "not measurable"]
    text = "; ".join(told)
    return f"{text}; not measurable: {', '.join(missing)}" if missing else text
