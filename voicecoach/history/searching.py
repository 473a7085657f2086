"""Full-text search over both sides of all calls.

What people type is literal: every word must occur, whatever signs it has. Two things keep a
meaning: ``"words in quotes"`` stand together, and ``*`` at the end of a word is any ending. Words
are folded as for scoring, so that ``don’t`` and ``2:30`` find what was heard as ``don't`` and
``two thirty``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from voicecoach.scoring.text import Token, fold, tokens

MOST_WORDS = 60
"""Words of a query that count; nobody remembers more of a sentence."""

AROUND = 6
"""Words shown before and after what was found."""

_PART = re.compile(r'["“”]([^"“”]*)["“”](\*?)|(\S+)')
_OPEN, _CLOSE = "\x02", "\x03"

NEWEST = 400
"""Turns that are ranked: FTS5's own ranking counts every word over the whole history first, which
took 0.3 s for common words in 100,000 turns (benchmarks/history.py)."""

K1, B = 1.2, 0.75
"""BM25's usual constants (Robertson and Zaragoza, 2009). All words of a query occur in every hit,
so how rare each one is makes little difference and is left out."""

_MATCHING = sa.text(
    """
    SELECT rowid, highlight(spoken, 0, :open, :close) AS contact,
           highlight(spoken, 1, :open, :close) AS reply
    FROM spoken WHERE spoken MATCH :query ORDER BY rowid DESC LIMIT :newest
    """
)
_TURNS = sa.text(
    """
    SELECT turns.id, turns.call_id, turns.number, turns.attempt, turns.score, turns.data,
           calls.local, calls.title, calls.contact
    FROM turns JOIN calls ON calls.id = turns.call_id WHERE turns.id IN :ids
    """
).bindparams(sa.bindparam("ids", expanding=True))


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a snippet; ``hit`` if it is what was searched for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn in which something was found.

    Attributes:
        began: of the call, with its offset.
        side: whose words the snippet shows.
        snippet: the place, in the words as they were stored.
    """

    call_id: str
    began: datetime
    title: str
    contact: str
    number: int
    attempt: int
    score: int | None
    side: Literal["contact", "caller"]
    snippet: tuple[Piece, ...]


def expression(typed: str) -> str:
    """What was typed as an FTS5 query; empty if there is no word in it."""
    terms: dict[str, None] = {}
    words = 0
    for match in _PART.finditer(typed):
        if words >= MOST_WORDS:
            break
        quoted, quoted_star, bare = match.groups()
        text = quoted if quoted is not None else bare
        star = bool(quoted_star) if quoted is not None else bare.endswith("*")
        folded = fold(text).split()[: MOST_WORDS - words]
        if folded:
            words += len(folded)
            terms[f'"{" ".join(folded)}"' + ("*" if star else "")] = None
    return " ".join(terms)


def hits(connection: sa.Connection, typed: str, limit: int) -> list[Hit]:
    """The best of the newest that fit; of equals the newest."""
    query = expression(typed)
    if not query:
        return []
    values = {"query": query, "newest": NEWEST, "open": _OPEN, "close": _CLOSE}
    found = connection.execute(_MATCHING, values).all()
    length = sum(_words(row) for row in found) / len(found) if found else 1.0
    best = sorted(found, key=lambda row: -_weight(row, length))[:limit]
    rows = connection.execute(_TURNS, {"ids": [row.rowid for row in best]})
    turns = {row.id: row for row in rows}
    return [_hit(turns[row.rowid], row.contact, row.reply) for row in best]


def _words(row: Any) -> int:
    return int(row.contact.count(" ") + row.reply.count(" ") + 2)


def _weight(row: Any, length: float) -> float:
    count = row.contact.count(_OPEN) + row.reply.count(_OPEN)
    return float(count / (count + K1 * (1 - B + B * _words(row) / length)))


def _hit(row: Any, contact: str, reply: str) -> Hit:
    turn = json.loads(row.data)
    side: Literal["contact", "caller"] = "caller" if _OPEN in reply else "contact"
    text, marked = turn["reply"]["text"], reply
    if side == "contact":
        text, marked = turn["line"]["text"], contact
    return Hit(
        row.call_id,
        datetime.fromisoformat(row.local),
        row.title,
        row.contact,
        row.number,
        row.attempt,
        row.score,
        side,
        snippet(text, marked),
    )


def snippet(text: str, marked: str) -> tuple[Piece, ...]:
    """The words around the first hit.

    Args:
        text: as stored.
        marked: the same folded, with marks around the hits.
    """
    words = tokens(text)
    found = _marked_words(marked)
    if not found or found[-1] >= len(words):  # folded by other rules when it was stored
        return (Piece(text, False),)
    first, last = found[0], max(word for word in found if word <= found[0] + AROUND)
    begin, end = max(0, first - AROUND), min(len(words), last + AROUND + 1)
    inside = {word for word in found if begin <= word < end}
    return _pieces(text, words, (begin, end), inside)


def _marked_words(marked: str) -> list[int]:
    result, inside = [], False
    for number, word in enumerate(marked.split()):
        inside = inside or word.startswith(_OPEN)
        if inside:
            result.append(number)
        if _CLOSE in word:
            inside = False
    return result


def _pieces(
    text: str, words: list[Token], shown: tuple[int, int], inside: set[int]
) -> tuple[Piece, ...]:
    begin, end = shown
    at = words[begin].start if begin else 0
    stop = words[end - 1].end if end < len(words) else len(text)
    pieces = [Piece("… ", False)] if at else []
    for number in sorted(inside):
        word = words[number]
        if word.start >= at:  # else one figure that was folded to several words
            if text[at : word.start]:
                pieces.append(Piece(text[at : word.start], False))
            pieces.append(Piece(text[word.start : word.end], True))
            at = word.end
    pieces.append(Piece(text[at:stop], False))
    if stop < len(text):
        pieces.append(Piece(" …", False))
    return tuple(piece for piece in pieces if piece.text)
