"""A call with everything in it, and the vocabulary of its moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.history.making import BEGAN, call, spoken, turn
from voicecoach.domain.advice import Advice, Move, Situation, Slip
from voicecoach.domain.transcript import Transcript
from voicecoach.domain.turn import Call, Ended, Finding, Reply, Span, Tip, Turn, Verdict

ADVICE = Advice(
    {
        "acknowledge": Move("acknowledge", "takes the no with grace", "Says it is all right."),
        "ask-contacts": Move("ask-contacts", "asks whom to talk to", "Asks.", asks=True),
        "thank": Move("thank", "thanks the contact", "Thanks."),
    },
    {"gives-up": Slip("gives-up", "gives up", "Lets the call end.")},
    {"no-jobs": Situation("no-jobs", "I don't know of any jobs.")},
)


def found(key: str, text: str, evidence: str, confidence: float = 0.876) -> Finding:
    start = text.index(evidence)
    span = Span(evidence, start, start + len(evidence))
    return Finding(key, confidence, span, f"as in {key}", 71.4)


def weak() -> Turn:
    heard = spoken("oh ok", ("never mind then goodbye dana", 4.1))
    verdict = Verdict(
        score=12,
        band="ends it",
        slips=(found("gives-up", heard.text, "never mind"),),
        missing=("ask-contacts", "thank"),
        tip=Tip("Ask whom you could talk to.", "ask-contacts", "Who would you ask?"),
    )
    return replace(
        turn(1),
        reply=replace(turn().reply, text=heard.text, transcript=heard, hesitation=2.34),
        verdict=verdict,
    )


def strong() -> Turn:
    text = "i see who at hale tools could i call at two thirty or on five five five one two three"
    heard = spoken(text)
    live = Transcript(heard.segments[:0], "vosk tiny")
    verdict = Verdict(
        score=88,
        band="excellent",
        asked=True,
        moves=(
            found("acknowledge", text, "i see"),
            found("ask-contacts", text, "who at hale tools could i call"),
        ),
    )
    reply = replace(
        turn().reply,
        text=text,
        transcript=heard,
        hearings=(live, heard),
        recording="recordings/c/reply-01-2.flac",
    )
    return replace(
        turn(1, 2),
        reply=reply,
        verdict=verdict,
        line=replace(turn().line, model_answer="I see. Whom would you ask?"),
    )


def unjudged() -> Turn:
    return Turn(
        2,
        1,
        replace(turn(2).line, text="Goodbye [/b].", situation="", speaker="Operator"),
        Reply("i [unk] \x1b[31m see", "typed", Ended("typed", "you typed it")),
        None,
        BEGAN + timedelta(minutes=1),
    )


def whole_call() -> Call:
    return call("20260105-093000-0001", weak(), strong(), unjudged(), reached=True)
