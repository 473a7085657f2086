"""kill -9 at moments spread over every state of a call: no finished turn is lost, no sound."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
import soundfile

from tests.history.making import call, turn
from voicecoach.history.database import FILE
from voicecoach.history.recordings import FOLDER, RUNNING, Recordings
from voicecoach.history.store import open_store
from voicecoach.speech.audio import BLOCK, RATE

MOMENTS = [
    *(("opening", delay) for delay in (0, 0.01, 0.03, 0.06)),
    *((f"starting {turn}", delay) for turn in ("1 1", "2 1") for delay in (0, 0.002)),
    *((f"sound {count}", 0.0) for count in (1, 49, 50, 149, 150)),
    *((f"keeping {turn}", delay) for turn in ("1 1", "1 2") for delay in (0, 0.004, 0.01, 0.02)),
    *((f"kept {turn}", delay) for turn in ("1 1", "1 2", "2 1") for delay in (0, 0.015)),
    *((state, 0.0) for state in ("ending", "ended", "closed")),
]


def told_until_killed(folder: Path, state: str, delay: float) -> list[str]:
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


def test_there_are_thirty_moments() -> None:
    assert len(MOMENTS) == 30


@pytest.mark.parametrize(("state", "delay"), MOMENTS)
def test_nothing_said_is_lost(tmp_path: Path, state: str, delay: float) -> None:
    told = told_until_killed(tmp_path, state, delay)
    kept = [tuple(map(int, line.split()[1:])) for line in told if line.startswith("kept")]
    heard = 0
    for line in told:  # samples of the reply that was not over
        if line.startswith("sound"):
            heard = int(line.split()[1]) * BLOCK
        elif line.startswith(("kept", "starting")):
            heard = 0
    with open_store(tmp_path) as store:
        assert not store.notes
        turns = store.get().turns if store.count() else ()
        places = [(one.number, one.attempt) for one in turns]
        assert places[: len(kept)] == kept
        assert len(places) <= len(kept) + 1  # one may be kept and not told yet
        for one in turns:
            assert one.verdict == turn().verdict
            assert soundfile.info(tmp_path / one.reply.recording).frames == 150 * BLOCK
        if "ended" in told:
            assert store.get().ended == call(reached=True).ended
        with store.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    linked = {one.reply.recording for one in turns}
    rest = [path for path in Recordings(tmp_path).of_call(call().id) if path not in linked]
    saved = sum(soundfile.info(tmp_path / path).frames for path in rest)
    assert len(rest) <= 1
    assert saved >= heard - (RATE if len(places) == len(kept) else heard)
    assert list((tmp_path / FOLDER / RUNNING).glob("*")) == []
    assert not (tmp_path / f"{FILE}-wal").exists()
