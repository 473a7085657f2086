"""Made-up calls for tests of history and review."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.domain.turn import (
    Call,
    Contact,
    ContactLine,
    Ended,
    Finding,
    Outcome,
    Reply,
    Source,
    Span,
    Tip,
    Turn,
    Verdict,
    Voice,
)

ZONE = timezone(timedelta(hours=1))
BEGAN = datetime(2026, 1, 5, 9, 30, tzinfo=ZONE)
BLOCK = struct.pack("<320h", *(round(9000 * math.sin(n * math.pi / 16)) for n in range(320)))
"""20 ms of a 500 Hz tone."""


def words(text: str, start: float = 0.4, each: float = 0.3) -> tuple[Word, ...]:
    """Words one after another, ``each`` s long."""
    return tuple(
        Word(word, round(start + n * each, 3), round(start + (n + 1) * each, 3), 0.9)
        for n, word in enumerate(text.split())
    )


def spoken(text: str, *more: tuple[str, float]) -> Transcript:
    """A transcript; further segments are given with their start in s."""
    segments = [Segment(text, words(text))]
    segments += [Segment(part, words(part, start)) for part, start in more]
    return Transcript(tuple(segments), "tiny")


def finding(key: str, reply: str, evidence: str) -> Finding:
    start = reply.index(evidence)
    return Finding(key, 0.9, Span(evidence, start, start + len(evidence)), "Whom else?", 71.0)


def reply(
    text: str = "i see who else could i call",
    source: Source = "spoken",
    transcript: Transcript | None = None,
    hesitation: float | None = 0.4,
) -> Reply:
    heard = transcript or (spoken(text) if source == "spoken" else None)
    return Reply(
        text=heard.text if heard else text,
        source=source,
        ended=Ended("pause", "1.5 s of quiet after your last word", 4.0),
        transcript=heard,
        duration=4.0,
        hesitation=hesitation if source == "spoken" else None,
    )


def turn(
    number: int = 1,
    attempt: int = 1,
    text: str = "i see who else could i call",
    *,
    contact: str = "I don't know of any jobs.",
    score: int = 70,
    asked: bool = True,
    situation: str = "no-jobs",
    at: datetime | None = None,
    source: Source = "spoken",
    moves: Iterable[tuple[str, str]] = (),
    slips: Iterable[tuple[str, str]] = (),
    missing: tuple[str, ...] = (),
) -> Turn:
    said = reply(text, source)
    verdict = Verdict(
        score=score,
        band="good",
        asked=asked,
        moves=tuple(finding(key, said.text, evidence) for key, evidence in moves),
        slips=tuple(finding(key, said.text, evidence) for key, evidence in slips),
        missing=missing,
        tip=Tip("Thank them.", "thank", "Thanks for telling me."),
    )
    line = ContactLine(f"l{number}", contact, Voice("gmw/en-us+f2"), situation=situation)
    moment = at or BEGAN + timedelta(seconds=30 * number + 5 * attempt)
    return Turn(number, attempt, line, said, verdict, moment)


def call(
    id_: str = "20260105-093000-0001",
    *turns: Turn,
    began: datetime = BEGAN,
    title: str = '"I don\'t know of any jobs"',
    scenario: str = "no-jobs",
    contact: str = "Dana Price",
    reached: bool | None = None,
) -> Call:
    made = Call(
        id=id_,
        scenario=scenario,
        title=title,
        contact=Contact(contact, "past co-worker", "Hale Tools"),
        mode="coach",
        seed=7,
        began=began,
        heard_by="vosk tiny",
        program="0.1.0",
        turns=turns,
    )
    if reached is None:
        return made
    outcome = Outcome(reached, "bye", "They gave you a name." if reached else "No name.")
    return replace(made, ended=began + timedelta(minutes=2), outcome=outcome)
