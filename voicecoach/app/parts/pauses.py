"""How a caller paused in earlier calls, read from the history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from voicecoach.domain.turn import Call
from voicecoach.errors import StorageError

CALLS = 5
"""Newest calls that are looked at: habits change."""

SHORTEST, LONGEST = 0.3, 4.0
"""s between two words that are a pause inside a reply: less is speaking, more is a held call."""


def recent(data_folder: Path) -> Sequence[float]:
    """Pauses inside the spoken replies of the newest calls, s each, the oldest first.

    A history that cannot be read is told where the call is kept; here nothing is known then.
    """
    from voicecoach.history.listing import Filters
    from voicecoach.history.store import open_store

    if not data_folder.is_dir():
        return ()
    try:
        with open_store(data_folder) as store:
            rows = store.list(Filters(limit=CALLS))
            calls = [store.get(row.id) for row in rows]
    except StorageError:
        return ()
    ordered = sorted(calls, key=lambda call: call.began)
    return [pause for call in ordered for pause in _pauses(call)]


def _pauses(call: Call) -> Iterator[float]:
    for turn in call.turns:
        heard = turn.reply.transcript
        if turn.reply.source != "spoken" or heard is None:
            continue
        for before, after in pairwise(heard.words):
            if SHORTEST <= after.start - before.end <= LONGEST:
                yield after.start - before.end
