"""Asks the sound server (PulseAudio, PipeWire) where our microphone's sound comes from.

Where a device is taken away, the server goes on recording from the loudspeaker's monitor. Neither
the time stamps nor the gaps between blocks show it (measured: none beyond those of a crowded
machine); while nothing sounds, what is heard is exact silence. So the server is asked, by
its own program ``pactl``. Where there is none (macOS, Windows, plain ALSA), nothing is known.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path

from voicecoach.speech.system.workers import worker_environment

PATIENCE = 1.0
"""s for one answer (38-60 ms measured for both): a server that hangs gives none."""

LAST = 0.2
"""s it has to end in when it is told to."""

STREAM = re.compile(r"^Source Output #", re.MULTILINE)
SOURCE = re.compile(r"^\s*Source: (\d+)$", re.MULTILINE)


class Look:
    """One look in the background at whether this process records what a loudspeaker plays."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[str] | None = None
        self._closed = threading.Event()
        self._monitor = False
        self._environ = worker_environment(LC_ALL="C")
        program = shutil.which("pactl") if _is_there(self._environ) else None
        self._asks = program is not None
        self._words = [*_bound(), *([program] if program is not None else [])]
        if self._asks:
            self._thread = threading.Thread(target=self._ask, name="pactl", daemon=True)
            self._thread.start()

    @property
    def monitor(self) -> bool:
        """Whether the server said so; False as long as it has not answered."""
        return self._monitor

    def wait(self) -> bool:
        """``monitor``, once the server has answered or its time is up."""
        if self._asks:
            self._thread.join(2 * PATIENCE)
        return self._monitor

    def close(self) -> None:
        """The answer is not wanted any more; no process is left."""
        self._closed.set()
        if self._running is not None:
            self._running.terminate()
        if self._asks:
            self._thread.join(PATIENCE)

    def _ask(self) -> None:
        streams = self._answer("list", "source-outputs")
        sources = self._answer("list", "short", "sources")
        self._monitor = records_monitor(streams, sources, os.getpid())

    def _answer(self, *words: str) -> str:
        """What it prints; nothing where it does not answer."""
        if self._closed.is_set():
            return ""
        try:
            self._running = subprocess.Popen(  # noqa: S603 - the system's own program
                [*self._words, *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                errors="replace",
                env=self._environ,
            )
        except OSError:
            return ""
        with self._running as running:
            if self._closed.is_set():  # meanwhile
                running.terminate()
            try:
                return running.communicate(timeout=PATIENCE)[0]
            except subprocess.TimeoutExpired:
                running.terminate()
                return ""


def _bound() -> list[str]:
    """What a program is started with that must not outlive this one by more than its time.

    A thread may start it just when this process ends. It hands on that it is to end.
    """
    bound = shutil.which("timeout")
    return [] if bound is None else [bound, "-k", f"{LAST:g}", f"{PATIENCE:g}"]


def _is_there(environ: Mapping[str, str]) -> bool:
    """Whether a sound server runs: asked where there is none, ``pactl`` would start one."""
    socket = Path(environ.get("XDG_RUNTIME_DIR", ""), "pulse", "native")
    return bool(environ.get("PULSE_SERVER")) or socket.exists()


def records_monitor(streams: str, sources: str, process: int) -> bool:
    """Whether any recording of a process comes from a monitor. Pure.

    Args:
        streams: what ``pactl list source-outputs`` printed.
        sources: what ``pactl list short sources`` printed.
        process: its number.
    """
    names = dict(line.split("\t")[:2] for line in sources.splitlines() if "\t" in line)
    ours = f'application.process.id = "{process}"'
    for stream in STREAM.split(streams):
        source = SOURCE.search(stream)
        if ours in stream and source and names.get(source[1], "").endswith(".monitor"):
            return True
    return False
