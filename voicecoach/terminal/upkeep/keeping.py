"""Runs ``voicecoach data``: tells what is kept, asks before anything is removed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from voicecoach import settings as settings_module
from voicecoach.app.upkeep import kept_data
from voicecoach.history.wiping import Ours
from voicecoach.terminal.text.tables import say, say_json, say_wrapped

DONE, NOT_DONE = 0, 1
SHOWN = 12
"""Files of others that are named one by one."""


def run_where(*, as_json: bool) -> None:
    """Tell where everything lies."""
    settings = settings_module.load()
    found, warnings = kept_data.places(settings), kept_data.warnings(settings)
    if as_json:
        say_json({"places": [asdict(place) for place in found], "warnings": warnings})
        return
    for place in found:
        say(f"{place.what}: {place.path}{'' if place.there else ' (not there yet)'}")
    say_wrapped(warnings)


def run_size(*, as_json: bool) -> None:
    """Tell how much is kept.

    Raises:
        StorageError: the history cannot be read.
    """
    found = kept_data.sizes(settings_module.load())
    if as_json:
        say_json(asdict(found))
        return
    say(f"{_counted(found.calls, 'call')}, {_counted(found.turns, 'reply', 'replies')}")
    for what, size in (
        ("words", found.words),
        ("recordings", found.sound),
        ("recognition models", found.models),
        ("cache", found.cache),
        ("free on the disk", found.free),
    ):
        say(f"{what}: {_megabytes(size)}")


def run_keep(days: int, *, only_sound: bool, sure: bool) -> int:
    """Remove what is older.

    Args:
        days: to keep.
        only_sound: the words stay.
        sure: do not ask.

    Returns:
        the exit code.

    Raises:
        StorageError: it cannot be removed, or a call is running.
    """
    with kept_data.open_existing(settings_module.load()) as store:
        old = kept_data.older(store, days, only_sound=only_sound)
        what = "the sound of " if only_sound else ""
        if not old.ids:
            say(f"Nothing to remove: no call {'with sound ' * only_sound}is that old.")
            return DONE
        calls = _counted(len(old.ids), "call")
        say(f"{calls} older than {_counted(days, 'day')}, {_megabytes(old.sound)} of sound.")
        if not may(f"Remove {what}{'it' if len(old.ids) == 1 else 'them'} for good?", sure):
            return NOT_DONE
        kept_data.forget(store, old, only_sound=only_sound)
    say(f"Removed {what}{calls}.")
    return DONE


def run_backup(target: Path) -> None:
    """Copy everything that is kept.

    Raises:
        StorageError: it cannot be written, or there is nothing.
    """
    made = kept_data.back_up(settings_module.load(), target)
    say(f"{_counted(made.calls, 'call')}, {_megabytes(made.size)}: {made.path}")
    say("Your words and your voice are in it, unencrypted: keep it where nobody else looks.")


def run_restore(source: Path) -> None:
    """Take a backup back.

    Raises:
        StorageError: it is not whole, or a call is running.
    """
    done = kept_data.take_back(settings_module.load(), source)
    verb = "is" if done.backup.calls == 1 else "are"
    say(f"{_counted(done.backup.calls, 'call')} of {done.backup.path} {verb} back.")
    if done.kept is not None:
        say(f"What was there before is kept: {done.kept}")


def run_wipe(*, sure: bool) -> int:
    """Remove everything of ours.

    Returns:
        the exit code.

    Raises:
        StorageError: a call is running, or something cannot be removed.
    """
    settings = settings_module.load()
    found = kept_data.ours(settings)
    if not found.files:
        say("There is nothing to remove.")
    else:
        say(f"{_counted(len(found.files), 'file')}, {_megabytes(found.size)}:")
        say("all calls, recordings, people, own backups, fetched models and the cache.")
        if not may("Remove them for good?", sure):
            return NOT_DONE
        kept_data.wipe(settings, found)
        say("Removed.")
    _tell_untouched(found, say)
    return DONE


def _tell_untouched(found: Ours, tell: Callable[[str], None]) -> None:
    if found.others:
        tell("Not touched, because it is not ours or you wrote it yourself:")
        for path in found.others[:SHOWN]:
            tell(f"  {path}")
        if len(found.others) > SHOWN:
            tell(f"  and {_counted(len(found.others) - SHOWN, 'other file')}")
    tell("Not touched either: backups you made with `voicecoach data backup`, wherever they are.")


def may(question: str, sure: bool) -> bool:
    """Ask, unless the caller is sure; where nobody answers it is a no."""
    if sure:
        return True
    print(f"{question} [y/N] ", end="", flush=True)
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        print()
    if answer.strip().lower() in ("y", "yes"):
        return True
    say("Nothing was removed. (--yes does it without asking.)")
    return False


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
