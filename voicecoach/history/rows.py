"""Calls and turns as rows, by the domain's codec. What is sorted or filtered is a column too."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from voicecoach.domain.days import DAY_ENDS, practice_day
from voicecoach.domain.turn import Call, Turn, decode, encode, encode_turn
from voicecoach.history.measures import microseconds
from voicecoach.scoring.delivery import pace
from voicecoach.scoring.text import fold


def call_row(call: Call) -> dict[str, Any]:
    """The row of a call, without its turns."""
    return {
        "id": call.id,
        "began_us": microseconds(call.began),
        "local": call.began.isoformat(),
        "scenario": writable(call.scenario),
        "title": writable(call.title),
        "contact": writable(call.contact.name),
        "reached": call.outcome.reached if call.outcome else None,
        "finished": call.ended is not None,
        "data": json.dumps(encode(replace(call, turns=()))),
    }


def turn_row(
    call_id: str, turn: Turn, began: datetime, day_ends: float = DAY_ENDS
) -> dict[str, Any]:
    """The row of a turn, but for ``cold``, which depends on the other rows.

    Args:
        call_id: of its call.
        turn: what is kept.
        began: when its call began: a call or drill is on one day, also past the end of that day.
        day_ends: hour at which a practice day ends.
    """
    verdict = turn.verdict
    return {
        "call_id": call_id,
        "number": turn.number,
        "attempt": turn.attempt,
        "score": verdict.score if verdict else None,
        "recording": writable(turn.reply.recording),
        "data": json.dumps(encode_turn(turn)),
        "at_us": microseconds(turn.at),
        "day": practice_day(began, day_ends).isoformat(),
        "situation": writable(turn.line.situation),
        "asked": verdict.asked if verdict else None,
        "hesitation": turn.reply.hesitation,
        "pace": pace(turn.reply.transcript),
    }


def finding_rows(turn_id: int, call_id: str, turn: Turn) -> list[dict[str, Any]]:
    """What was found in the reply and what was missing, each key once."""
    verdict = turn.verdict
    if verdict is None:
        return []
    found = [("move", finding.key) for finding in verdict.moves]
    found += [("slip", finding.key) for finding in verdict.slips]
    found += [("missing", key) for key in verdict.missing]
    common = {
        "turn_id": turn_id,
        "call_id": call_id,
        "attempt": turn.attempt,
        "at_us": microseconds(turn.at),
    }
    return [{**common, "kind": kind, "key": key} for kind, key in dict.fromkeys(found)]


def spoken_row(turn_id: int, turn: Turn) -> dict[str, Any]:
    """What search looks through."""
    return {"rowid": turn_id, "contact": fold(turn.line.text), "reply": fold(turn.reply.text)}


def call_of(data: str, turns: Iterable[str]) -> Call:
    """The call of its row's and its turns' ``data``.

    Raises:
        pydantic.ValidationError: the row was not written by this codec.
    """
    return decode({**json.loads(data), "turns": [json.loads(turn) for turn in turns]})


def writable(text: str) -> str:
    """Without the lone surrogates that a broken code page leaves and SQLite cannot store.

    The JSON beside it keeps the text as it was.
    """
    return text.encode("utf-8", "replace").decode("utf-8")
