"""Whether the sound server says that we record what a loudspeaker plays."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from voicecoach.speech.line.sound_server import PATIENCE, Look, records_monitor

# As pactl 16.1 printed it, shortened: a module's own recording, then a program's.
STREAMS = """Source Output #0
\tDriver: module-remap-source.c
\tClient: n/a
\tSource: 1
\tProperties:
\t\tmedia.name = "Remapped Stream"

Source Output #2
\tDriver: protocol-native.c
\tClient: 8
\tSource: {source}
\tSample Specification: s16le 1ch 16000Hz
\tProperties:
\t\tapplication.process.id = "22718"
\t\tapplication.process.binary = "python3.11"
"""
SOURCES = (
    "0\tspeaker.monitor\tmodule-null-sink.c\ts16le 1ch 22050Hz\tIDLE\n"
    "1\tmic_feed.monitor\tmodule-null-sink.c\ts16le 1ch 16000Hz\tRUNNING\n"
    "2\tmicrophone\tmodule-remap-source.c\ts16le 1ch 16000Hz\tRUNNING\n"
)


@pytest.mark.parametrize(
    ("source", "process", "joined"),
    [(0, 22718, True), (2, 22718, False), (0, 2271, False), (7, 22718, False)],
)
def test_only_our_own_recording_from_a_monitor_counts(
    source: int, process: int, *, joined: bool
) -> None:
    assert records_monitor(STREAMS.format(source=source), SOURCES, process) is joined


@pytest.mark.parametrize("nothing", ["", "Connection failure: Connection refused\n", "\t\n\tx"])
def test_no_answer_is_no_trouble(nothing: str) -> None:
    assert not records_monitor(nothing, nothing, 1)


def put_pactl(folder: Path, monkeypatch: pytest.MonkeyPatch, *does: str) -> None:
    """A ``pactl`` that goes before the system's."""
    (folder / "pactl").write_text("\n".join(("#!/bin/sh", *does, "")))
    (folder / "pactl").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def hanging(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ``pactl`` that never answers; gives the file in which it notes its process."""
    put_pactl(folder, monkeypatch, 'echo "$$" >"$0.id"', "exec sleep 60")
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    return folder / "pactl.id"


def test_a_server_that_hangs_is_let_go_and_leaves_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = hanging(tmp_path, monkeypatch)
    look = Look()
    deadline = time.monotonic() + 10
    while not (number.exists() and number.read_text().strip()):
        assert time.monotonic() < deadline
        time.sleep(0.005)
    look.close()
    assert not look.monitor
    left = Path(f"/proc/{number.read_text().strip()}")
    while left.exists():  # killed; a busy system takes its time to bury it
        assert time.monotonic() < deadline + 10
        time.sleep(0.005)


ENDS_AT_ONCE = """
import os, pathlib, sys, time
from voicecoach.speech.line.sound_server import Look
Look()
number = pathlib.Path(sys.argv[1])
while not (number.exists() and number.read_text().strip()):
    time.sleep(0.005)
os._exit(0)
"""


def test_what_a_thread_asked_does_not_outlive_a_program_that_ends_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`pactl` stayed for as long as the sound server hung."""
    number = hanging(tmp_path, monkeypatch)
    subprocess.run([sys.executable, "-c", ENDS_AT_ONCE, str(number)], check=True, timeout=30)
    deadline = time.monotonic() + PATIENCE + 1.0
    while Path(f"/proc/{number.read_text().strip()}").exists():
        assert time.monotonic() < deadline, "it is still there"
        time.sleep(0.02)


def test_where_no_server_runs_none_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_pactl(tmp_path, monkeypatch, 'touch "$0.ran"')
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not Look().wait()
    assert not (tmp_path / "pactl.ran").exists()
