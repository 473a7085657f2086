"""Workers start the same way on every system: a new interpreter, out of reach of Ctrl-C."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from voicecoach.speech.hearing import second_listener, whisper_worker
from voicecoach.speech.system import workers
from voicecoach.speech.voice import tts_client, tts_worker


@pytest.mark.parametrize(
    ("system", "given"),
    [
        ("linux", {"start_new_session": True}),
        ("darwin", {"start_new_session": True}),
        ("win32", {"creationflags": 0x08000200}),
    ],
)
def test_what_each_system_is_told(
    monkeypatch: pytest.MonkeyPatch, system: str, given: dict[str, Any]
) -> None:
    """Windows knows no sessions: a new process group there, and no console window."""
    started: list[tuple[list[str], dict[str, Any]]] = []
    monkeypatch.setattr(workers.sys, "platform", system)
    monkeypatch.setattr(
        workers.subprocess, "Popen", lambda words, **how: started.append((words, how))
    )
    workers.start("a.module", "--option", OMP_NUM_THREADS="1")
    ((words, how),) = started
    assert words == [sys.executable, "-P", "-m", "a.module", "--option"]
    assert how["env"]["OMP_NUM_THREADS"] == "1"
    assert {name: how.get(name) for name in ("start_new_session", "creationflags")} == {
        "start_new_session": None,
        "creationflags": None,
        **given,
    }
    pipes = [how[name] for name in ("stdin", "stdout", "stderr")]
    assert pipes == [subprocess.PIPE, subprocess.PIPE, subprocess.DEVNULL]


def test_workers_are_modules_of_ours() -> None:
    assert tts_worker.__name__ == tts_client.WORKER
    assert whisper_worker.__name__ == second_listener.WORKER


def test_a_worker_whose_lines_end_as_on_windows_is_understood(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = (
        "import sys; out = sys.stdout.buffer\n"
        'out.write(b\'{"ok": true, "voices": ["x"], "variants": [], "engine": "e"}\\r\\n\')\n'
        "out.flush(); sys.stdin.read()"
    )
    words = [sys.executable, "-c", code]
    pipe = subprocess.PIPE
    monkeypatch.setattr(
        workers, "start", lambda *asked: subprocess.Popen(words, stdin=pipe, stdout=pipe)
    )
    process = tts_client.WorkerProcess()
    assert process.voices == ["x"]
    process.end()
