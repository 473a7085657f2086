"""The parent's side of the speech worker: start, ask with a time limit, kill, start again."""

from __future__ import annotations

import contextlib
import json
import queue
import shutil
import subprocess
import tempfile
import threading
import wave
import weakref
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from voicecoach.domain.turn import Voice
from voicecoach.errors import NoVoiceError, SpeechError
from voicecoach.speech.sound.audio import Clip
from voicecoach.speech.system import workers
from voicecoach.speech.voice import engine_places

WORKER = "voicecoach.speech.voice.tts_worker"
START_SECONDS = 30.0
"""A fresh worker was ready within 0.4 s idle and 0.8 s on a crowded machine."""

RENDER_SECONDS = 20.0
"""The longest text that is allowed takes 3 s."""

TRIES = 2
"""A worker that died is replaced once for the same line; then the line is to blame."""


def find_engine() -> None:
    """Make sure, without starting it, that there is an eSpeak NG on this machine.

    Raises:
        NoVoiceError: there is none.
    """
    if not engine_places.installed() and not engine_places.packaged():
        raise NoVoiceError("There is no speech synthesizer.", engine_places.how_to_install())


class WorkerDiedError(SpeechError):
    """The worker process ended instead of answering."""


class SpeechWorker:
    """Renders lines in a process of its own; a hung or dead one is replaced.

    One thread at a time may ask; ``stop()`` may be called from any other meanwhile.

    Args:
        render_seconds: how long one line may take.
    """

    def __init__(self, render_seconds: float = RENDER_SECONDS) -> None:
        self._render_seconds = render_seconds
        self._process: WorkerProcess | None = None
        self._stopped = threading.Event()

    @property
    def pid(self) -> int | None:
        """Of the worker process; None if none runs."""
        process = self._process
        return process.pid if process is not None and process.alive else None

    def ready(self) -> WorkerProcess:
        """The running worker, with the system's espeak-ng or else the bundled one.

        Raises:
            NoVoiceError: there is no synthesizer on this machine.
            SpeechError: this worker was stopped.
        """
        if self._stopped.is_set():
            raise SpeechError("The voice has been switched off.")
        if self._process is None or not self._process.alive:
            self._drop()
            self._process = start_worker()
            # At exit this runs before that process is ended: nobody starts another one then.
            weakref.finalize(self, self._stopped.set)
            if self._stopped.is_set():  # meanwhile, by another thread
                self._drop()
                raise SpeechError("The voice has been switched off.")
        return self._process

    def render(self, text: str, voice: Voice) -> Clip:
        """The spoken text as espeak makes it.

        Raises:
            NoVoiceError: there is no synthesizer on this machine.
            SpeechError: this text or voice cannot be spoken.
        """
        for attempt in range(TRIES):
            try:
                return self.ready().render(text, voice, self._render_seconds)
            except WorkerDiedError:
                if self._stopped.is_set() or attempt == TRIES - 1:
                    raise
        raise AssertionError("unreachable")

    def stop(self) -> None:
        """End the worker for good; harmless when called twice."""
        self._stopped.set()
        self._drop()

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


def start_worker() -> WorkerProcess:
    """A worker that is ready to speak.

    Raises:
        NoVoiceError: there is no synthesizer on this machine.
    """
    try:
        return WorkerProcess()
    except SpeechError as system:
        todo = engine_places.how_to_install()
        if not engine_places.packaged():
            raise NoVoiceError("There is no speech synthesizer.", todo) from system
        try:
            return WorkerProcess("--bundled")
        except SpeechError as bundled:
            what = f"The speech synthesizer does not start ({bundled.what})."
            raise NoVoiceError(what, todo) from bundled


class WorkerProcess:
    """One worker process, from its start to its end (at the latest with this program).

    Args:
        options: for the worker, e.g. ``--bundled``.

    Attributes:
        voices: names of the voices.
        variants: what can be appended to a voice with ``+``.
        engine: name and version of what speaks.

    Raises:
        SpeechError: it does not start.
    """

    def __init__(self, *options: str) -> None:
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="voicecoach-"))
            self._process = workers.start(WORKER, *options, self._folder)
        except OSError as error:
            raise SpeechError(f"The speech worker does not start: {error}.") from error
        self.end: Callable[[], object] = weakref.finalize(self, _end, self._process, self._folder)
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        reader = threading.Thread(
            target=_read, args=(self._process, self._answers), name="tts", daemon=True
        )
        reader.start()
        ready = self._answer(START_SECONDS)
        self.voices: list[str] = ready["voices"]
        self.variants: list[str] = ready["variants"]
        self.engine: str = ready["engine"]

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def render(self, text: str, voice: Voice, seconds: float) -> Clip:
        """See ``SpeechWorker.render``; one line may take ``seconds``."""
        path = self._folder / "line.wav"
        request = {
            "text": text,
            "path": str(path),
            "voice": voice.name,
            "rate": voice.rate,
            "pitch": voice.pitch,
        }
        try:
            self._ask(request)
            self._answer(seconds, voice)
            with wave.open(str(path)) as file:
                return Clip(file.readframes(file.getnframes()), file.getframerate())
        except (OSError, EOFError, wave.Error) as error:
            raise SpeechError(f"A spoken line could not be read: {error}.") from error
        finally:
            path.unlink(missing_ok=True)

    def _ask(self, request: dict[str, object]) -> None:
        assert self._process.stdin is not None  # noqa: S101 - it was opened as a pipe
        with contextlib.suppress(BrokenPipeError, ValueError):  # just died or ended: _answer tells
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()

    def _answer(self, seconds: float, voice: Voice | None = None) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.end()
            raise SpeechError(f"The speech worker did not answer within {seconds:g} s.") from None
        if not line:
            self.end()
            status = self._process.returncode
            raise WorkerDiedError(f"The speech worker ended (status {status}).", "Try again.")
        answer: dict[str, Any] = json.loads(line)
        if answer["ok"]:
            return answer
        if answer.get("unknown") and voice is not None:
            raise SpeechError(f"There is no voice {voice.name}.", self._nearest(voice.name))
        raise SpeechError(f"A line cannot be spoken: {answer['error']}.")

    def _nearest(self, name: str) -> str:
        base, plus, variant = name.partition("+")
        known = {voice.lower(): voice for voice in self.voices}
        variants = {known.lower(): known for known in self.variants}
        near = get_close_matches(base.lower(), known, 1, 0.6) or ["gmw/en-us"]
        better = get_close_matches(variant.lower(), variants, 1, 0.6) if plus else []
        ending = f"+{variants[better[0]]}" if better else ""
        return (
            f"Did you mean {known.get(near[0], near[0])}{ending}? "
            "Upper and lower case matter; `voicecoach voices` lists them all."
        )


def _end(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Kill it; it may hang, and it has nothing to save."""
    process.kill()
    process.wait()
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    shutil.rmtree(folder, ignore_errors=True)


def _read(process: subprocess.Popen[bytes], answers: queue.SimpleQueue[bytes]) -> None:
    assert process.stdout is not None  # noqa: S101 - it was opened as a pipe
    with process.stdout:
        for line in process.stdout:
            answers.put(line)
    answers.put(b"")  # the worker is gone
