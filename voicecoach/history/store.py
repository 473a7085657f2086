"""Keeps calls and gives them back. Every method is one short transaction."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from voicecoach.domain.days import DAY_ENDS
from voicecoach.domain.turn import Call, Turn
from voicecoach.errors import StorageError
from voicecoach.history import listing, running, searching, synced
from voicecoach.history.database import FILE, Database
from voicecoach.history.listing import CallRow, Filters
from voicecoach.history.recordings import Recordings
from voicecoach.history.rows import call_of, call_row, finding_rows, spoken_row, turn_row
from voicecoach.history.searching import Hit
from voicecoach.history.tables import calls, findings, spoken, turns
from voicecoach.history.trouble import damaged

LAST = "last"


class NoCallError(StorageError):
    """There is no call of that id."""


def open_store(folder: Path, day_ends: float = DAY_ENDS, *, to_write: bool = False) -> Store:
    """The history in a data folder; both are made where they are not there.

    Sound that a killed program left is made whole.

    Args:
        folder: the data folder.
        day_ends: hour at which a practice day ends, for replies that are added.
        to_write: one that may only be looked at is of no use.

    Raises:
        StorageError: it cannot be used; the message says which folder and what to do.
    """
    new = not os.path.exists(folder / FILE)  # unlike Path.exists, also where it is forbidden
    database = Database(folder / FILE, to_write=to_write)
    store = Store(database, folder, day_ends)
    if new:
        _for_one_pair_of_eyes(folder)
        store.notes += synced.warnings(folder)
    else:
        store.notes += synced.conflict_notes(folder)
    if database.read_only:
        store.notes.append(f"{folder} may not be written: what is there can only be looked at.")
        return store
    running.clear(folder)
    try:
        store.saved_seconds = Recordings(folder).repair()
    except StorageError as error:
        store.notes.append(f"Sound of a call that was broken off is still to be saved: {error}")
    return store


def _for_one_pair_of_eyes(folder: Path) -> None:
    """Nobody else on the machine may look in, whoever made the folder (models come first)."""
    with suppress(OSError):  # some file systems know no rights
        folder.chmod(folder.stat().st_mode & 0o700)


class Store:
    """The open history; a context manager. Safe to use from one thread after another.

    Args:
        database: where the calls are.
        folder: the data folder, which paths of recordings are relative to.
        day_ends: as for ``open_store``.

    Attributes:
        saved_seconds: s of sound that were saved from programs that were killed.
        notes: sentences for people about what could not be done at opening.
    """

    def __init__(self, database: Database, folder: Path, day_ends: float = DAY_ENDS) -> None:
        self._database = database
        self.folder = folder
        self._day_ends = day_ends
        self.saved_seconds = 0.0
        self.notes: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave one whole file behind; harmless when called twice."""
        self._database.close()

    def begin(self, call: Call) -> None:
        """Keep the header of a call; its turns are added one by one.

        Raises:
            StorageError: it could not be kept.
        """
        with self._database.writing() as connection:
            _put_call(connection, call)

    def add_turn(self, call_id: str, turn: Turn) -> None:
        """Keep a finished turn; one with the same number and attempt is replaced by it.

        Raises:
            NoCallError: the call was never begun, or is gone.
            StorageError: it could not be kept.
        """
        with self._database.writing() as connection:
            _put_turn(connection, call_id, turn, self._day_ends)

    def finish(self, call: Call) -> None:
        """Keep how a call ended, and those of its turns that are not there yet.

        Raises:
            StorageError: it could not be kept.
        """
        with self._database.writing() as connection:
            _put_call(connection, call)
            for turn in call.turns:
                if _turn_id(connection, call.id, turn) is None:
                    _put_turn(connection, call.id, turn, self._day_ends)

    def get(self, wanted: str = LAST) -> Call:
        """One call with all its turns, in the order of their numbers.

        Args:
            wanted: "last", an id, or as much of its beginning as tells it from the others.

        Raises:
            StorageError: there is no such call, or more than one.
        """
        with self._database.reading() as connection:
            call_id = _find(connection, wanted)
            header = connection.execute(sa.select(calls.c.data).where(calls.c.id == call_id))
            parts = connection.execute(
                sa.select(turns.c.data)
                .where(turns.c.call_id == call_id)
                .order_by(turns.c.number, turns.c.attempt)
            )
            try:
                return call_of(header.scalar_one(), parts.scalars())
            except ValueError as error:
                raise damaged(self._database.path) from error

    def list(self, filters: Filters | None = None) -> Sequence[CallRow]:
        """The calls that fit, in the wanted order."""
        with self._database.reading() as connection:
            return listing.rows(connection, filters or Filters())

    def count(self, filters: Filters | None = None) -> int:
        """How many calls fit, whatever the limit."""
        with self._database.reading() as connection:
            return listing.count(connection, filters or Filters())

    def ids(self) -> set[str]:
        """Of all calls."""
        with self._database.reading() as connection:
            return set(connection.execute(sa.select(calls.c.id)).scalars())

    def search(self, text: str, limit: int = 20) -> Sequence[Hit]:
        """The turns that fit best; see ``searching``. Never raises for what was typed."""
        with self._database.reading() as connection:
            return searching.hits(connection, text, limit)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """For figures over the whole history."""
        with self._database.reading() as connection:
            yield connection

    def remove(self, call_ids: Iterable[str]) -> None:
        """Forget calls with all their words, so that nothing of them is left in the file.

        Raises:
            StorageError: they could not be removed.
        """
        with self._database.writing() as connection:
            for call_id in call_ids:
                _remove_call(connection, call_id)
            # Search keeps the words of removed rows until it merges its index.
            connection.exec_driver_sql("INSERT INTO spoken (spoken) VALUES ('optimize')")
        self._database.outside_transactions("VACUUM")

    def forget_recordings(self, call_ids: Iterable[str]) -> None:
        """Keep the words of calls whose sound was removed.

        Raises:
            StorageError: it could not be noted.
        """
        for call_id in call_ids:
            call = self.get(call_id)
            with self._database.writing() as connection:
                for turn in call.turns:
                    _put_turn(connection, call_id, without_recording(turn), self._day_ends)


def without_recording(turn: Turn) -> Turn:
    """The same turn without its sound."""
    return replace(turn, reply=replace(turn.reply, recording=""))


def _put_call(connection: sa.Connection, call: Call) -> None:
    values = call_row(call)
    there = connection.execute(sa.select(calls.c.id).where(calls.c.id == call.id)).first()
    if there is None:
        connection.execute(calls.insert().values(values))
    else:
        connection.execute(calls.update().where(calls.c.id == call.id).values(values))


def _put_turn(connection: sa.Connection, call_id: str, turn: Turn, day_ends: float) -> None:
    header = connection.execute(sa.select(calls.c.data).where(calls.c.id == call_id)).scalar()
    if header is None:
        raise NoCallError(f"There is no call {call_id} to add a turn to.")
    values = turn_row(call_id, turn, day_ends)
    turn_id = _turn_id(connection, call_id, turn)
    if not call_of(header, ()).reliable:
        values["day"], values["cold"] = None, False
    elif turn_id is None:
        values["cold"] = _is_first_of_day(connection, values["situation"], values["day"])
    if turn_id is None:
        turn_id = connection.execute(turns.insert().values(values)).lastrowid
    else:
        connection.execute(turns.update().where(turns.c.id == turn_id).values(values))
        _remove_details(connection, turn_id)
    assert isinstance(turn_id, int)  # noqa: S101 - an integer key by the table's definition
    if found := finding_rows(turn_id, call_id, turn):
        connection.execute(findings.insert(), found)
    connection.execute(sa.insert(spoken).values(spoken_row(turn_id, turn)))


def _turn_id(connection: sa.Connection, call_id: str, turn: Turn) -> int | None:
    return connection.execute(
        sa.select(turns.c.id).where(
            turns.c.call_id == call_id,
            turns.c.number == turn.number,
            turns.c.attempt == turn.attempt,
        )
    ).scalar_one_or_none()


def _is_first_of_day(connection: sa.Connection, situation: str, day: str) -> bool:
    same = sa.select(turns.c.id).where(turns.c.situation == situation, turns.c.day == day)
    return connection.execute(same.limit(1)).first() is None


def _remove_details(connection: sa.Connection, turn_id: int) -> None:
    connection.execute(findings.delete().where(findings.c.turn_id == turn_id))
    connection.execute(sa.delete(spoken).where(spoken.c.rowid == turn_id))


def _remove_call(connection: sa.Connection, call_id: str) -> None:
    ids = connection.execute(sa.select(turns.c.id).where(turns.c.call_id == call_id)).scalars()
    for turn_id in ids.all():
        _remove_details(connection, turn_id)
    connection.execute(turns.delete().where(turns.c.call_id == call_id))
    connection.execute(calls.delete().where(calls.c.id == call_id))


def _find(connection: sa.Connection, wanted: str) -> str:
    query = sa.select(calls.c.id).order_by(calls.c.began_us.desc(), calls.c.id.desc())
    if wanted == LAST:
        last = connection.execute(query.limit(1)).scalar_one_or_none()
        if last is None:
            raise StorageError("There are no calls yet.", "Rehearse one: voicecoach practice")
        return str(last)
    begins = sa.func.substr(calls.c.id, 1, len(wanted)) == wanted
    found = list(connection.execute(query.where(begins).limit(4)).scalars()) if wanted else []
    if wanted in found or (wanted and _exists(connection, wanted)):
        return wanted
    if len(found) == 1:
        return str(found[0])
    if not found:
        raise StorageError(
            f"There is no call {wanted!r}.", "See which there are: voicecoach review --list"
        )
    shown = ", ".join(found[:3]) + (" and more" if len(found) > 3 else "")
    raise StorageError(f"{wanted!r} fits more than one call: {shown}.", "Give more of the id.")


def _exists(connection: sa.Connection, call_id: str) -> bool:
    return (
        connection.execute(sa.select(calls.c.id).where(calls.c.id == call_id)).first() is not None
    )
