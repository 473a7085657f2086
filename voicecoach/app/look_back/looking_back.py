"""What was kept, ready to be shown: reports, comparisons, progress, all from the one history."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from voicecoach import assets
from voicecoach.app.look_back.from_script import with_script
from voicecoach.domain.advice import Advice, Move, Slip
from voicecoach.domain.days import practice_day
from voicecoach.domain.rubric import Rubric
from voicecoach.errors import StorageError
from voicecoach.history import marks, tally
from voicecoach.history.listing import Filters
from voicecoach.history.recordings import Recordings
from voicecoach.history.searching import Hit
from voicecoach.history.store import Store, open_store
from voicecoach.review import playback
from voicecoach.review import progress as progress_module
from voicecoach.review.compare import Comparison
from voicecoach.review.compare import compare as compared
from voicecoach.review.masking import masked
from voicecoach.review.progress import Progress
from voicecoach.review.report import Report, TurnView, make_report
from voicecoach.scoring.advice_files import load_advice, load_rubric
from voicecoach.settings import Settings


def history(settings: Settings) -> Store:
    """The history of these settings, open.

    Raises:
        StorageError: it cannot be used.
    """
    return open_store(settings.data_folder, settings.day_ends)


def report(store: Store, wanted: str, mask: str | None) -> Report:
    """One call as shown.

    Args:
        store: the history.
        wanted: "last", an id or its beginning.
        mask: words that are masked in it (``Settings.mask``).

    Raises:
        StorageError: there is no such call.
    """
    call = store.get(wanted)
    sounds = Recordings(store.folder).of_call(call.id)
    with store.reading() as connection:
        calm = tally.calm(connection, progress_module.noes(_rubric(), advice()), call.id)
    made = make_report(call, advice(), sounds, marks.of_call(store, call.id), calm)
    return without(mask, with_script(made, store.folder))


def without(mask: str | None, shown: Report) -> Report:
    """The report with these words masked in what was said; the caller's own notes stay."""
    return replace(shown, turns=masked(shown.turns, mask))


def search(store: Store, text: str, limit: int, mask: str | None) -> tuple[Hit, ...]:
    """The turns that fit best, with these words masked; see ``Store.search``."""
    return masked(tuple(store.search(text, limit)), mask)


def comparison(store: Store, one: str, other: str) -> Comparison:
    """Two calls side by side, the earlier one first.

    Raises:
        StorageError: there is no such call, or both are the same one.
    """
    first, second = (make_report(store.get(wanted), advice()) for wanted in (one, other))
    if first.id == second.id:
        raise StorageError(
            f"{one!r} and {other!r} are the same call.",
            "Name two: voicecoach review ID --compare ID",
        )
    return compared(first, second)


def first_like(store: Store, shown: Report) -> str:
    """The id of the first call of the same scenario; empty if this is it."""
    for row in store.list(Filters(call=shown.scenario, order="oldest", limit=20)):
        if row.scenario == shown.scenario:
            return "" if row.id == shown.id else row.id
    return ""


def progress(store: Store, today: date, weeks: int) -> Progress:
    """The figures over all calls.

    Args:
        store: the history.
        today: the present practice day.
        weeks: how many to show.
    """
    known = advice()
    noes = progress_module.noes(_rubric(), known)
    first = progress_module.first_day(today, weeks)
    with store.reading() as connection:
        days = tally.days(connection, noes, first)
        earlier = tally.asked_before(connection, noes, first)
        latest = tally.latest(connection, known.moves, progress_module.OCCASIONS)
    return progress_module.progress(days, earlier, latest, known, today, weeks)


def today(settings: Settings) -> date:
    """The present practice day."""
    return practice_day(datetime.now().astimezone(), settings.day_ends)


def understood(filters: Filters) -> Filters:
    """The filters with the key of the move or slip that was named by key or in words.

    Raises:
        StorageError: there is no such move or slip.
    """
    if not filters.found:
        return filters
    every = advice()
    known: dict[str, Move | Slip] = {**every.moves, **every.slips}
    names = {found.name.lower(): key for key, found in known.items()}
    names |= {key: key for key in names.values()}
    wanted = filters.found.strip().lower()
    if wanted not in names:
        near = difflib.get_close_matches(wanted, names, 1)
        todo = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names.values())}."
        raise StorageError(f"There is no move or slip {filters.found!r}.", todo)
    return replace(filters, found=names[wanted])


def play(store: Store, wanted: str, number: int | None, settings: Settings) -> Iterator[TurnView]:
    """Play a call, or one turn of it; each turn is given out before it sounds.

    Raises:
        StorageError: there is no such call.
        SoundFileError: there is no sound of it, or it cannot be read.
        DeviceError: there is no loudspeaker.
    """
    from voicecoach.app.parts.playing import Player

    turns = playback.chosen(report(store, wanted, settings.mask), number)
    with Player(settings) as player:
        yield from playback.play_back(turns, store.folder, player.play, player.speak)


@cache
def advice() -> Advice:
    """The vocabulary: names of moves, slips and situations; read once, it takes a while."""
    return load_advice(assets.scenarios() / "moves.yaml")


@cache
def _rubric() -> Rubric:
    return load_rubric(assets.scenarios() / "rubric.yaml", advice())
