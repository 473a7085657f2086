"""ONE view-model of a call: terminal, JSON, page and export are templates over it. Pure.

All figures are rounded here and nowhere else, so that every view shows the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from voicecoach.domain.advice import Advice
from voicecoach.domain.transcript import Word
from voicecoach.domain.turn import Band, Call, EndCode, Source, Span, Tip, Turn, Voice
from voicecoach.history.marks import Marks
from voicecoach.review.marking import Mark, Piece, marks_of, pieces_of
from voicecoach.review.names import VERBS
from voicecoach.review.readable import put_right, readable
from voicecoach.scoring.delivery import Calm, Fact, delivery, pace, pauses
from voicecoach.scoring.hearings import unsure


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one listener heard."""

    listener: str
    text: str


@dataclass(frozen=True, slots=True)
class FromScript:
    """A line of the caller's script that a reply says: read as it stands, or in other words."""

    line: str
    word_for_word: bool


@dataclass(frozen=True, slots=True)
class TurnView:
    """One contact line and the reply, as shown.

    Attributes:
        speaker: who said the line.
        contact: what was said to the caller; ``spoken`` as the synthesizer was given it, in
            ``voice``.
        no: what that is in effect, e.g. "We're not hiring at the moment."
        raw: the reply as it was heard, typed or put right.
        heard: what was heard, where the caller put it right; else empty.
        readable: the same with capitals, full stops and figures.
        pieces: the readable reply cut where marks and pauses are.
        hesitation: s from the caller's turn to the first speech; None if unknown.
        duration: s of sound.
        pace: words a minute; None if there are too few words.
        longest_pause: s; None if there was no long one.
        delivery: how it was said, each fact with how sure it is; nothing where it was typed.
        ended: why the reply was over, in words; ``end_code`` for programs.
        score: 0–100; None if it was not judged.
        missing: names of the moves the advice prescribes here.
        recording: the caller's sound, relative to the data folder; empty if none.
        words: with their times, as heard.
        begins: s from the beginning of the call to the caller's turn.
        hearings: each listener's own, the live one first.
        unsure: words of ``raw`` that may have been misheard.
        script: the lines of the phone script it says, and whether word for word.
    """

    number: int
    attempt: int
    at: str
    speaker: str
    contact: str
    spoken: str
    voice: Voice
    situation: str
    no: str
    source: Source
    raw: str
    heard: str
    readable: str
    pieces: tuple[Piece, ...]
    hesitation: float | None
    duration: float
    pace: int | None
    longest_pause: float | None
    delivery: tuple[Fact, ...]
    ended: str
    end_code: EndCode
    score: int | None
    band: Band | None
    asked: bool | None
    marks: tuple[Mark, ...]
    missing: tuple[str, ...]
    tip: Tip | None
    model_answer: str
    recording: str
    words: tuple[Word, ...]
    begins: float
    hearings: tuple[Hearing, ...]
    unsure: tuple[Span, ...]
    script: tuple[FromScript, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A call, as shown.

    Attributes:
        began: ISO 8601 with the offset of where it was held.
        length: s from beginning to end; None if it was broken off or the clock was set back.
        heard_by: which model heard it; empty for typed calls.
        reliable: False where too little was understood for its scores to count.
        finished: False if the program was ended in the middle.
        reached: whether the goal was reached; None if broken off.
        outcome: the same in words.
        unfinished: sound of replies that were not over when the call broke off.
        note, tags, starred: what the caller put on it.
        consent: what the caller said yes to, where a recording with another voice was imported.
    """

    id: str
    title: str
    scenario: str
    contact: str
    role: str
    company: str
    began: str
    length: int | None
    mode: str
    heard_by: str
    program: str
    reliable: bool
    finished: bool
    reached: bool | None
    outcome: str
    turns: tuple[TurnView, ...]
    unfinished: tuple[str, ...]
    note: str = ""
    tags: tuple[str, ...] = ()
    starred: bool = False
    consent: str = ""

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def make_report(
    call: Call,
    advice: Advice,
    sounds: Sequence[str] = (),
    marks: Marks | None = None,
    calm: Calm | None = None,
) -> Report:
    """The report of a call.

    Args:
        call: with its turns in order.
        advice: names of moves, slips and situations.
        sounds: all kept sound of the call (``Recordings.of_call``).
        marks: what the caller put on it.
        calm: how the caller speaks where nothing is refused; None: not known.
    """
    marks = marks or Marks()
    turns = tuple(_turn(turn, advice, call, sounds, calm) for turn in call.turns)
    linked = {turn.recording for turn in turns}
    seconds = (call.ended - call.began).total_seconds() if call.ended else -1.0
    return Report(
        id=call.id,
        title=call.title,
        scenario=call.scenario,
        contact=call.contact.name,
        role=call.contact.role,
        company=call.contact.company,
        began=call.began.isoformat(timespec="seconds"),
        length=round(seconds) if seconds >= 0 else None,
        mode=call.mode,
        heard_by=call.heard_by,
        program=call.program,
        reliable=call.reliable,
        finished=call.ended is not None,
        reached=call.outcome.reached if call.outcome else None,
        outcome=call.outcome.words if call.outcome else "",
        turns=turns,
        unfinished=tuple(sound for sound in sounds if sound not in linked),
        note=marks.note,
        tags=marks.tags,
        starred=marks.starred,
        consent=call.consent,
    )


def _names(call: Call) -> list[str]:
    """Words that are names in this call."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", f"{call.contact.name} {call.contact.company}")
    return [word for word in words if word[:1].isupper() and word.casefold() not in VERBS]


def _turn(
    turn: Turn, advice: Advice, call: Call, sounds: Sequence[str], calm: Calm | None
) -> TurnView:
    reply, verdict, situation = turn.reply, turn.verdict, turn.line.situation
    shown = readable(reply, _names(call))
    marks = marks_of(turn, advice)
    speed = pace(reply.transcript)
    longest = max(pauses(reply), default=None)
    return TurnView(
        number=turn.number,
        attempt=turn.attempt,
        at=turn.at.isoformat(timespec="seconds"),
        speaker=turn.line.speaker or call.contact.name,
        contact=turn.line.text,
        spoken=turn.line.spoken,
        voice=turn.line.voice,
        situation=situation,
        no=advice.situations[situation].says if situation in advice.situations else "",
        source=reply.source,
        raw=reply.text,
        heard=reply.transcript.text if put_right(reply) and reply.transcript else "",
        readable=" ".join(word.text for word in shown),
        pieces=pieces_of(shown, marks),
        hesitation=None if reply.hesitation is None else round(reply.hesitation, 1),
        duration=round(reply.duration, 1),
        pace=None if speed is None else round(speed),
        longest_pause=None if longest is None else round(longest, 1),
        delivery=delivery(reply, calm),
        ended=reply.ended.reason,
        end_code=reply.ended.code,
        score=verdict.score if verdict else None,
        band=verdict.band if verdict else None,
        asked=verdict.asked if verdict else None,
        marks=marks,
        missing=tuple(advice.move_name(key) for key in (verdict.missing if verdict else ())),
        tip=verdict.tip if verdict else None,
        model_answer=turn.line.model_answer,
        recording=reply.recording or _left_behind(turn, sounds),
        words=reply.transcript.words if reply.transcript else (),
        begins=max(0.0, round((turn.at - call.began).total_seconds() - reply.duration, 3)),
        hearings=tuple(Hearing(heard.listener, heard.text) for heard in reply.hearings),
        unsure=unsure(reply),
    )


def _left_behind(turn: Turn, sounds: Sequence[str]) -> str:
    """Sound of a turn that could only be saved at a later start."""
    stem = f"/reply-{turn.number:02}-{turn.attempt}."
    return next((sound for sound in sounds if stem in sound), "")
