"""The caller's own words (``plan/``), as files beside the history: they go where it goes."""

from __future__ import annotations

import re
from pathlib import Path

from voicecoach.data_files import LOCK, PART

FOLDER, VOCABULARY = "scripts", "vocabulary.txt"
NAME = re.compile(
    rf"(?:profile|phrasings|if-then|cue)\.yaml|{FOLDER}/[a-z0-9][a-z0-9-]{{0,39}}\.yaml"
    rf"|{re.escape(VOCABULARY)}"
)
"""Profile, wordings, if-then cards, use of the cue card, scripts, words that were put right;
relative to the data folder."""
BESIDE = re.compile(rf"(?:{FOLDER}/)?{re.escape(LOCK)}|(?:{NAME.pattern})\.\d+{re.escape(PART)}")
"""What is left beside them: an empty file to lock, a half-written one of a killed program."""


def names(folder: Path) -> list[str]:
    """Of those that are there."""
    found = [*folder.glob("*.yaml"), *(folder / FOLDER).glob("*.yaml"), folder / VOCABULARY]
    there = (path for path in found if path.is_file() and not path.is_symlink())
    relative = (path.relative_to(folder).as_posix() for path in there)
    return sorted(name for name in relative if NAME.fullmatch(name))


def put(staged: Path, folder: Path) -> None:
    """Put the files of a backup in the place of those that are there.

    Args:
        staged: where the backup was unpacked; its files are moved.
        folder: the data folder.
    """
    new = names(staged)
    for name in new:
        target = folder / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (staged / name).replace(target)
    for name in set(names(folder)) - set(new):
        (folder / name).unlink(missing_ok=True)
