"""Kills a call at some moment and says what was lost; for tests and ``benchmarks.kills``."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import soundfile

from tests.history.killed_call import BLOCKS
from tests.history.making import call, turn
from voicecoach.domain.turn import Turn
from voicecoach.history.database import FILE
from voicecoach.history.recordings import FOLDER, RUNNING, Recordings
from voicecoach.history.store import open_store
from voicecoach.speech.sound.audio import BLOCK, RATE


def told_until_killed(folder: Path, state: str, delay: float) -> list[str]:
    """Everything the call said before it was killed.

    Args:
        folder: the data folder.
        state: what it must have said; then
        delay: s pass, then it is killed.
    """
    command = [sys.executable, "-m", "tests.history.killed_call", str(folder)]
    told: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for line in program.stdout:
            told.append(line.strip())
            if told[-1] == state:
                break
        time.sleep(delay)
        program.kill()
        told += [line.strip() for line in program.stdout if line.endswith("\n")]
    assert state in told
    return told


def losses(folder: Path, told: list[str]) -> Iterator[str]:
    """What is not as it should be after the next start, in words; nothing if all is well."""
    kept = [tuple(map(int, line.split()[1:])) for line in told if line.startswith("kept")]
    with open_store(folder) as store:
        yield from store.notes
        turns = store.get().turns if store.count() else ()
        places = [(one.number, one.attempt) for one in turns]
        if places[: len(kept)] != kept or len(places) > len(kept) + 1:  # one may be not told yet
            yield f"turns {places}, but {kept} were told"
        for one in turns:
            yield from _loss_of_turn(folder, one)
        if "ended" in told and store.get().ended != call(reached=True).ended:
            yield "the end is lost"
        with store.reading() as connection:
            if connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() != "ok":
                yield "the database is damaged"
    linked = {one.reply.recording for one in turns}
    rest = [path for path in Recordings(folder).of_call(call().id) if path not in linked]
    saved = sum(soundfile.info(folder / path).frames for path in rest)
    lost = 0 if len(places) > len(kept) else _heard(told) - saved
    if lost > RATE or len(rest) > 1:
        yield f"{lost / RATE:.1f} s of sound lost, {len(rest)} loose recordings"
    if list((folder / FOLDER / RUNNING).glob("*")) or list(folder.glob("*.running")):
        yield "leftovers of the call"
    if (folder / f"{FILE}-wal").exists():
        yield "the log is still there"


def _loss_of_turn(folder: Path, one: Turn) -> Iterator[str]:
    if one.verdict != turn().verdict:
        yield "another verdict"
    frames = soundfile.info(folder / one.reply.recording).frames
    if frames != BLOCKS * BLOCK:
        yield f"{frames} samples of turn {one.number}"


def _heard(told: list[str]) -> int:
    """Samples of the reply that was not over."""
    heard = 0
    for line in told:
        if line.startswith("sound"):
            heard = int(line.split()[1]) * BLOCK
        elif line.startswith(("kept", "starting")):
            heard = 0
    return heard
