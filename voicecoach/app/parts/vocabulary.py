"""The caller's own words: what they corrected once is expected from then on.

A text file, a word or name a line, the newest last, that the caller may edit. The program keeps the
newest ``KEPT`` lines; what it cannot read it leaves as it is and says so.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from voicecoach import assets
from voicecoach.data_files import MAX_BYTES, one_writer
from voicecoach.domain.turn import Reply
from voicecoach.errors import StorageError
from voicecoach.history.own_files import VOCABULARY as FILE
from voicecoach.scoring.phrasings import load_phrasings
from voicecoach.scoring.text import folded

MOST = 40
"""Names the second listener is told: its prompt holds some two hundred short words."""

KEPT = 200
"""Lines of the file; when more are learned, the oldest go."""

LONGEST, MOST_TOGETHER = 60, 4
"""Characters and words of a name; what is longer is a sentence that was put right."""


def load(folder: Path) -> list[str]:
    """The caller's newest words, the newest last; ``trouble`` tells what could not be read."""
    try:
        lines = _lines(folder / FILE)
    except (OSError, StorageError):
        return []
    return [word for line in lines if (word := _word(line))][-MOST:]


def trouble(folder: Path) -> str:
    """What is wrong with the file, and what to do; empty where nothing is."""
    path = folder / FILE
    try:
        lines = _lines(path)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"Note: {path} cannot be read ({error.strerror}): words you put right are missing."
    except StorageError as error:
        return f"Note: {error}"
    bad = [number for number, line in enumerate(lines, 1) if line.strip() and not _word(line)]
    if not bad:
        return ""
    return (
        f"Note: {path}: line {bad[0]} is no name in UTF-8 of at most {LONGEST} characters and is "
        "left out. Correct or remove it."
    )


def learn(folder: Path, reply: Reply, keys: Sequence[str]) -> list[str]:
    """Keep what a correction brought in that no listener heard; names that stand together as one.

    Args:
        folder: the data folder.
        reply: with the caller's words as its text, and the hearings.
        keys: of all moves and slips, whose phrasings hold the words everybody uses.

    Returns:
        what is new; it is not kept where the file cannot be read or written, and asked for again.
    """
    new = _unheard(reply, keys)
    if not new:
        return []
    path = folder / FILE
    added, lines = list[str](), list[bytes]()
    with contextlib.suppress(StorageError), one_writer(path) as replace:
        with contextlib.suppress(FileNotFoundError):
            lines = _lines(path)
        known = {_word(line) for line in lines}
        added = [name for name in new if name not in known]
        if added:
            kept = [*lines, *(name.encode() for name in added)][-KEPT:]
            replace(b"\n".join(kept) + b"\n")
    return added


def _unheard(reply: Reply, keys: Sequence[str]) -> list[str]:
    heard = {token.word for each in reply.hearings for token in folded(each.text).tokens}
    known = heard | _everyday(keys)
    runs, last = list[list[str]](), -1
    for number, token in enumerate(folded(reply.text).tokens):
        if token.word in known or len(token.word) < 3:
            continue
        text = reply.text[token.start : token.end]
        if runs and last == number - 1:
            runs[-1].append(text)
        else:
            runs.append([text])
        last = number
    names = [" ".join(run) for run in runs if len(run) <= MOST_TOGETHER]
    return [name for name in dict.fromkeys(names) if len(name) <= LONGEST]


def _lines(path: Path) -> list[bytes]:
    """The file as it is: also what is no text stays in it.

    Raises:
        OSError: it cannot be read.
        StorageError: it is no file of words.
    """
    if path.stat().st_size > MAX_BYTES:
        raise StorageError(
            f"{path}: larger than {MAX_BYTES:,} bytes.", "Words you put right are missing: move it."
        )
    return path.read_bytes().splitlines()


def _word(line: bytes) -> str:
    """What the line says; empty if that is no name."""
    try:
        text = line.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return ""
    return text if len(text) <= LONGEST and text.isprintable() else ""


def _everyday(keys: Sequence[str]) -> set[str]:
    known = load_phrasings(assets.scenarios() / "phrasings", keys)
    return {token.word for phrasing in known for token in folded(phrasing.text).tokens}
