"""The parent's side of the speech worker: start, ask with a time limit, kill, start again."""

from __future__ import annotations

import atexit
import contextlib
import ctypes.util
import importlib.util
import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from voicecoach.errors import NoVoiceError, SpeechError

NO_VOICE_TODO = (
    "Install eSpeak NG: `apt-get install espeak-ng` (Debian, Ubuntu), `dnf install espeak-ng` "
    "(Fedora) or `brew install espeak-ng` (macOS); or: pip install espeakng-loader."
)
START_SECONDS = 30.0
"""A fresh worker was ready within 0.4 s idle and 0.8 s on a crowded machine."""

RENDER_SECONDS = 20.0
"""The longest text that is allowed takes 3 s."""


def find_engine() -> None:
    """Make sure, without starting it, that there is an eSpeak NG on this machine.

    Raises:
        NoVoiceError: there is none.
    """
    found = ctypes.util.find_library("espeak-ng") or ctypes.util.find_library("espeak")
    if not found and importlib.util.find_spec("espeakng_loader") is None:
        raise NoVoiceError("There is no speech synthesizer.", NO_VOICE_TODO)


class SpeechWorker:
    """Talks to one worker process at a time; a hung or dead one is replaced.

    Not for use by two threads at once.
    """

    def __init__(self) -> None:
        self.voices: list[str] = []
        self.variants: list[str] = []
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        atexit.register(self.stop)

    @property
    def running(self) -> bool:
        """Whether a worker process is alive."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start a worker, with the system's espeak-ng or else the bundled one.

        Raises:
            NoVoiceError: there is no synthesizer on this machine.
        """
        try:
            self._start()
        except SpeechError as system:
            if importlib.util.find_spec("espeakng_loader") is None:
                raise NoVoiceError("There is no speech synthesizer.", NO_VOICE_TODO) from system
            try:
                self._start("--bundled")
            except SpeechError as bundled:
                what = f"The speech synthesizer does not start ({bundled.what})."
                raise NoVoiceError(what, NO_VOICE_TODO) from bundled

    def render(self, path: Path, text: str, **voice: str | int) -> None:
        """Write the spoken text to ``path``; a half-written file never carries that name.

        Raises:
            NoVoiceError: there is no synthesizer on this machine.
            SpeechError: this text or voice cannot be spoken.
        """
        if not self.running:
            self.stop()
            self.start()
        part = path.with_suffix(".part")
        try:
            self._ask({"text": text, "path": str(part), **voice}, RENDER_SECONDS)
            part.replace(path)
        except OSError as error:
            raise SpeechError(f"A spoken line cannot be written: {error.strerror}.") from error
        finally:
            part.unlink(missing_ok=True)

    def stop(self) -> None:
        """End the worker; it has nothing to save."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        self._process = None

    def _start(self, *options: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "voicecoach.speech.tts_worker", *options],
            text=True,
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # Ctrl-C in the terminal is for the call, not for the voice
        )
        self._answers = queue.SimpleQueue()
        threading.Thread(
            target=_read, args=(self._process, self._answers), name="tts", daemon=True
        ).start()
        ready = self._answer(START_SECONDS)
        self.voices, self.variants = ready["voices"], ready["variants"]

    def _ask(self, request: dict[str, Any], seconds: float) -> None:
        assert self._process is not None  # noqa: S101 - render() started it
        assert self._process.stdin is not None  # noqa: S101 - it was opened as a pipe
        with contextlib.suppress(BrokenPipeError):  # it died just now: _answer tells
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        self._answer(seconds)

    def _answer(self, seconds: float) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.stop()
            raise SpeechError(f"The speech worker did not answer within {seconds:g} s.") from None
        if not line:
            self.stop()
            raise SpeechError("The speech worker died.", "Try again.")
        answer: dict[str, Any] = json.loads(line)
        if not answer["ok"]:
            todo = "`voicecoach voices` lists what there is." if answer.get("unknown") else ""
            raise SpeechError(f"A line cannot be spoken: {answer['error']}.", todo)
        return answer


def _read(process: subprocess.Popen[str], answers: queue.SimpleQueue[str]) -> None:
    assert process.stdout is not None  # noqa: S101 - it was opened as a pipe
    with process.stdout:
        for line in process.stdout:
            answers.put(line)
    answers.put("")  # the worker is gone
