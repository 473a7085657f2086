"""Captions of a call with who speaks: WebVTT and SubRip. Pure.

Times are whole milliseconds, rounded once; splitting them into hours and minutes comes after.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from voicecoach.review.marking import Said
from voicecoach.review.report import Report, TurnView

YOU = "You"
LONGEST = 84
"""Characters of a cue: two lines of 42, as broadcasters write them."""
READING = 0.06
"""s a character: how long what has no sound is shown (about 17 characters a second)."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from ``begin`` to ``end`` (ms)."""

    begin: int
    end: int
    speaker: str
    text: str


def of_reply(turn: TurnView, offset: float = 0.0) -> list[Cue]:
    """The caller's words on the clock of their recording.

    Args:
        turn: the reply.
        offset: s to add to all times.
    """
    return [
        Cue(_ms(offset + begin), max(_ms(offset + end), _ms(offset + begin) + 1), YOU, text)
        for begin, end, text in _lines(turn)
    ]


def of_call(report: Report) -> list[Cue]:
    """Both sides on the clock of the call, in order and without overlaps.

    The contact's sound is not kept: a line stands before the reply to it, for as long as it takes
    to read. Where that leaves no room (typed replies take no time), what follows is moved.
    """
    cues: list[Cue] = []
    for turn in report.turns:
        free = cues[-1].end if cues else 0
        reading = _ms(len(turn.contact) * READING)
        begins = max(_ms(turn.begins), free + reading)
        if reading:
            cues.append(Cue(begins - reading, begins, turn.speaker, turn.contact))
        cues += of_reply(turn, begins / 1000)
    return cues


def to_vtt(cues: Sequence[Cue]) -> str:
    """WebVTT."""
    parts = ["WEBVTT"]
    parts += [
        f"{stamp(cue.begin, '.')} --> {stamp(cue.end, '.')}\n<v {_escaped(cue.speaker)}>"
        f"{_escaped(cue.text)}"
        for cue in cues
    ]
    return "\n\n".join(parts) + "\n"


def to_srt(cues: Sequence[Cue]) -> str:
    """SubRip: it knows no speakers, so they stand before the words."""
    return "\n".join(
        f"{number}\n{stamp(cue.begin, ',')} --> {stamp(cue.end, ',')}\n"
        f"{_plain(cue.speaker)}: {_plain(cue.text)}\n"
        for number, cue in enumerate(cues, 1)
    )


def stamp(milliseconds: int, point: str) -> str:
    """``00:01:02.345``."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}{point}{rest:03}"


def _lines(turn: TurnView) -> Iterator[tuple[float, float, str]]:
    """Words in a row that fit one cue, with begin and end in s."""
    words = [word for piece in turn.pieces for word in piece.words]
    timed = [(word.begins, word.ends, word) for word in words]
    known = [(begin, end, word) for begin, end, word in timed if None not in (begin, end)]
    if len(known) < len(words):
        yield 0.0, max(turn.duration, len(turn.readable) * READING), turn.readable
        return
    pauses = {id(piece.words[0]) for piece in turn.pieces if piece.pause is not None}
    row: list[Said] = []
    for word in words:
        length = sum(len(one.text) + 1 for one in row) + len(word.text)
        ends_here = bool(row) and (row[-1].text.endswith((".", "?")) or id(word) in pauses)
        if row and (ends_here or length > LONGEST):
            yield _row(row)
            row = []
        row.append(word)
    if row:
        yield _row(row)


def _row(row: Sequence[Said]) -> tuple[float, float, str]:
    return row[0].begins or 0.0, row[-1].ends or 0.0, " ".join(word.text for word in row)


def _ms(seconds: float) -> int:
    return max(0, round(seconds * 1000))


def _plain(text: str) -> str:
    """On one line, without what would command a player."""
    kept = (" " if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in text)
    return " ".join("".join(kept).split()).replace("-->", "→")


def _escaped(text: str) -> str:
    plain = _plain(text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def written(cues: Iterable[Cue], suffix: str) -> str:
    """The captions as a file of that kind holds them (``.srt``, else WebVTT)."""
    return (to_srt if suffix == ".srt" else to_vtt)(list(cues))
