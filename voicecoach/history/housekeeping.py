"""How much is kept, and what is old enough to go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from voicecoach.history import room
from voicecoach.history.database import FILE
from voicecoach.history.measures import microseconds
from voicecoach.history.recordings import FOLDER, Recordings
from voicecoach.history.store import Store
from voicecoach.history.tables import calls, turns


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is kept; bytes.

    Attributes:
        words: the database with its log.
        sound: recordings.
        models: fetched recognition models.
        cache: rendered lines, which can be made again.
        free: on the disk of the data folder.
    """

    calls: int
    turns: int
    words: int
    sound: int
    models: int
    cache: int
    free: int


@dataclass(frozen=True, slots=True)
class Old:
    """What is older than the caller wants to keep.

    Attributes:
        ids: of the calls, oldest first.
        sound: bytes of their recordings.
    """

    ids: tuple[str, ...]
    sound: int


def sizes(store: Store, cache: Path) -> Sizes:
    """Count everything."""
    with store.reading() as connection:
        count = connection.execute(sa.select(sa.func.count()).select_from(calls)).scalar_one()
        replies = connection.execute(sa.select(sa.func.count()).select_from(turns)).scalar_one()
    return replace(sizes_without_history(store.folder, cache), calls=count, turns=replies)


def sizes_without_history(data: Path, cache: Path) -> Sizes:
    """Count what lies in the folders, which need not be there."""
    return Sizes(
        calls=0,
        turns=0,
        words=sum(path.stat().st_size for path in data.glob(f"{FILE}*")),
        sound=_bytes(data / FOLDER),
        models=_bytes(data / "models"),
        cache=_bytes(cache),
        free=room.free(data) or 0,
    )


def older(store: Store, days: int, now: datetime, *, with_sound: bool = False) -> Old:
    """The calls that began more than ``days`` times 24 hours ago.

    Args:
        store: the history.
        days: to keep.
        now: this moment.
        with_sound: only those that have sound.
    """
    before = microseconds(now - timedelta(days=days))
    query = sa.select(calls.c.id).where(calls.c.began_us < before)
    with store.reading() as connection:
        ids = list(connection.execute(query.order_by(calls.c.began_us, calls.c.id)).scalars())
    recordings = Recordings(store.folder)
    sound = {id_: [store.folder / path for path in recordings.of_call(id_)] for id_ in ids}
    kept = [id_ for id_ in ids if sound[id_] or not with_sound]
    total = sum(path.stat().st_size for paths in sound.values() for path in paths)
    return Old(tuple(kept), total)


def forget(store: Store, old: Old, *, only_sound: bool = False) -> None:
    """Remove old calls, or only their sound.

    Raises:
        StorageError: something could not be removed.
    """
    recordings = Recordings(store.folder)
    for call_id in old.ids:
        recordings.remove_call(call_id)
    if only_sound:
        store.forget_recordings(old.ids)
    else:
        store.remove(old.ids)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
