"""What is kept of the caller, and what can be done with it: places, sizes, copies, removal."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from voicecoach.app.upkeep import models
from voicecoach.errors import StorageError
from voicecoach.history import backup as backup_module
from voicecoach.history import housekeeping, own_files, restore, room, running, synced, wiping
from voicecoach.history.backup import Made
from voicecoach.history.database import FILE
from voicecoach.history.housekeeping import Old, Sizes
from voicecoach.history.recordings import FOLDER
from voicecoach.history.restore import Restored
from voicecoach.history.store import Store, open_store
from voicecoach.history.wiping import Ours
from voicecoach.plan.phone_script import FOLDER as SCRIPTS
from voicecoach.plan.profile import FILE as PROFILE
from voicecoach.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """One of the program's files or folders.

    Attributes:
        what: in words.
        path: absolute.
        there: whether it is there yet.
    """

    what: str
    path: str
    there: bool


def places(settings: Settings) -> list[Place]:
    """Where everything lies; nothing is made or opened."""
    data = settings.data_folder
    found = (
        ("data folder", data),
        ("calls", data / FILE),
        ("recordings", data / FOLDER),
        ("your profile", data / PROFILE),
        ("your scripts", data / SCRIPTS),
        ("recognition models", models.folder(settings)),
        ("cache", settings.cache_folder),
        ("settings file", settings.config_file),
    )
    return [Place(what, str(path.absolute()), os.path.exists(path)) for what, path in found]


def warnings(settings: Settings) -> list[str]:
    """What is wrong with the data folder, in sentences."""
    folder = settings.data_folder
    low = room.warning(folder)
    return [*synced.warnings(folder), *([low] if low else [])]


def sizes(settings: Settings) -> Sizes:
    """How much is kept; zeros where there is no history yet, which is not made by that.

    Raises:
        StorageError: the history cannot be read.
    """
    cache = settings.cache_folder
    if not os.path.exists(settings.data_folder / FILE):
        return housekeeping.sizes_without_history(settings.data_folder, cache)
    with open_store(settings.data_folder) as store:
        return housekeeping.sizes(store, cache)


def open_existing(settings: Settings) -> Store:
    """The history, which must be there (or words of the caller's own, which go with it).

    Raises:
        StorageError: there is none, or it cannot be used.
    """
    folder = settings.data_folder
    if not os.path.exists(folder / FILE) and not own_files.names(folder):
        raise StorageError(
            f"There are no calls in {settings.data_folder}.", "Rehearse one: voicecoach practice"
        )
    return open_store(settings.data_folder)


def older(store: Store, days: int, *, only_sound: bool) -> Old:
    """The calls that are older than ``days`` days.

    Raises:
        StorageError: a call is running.
    """
    running.refuse(store.folder)
    return housekeeping.older(store, days, now(), with_sound=only_sound)


def forget(store: Store, old: Old, *, only_sound: bool) -> None:
    """Remove them, or only their sound.

    Raises:
        StorageError: something could not be removed.
    """
    housekeeping.forget(store, old, only_sound=only_sound)


def back_up(settings: Settings, target: Path) -> Made:
    """Copy everything that is kept to one file, also while a call runs.

    Raises:
        StorageError: there is nothing to copy, or it cannot be written.
    """
    with open_existing(settings) as store:
        return backup_module.make_backup(store, target, now())


def take_back(settings: Settings, source: Path) -> Restored:
    """Put a backup in the place of what is kept, which becomes a backup itself.

    Raises:
        StorageError: the backup is not whole, or a call is running; nothing is changed then.
    """
    return restore.restore(settings.data_folder, source, now())


def ours(settings: Settings) -> Ours:
    """What wiping would remove and what it would leave.

    Raises:
        StorageError: a call is running.
    """
    running.refuse(settings.data_folder)
    return wiping.look(settings.data_folder, settings.cache_folder, settings.config_folder)


def wipe(settings: Settings, found: Ours) -> None:
    """Remove it.

    Raises:
        StorageError: something could not be removed.
    """
    wiping.wipe(settings.data_folder, settings.cache_folder, found)


def now() -> datetime:
    """This moment with the zone's offset."""
    return datetime.now().astimezone()
