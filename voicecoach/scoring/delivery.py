"""How a reply was said, from its word times: told with how sure it is. Pure.

No figure here says "too fast" by a norm of everybody: there is none for calls like these, and pace
climbs by itself in short replies. It is compared with the caller's own calm speech only. The same
figures are kept by the history and shown by the report: they are counted here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from voicecoach.domain.transcript import Transcript
from voicecoach.domain.turn import Reply
from voicecoach.scoring.fillers import fillers

Sure = Literal["measured", "uncertain", "not measurable"]

LONG_PAUSE = 1.0
"""s: shorter ones are ordinary speech. Published classes of pauses end at 0.2 s and at 1 s
(Campione & Véronis, 2002, isca-speech.org/archive/sp2002/sp02_199.html)."""

LEAST_WORDS = 8
"""Words below which a pace says nothing: it climbs steeply in turns of one to seven words
(Yuan et al., 2006, isca-speech.org/archive/interspeech_2006/yuan06_interspeech.html)."""

BROKEN = 300.0
"""Words a minute above which the times are wrong, as in a broken file: conversation has about 150
(NCVS, after lisabmarshall.com/2014/01/23/how-fast-do-i-speak-update)."""

LATE, COMPOSED = 2.0, 1.5
"""s before a reply, from the caller's turn. Good callers take up to 1.5 s after an objection (a
vendor's figure: breakintotechsales.com/power-of-the-pause); a pause of 1.9 s on the telephone was
taken for a "no" (mpi-talkling.mpi.nl/?lang=en&p=2122). Between them nothing is said."""

CALM_SECONDS = 60.0
"""s of calm speech from which it is known how fast a caller speaks: some ten replies."""

CHANGED = 0.15
"""Share by which a pace must differ from the calm one to be told. Salespeople spoke 9 % faster
when rattled (188 for 173 words a minute, a vendor's figure: cuepitch.com, citing 67,149 calls);
replies of one caller differ by as much without a cause, so it takes more than that."""

OFTEN = 5.0
"""Fillers a minute from which the count is told as many: up to five "may be acceptable", twelve
hurt (doi.org/10.1002/jaba.1093); some six disfluencies in 100 words are normal, so none is no aim
(Lickley, 2017)."""

HEDGES = re.compile(
    r"\b(i was just|i just wanted|just wondering|sort of|kind of|i guess|maybe possibly"
    r"|if that's ok(?:ay)?|i'm not sure but|sorry to bother|i don't want to bother)\b",
    re.IGNORECASE,
)
"""Phrases that take back what is asked before it is: powerful wording raised ratings of
employability, also in telephone screens (aquila.usm.edu/theses_dissertations/2383 and /542).
"Like", "so", "you know" are not among them: they mostly mean something."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about how a reply was said.

    Attributes:
        key: which: "hesitation", "pauses", "pace", "fillers", "hedging", "length".
        text: for people.
        sure: whether it was measured.
    """

    key: str
    text: str
    sure: Sure = "measured"


@dataclass(frozen=True, slots=True)
class Calm:
    """How a caller speaks where nothing is refused.

    Attributes:
        pace: words a minute.
        seconds: of speech it was measured on, ``CALM_SECONDS`` at least.
    """

    pace: float
    seconds: float


def calm_of(replies: Iterable[Transcript]) -> Calm | None:
    """Of replies where nothing was refused, the newest first; None where they are too few."""
    words, seconds = 0, 0.0
    for heard in replies:
        if pace(heard) is not None:
            words += len(heard.words)
            seconds += _spoken_seconds(heard)
        if seconds >= CALM_SECONDS:
            return Calm(60 * words / seconds, seconds)
    return None


def pace(transcript: Transcript | None) -> float | None:
    """Words a minute from the first word to the end of the last; None where it says nothing.

    That is under ``LEAST_WORDS``, and over ``BROKEN``.
    """
    words = transcript.words if transcript else ()
    if transcript is None or len(words) < LEAST_WORDS or _spoken_seconds(transcript) <= 0:
        return None
    speed = 60 * len(words) / _spoken_seconds(transcript)
    return speed if speed <= BROKEN else None


def pauses(reply: Reply) -> list[float]:
    """S of each long pause between two words, in order.

    By the live hearing, the first one: it gives each word the sound it was made of, the second
    listener looks at half a minute at once and tells times from where it looked.
    """
    heard = next((one for one in reply.hearings if one.words), reply.transcript)
    words = heard.words if heard else ()
    gaps = (after.start - before.end for before, after in pairwise(words))
    return [gap for gap in gaps if gap >= LONG_PAUSE]


def delivery(reply: Reply, calm: Calm | None = None) -> tuple[Fact, ...]:
    """What is worth telling about how a reply was said; nothing where it was typed.

    Args:
        reply: the reply.
        calm: how the caller speaks where nothing is refused; None: not known yet.
    """
    heard = reply.transcript
    if heard is None or not heard.words:
        return ()
    return (
        *_hesitation(reply),
        *_pauses(reply),
        _length(heard),
        _pace(heard, calm),
        *_hedges(reply.text),
        _fillers(heard),
    )


def _hesitation(reply: Reply) -> list[Fact]:
    waited = reply.hesitation
    if waited is None:
        return []
    what = (
        ", composed" if waited <= COMPOSED else ", long on the telephone" if waited > LATE else ""
    )
    return [Fact("hesitation", f"{waited:.1f} s before your first word{what}")]


def _pauses(reply: Reply) -> list[Fact]:
    long = pauses(reply)
    if not long:
        return []
    many = f"{len(long)} long pauses" if len(long) > 1 else "one long pause"
    return [Fact("pauses", f"{many} (the longest {max(long):.1f} s)")]


def _length(heard: Transcript) -> Fact:
    count = len(heard.words)
    words = "one word" if count == 1 else f"{count} words"
    return Fact("length", f"{words} in {_spoken_seconds(heard):.0f} s")


def _pace(heard: Transcript, calm: Calm | None) -> Fact:
    speed = pace(heard)
    if speed is None:
        return Fact("pace", "pace", "not measurable")
    sure: Sure = "measured" if len(heard.words) >= 2 * LEAST_WORDS else "uncertain"
    return Fact("pace", f"about {speed:.0f} words a minute{_compared(speed, calm)}", sure)


def _compared(speed: float, calm: Calm | None) -> str:
    if calm is None:
        return ""
    change = speed / calm.pace - 1
    usual = f"your calm {calm.pace:.0f}"
    if abs(change) < CHANGED:
        return f", much like {usual}"
    return f", {abs(change):.0%} {'faster' if change > 0 else 'slower'} than {usual}"


def _hedges(text: str) -> list[Fact]:
    found = [match.group() for match in HEDGES.finditer(text)]
    quoted = ", ".join(f'"{phrase}"' for phrase in found)
    return [Fact("hedging", f"hedging: {quoted}")] if found else []


def _fillers(heard: Transcript) -> Fact:
    count, speed = fillers(heard), pace(heard)
    if count is None:
        return Fact("fillers", "fillers", "not measurable")
    many = "one filler" if count == 1 else f"{count or 'no'} fillers"
    often = speed is not None and count * speed / len(heard.words) > OFTEN
    return Fact("fillers", many + ", many for the time" * often, "uncertain")


def _spoken_seconds(heard: Transcript) -> float:
    """S from the first word to the end of the last; 0 without words."""
    words = heard.words
    return words[-1].end - words[0].start if words else 0.0


def in_words(facts: Iterable[Fact]) -> str:
    """One line for people; what is not measurable is named as such, once."""
    told = [f"{fact.text}{' (uncertain)' if fact.sure == 'uncertain' else ''}"
            for fact in facts if fact.sure != "not measurable"]  # fmt: skip
    missing = [fact.text for fact in facts if fact.sure == "not measurable"]
    text = "; ".join(told)
    return f"{text}; not measurable: {', '.join(missing)}" if missing else text
