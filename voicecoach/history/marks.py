"""What the caller puts on a call: a note, tags, a star."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from voicecoach.errors import StorageError
from voicecoach.history.rows import writable
from voicecoach.history.store import Store
from voicecoach.history.tables import notes, tags

LONGEST_NOTE, LONGEST_TAG, MOST_TAGS = 5000, 40, 20
"""Characters, characters, tags of a call."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Of one call.

    Attributes:
        note: in the caller's words.
        tags: in the order of the alphabet.
        starred: worth coming back to.
    """

    note: str = ""
    tags: tuple[str, ...] = ()
    starred: bool = False


def read(connection: sa.Connection, call_ids: Sequence[str]) -> dict[str, Marks]:
    """The marks of those calls that have any."""
    kept = connection.execute(sa.select(notes).where(notes.c.call_id.in_(call_ids))).all()
    named = connection.execute(
        sa.select(tags).where(tags.c.call_id.in_(call_ids)).order_by(tags.c.tag)
    ).all()
    words: dict[str, list[str]] = defaultdict(list)
    for row in named:
        words[row.call_id].append(row.tag)
    told = {row.call_id: row for row in kept}
    return {
        one: Marks(
            told[one].note if one in told else "",
            tuple(words[one]),
            bool(one in told and told[one].starred),
        )
        for one in {*words, *told}
    }


def of_call(store: Store, call_id: str) -> Marks:
    """The marks of a call; empty ones where it has none."""
    with store.reading() as connection:
        return read(connection, [call_id]).get(call_id, Marks())


def put(store: Store, call_id: str, marks: Marks) -> Marks:
    """Keep them in place of what was there.

    Args:
        store: the history.
        call_id: a whole id.
        marks: as typed.

    Returns:
        as they are kept: tags in small letters without doubles, spaces tidied.

    Raises:
        StorageError: they are too long, or cannot be kept.
    """
    kept = tidied(marks)
    with store.writing() as connection:
        connection.execute(tags.delete().where(tags.c.call_id == call_id))
        connection.execute(notes.delete().where(notes.c.call_id == call_id))
        if kept.note or kept.starred:
            values = {"call_id": call_id, "note": kept.note, "starred": kept.starred}
            connection.execute(notes.insert().values(values))
        if kept.tags:
            rows = [{"call_id": call_id, "tag": tag} for tag in kept.tags]
            connection.execute(tags.insert(), rows)
    return kept


def tidied(marks: Marks) -> Marks:
    """As they can be kept.

    Raises:
        StorageError: a note or tag is too long, or there are too many tags.
    """
    note = writable(marks.note.replace("\0", " ").replace("\r\n", "\n").strip())
    words = sorted({tidied_tag(tag) for tag in marks.tags} - {""})
    if len(note) > LONGEST_NOTE:
        raise StorageError(f"The note has {len(note):,} characters.", f"At most {LONGEST_NOTE:,}.")
    if len(words) > MOST_TAGS:
        raise StorageError(f"These are {len(words)} tags.", f"A call takes {MOST_TAGS}.")
    if long := next((tag for tag in words if len(tag) > LONGEST_TAG), ""):
        raise StorageError(f"The tag {long[:20]!r}… is long.", f"At most {LONGEST_TAG} characters.")
    return Marks(note, tuple(words), marks.starred)


def tidied_tag(tag: str) -> str:
    """One tag in small letters; commas part tags and are in none."""
    words = " ".join(tag.replace("\0", " ").replace(",", " ").split())
    return writable(words.casefold().lstrip("#"))


def all_tags(connection: sa.Connection) -> list[str]:
    """Every tag there is."""
    return list(connection.execute(sa.select(tags.c.tag).distinct().order_by(tags.c.tag)).scalars())
