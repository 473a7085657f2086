"""The installed program as a person runs it, over a virtual sound card; all it leaves behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
import uuid
from pathlib import Path
from types import TracebackType
from typing import Self

VOICECOACH = Path(sys.executable).with_name("voicecoach")
MARK = "VOICECOACH_TEST_MARK"
ESCAPE = re.compile(
    r"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b[=>78()][B0]?|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)


class Program:
    """``voicecoach`` with these words, in a process and folders of its own.

    Args:
        words: after the program's name.
        environ: with the sound card to use.
        home: below it are the program's folders.
        terminal: whether it gets one (100 by 40); otherwise nobody can type.
    """

    def __init__(
        self, *words: str, environ: dict[str, str], home: Path, terminal: bool = False
    ) -> None:
        self.data = home / "DATA" / "voicecoach"
        self.mark = uuid.uuid4().hex
        folders = {f"XDG_{name}_HOME": str(home / name) for name in ("DATA", "CACHE", "CONFIG")}
        self._environ = {**environ, **folders, MARK: self.mark, "TERM": "xterm-256color"}
        self.written: list[tuple[float, str]] = []
        """What it wrote so far: perf_counter() of the arrival, text."""

        self._environ["PYTHONFAULTHANDLER"] = "1"  # a crash shows what each thread was doing

        # As for a person: what Python compiled once is kept.
        self._environ.pop("PYTHONDONTWRITEBYTECODE", None)
        self._seen = 0
        self._closing = False
        self.began = time.perf_counter()
        self._keyboard: int | None = None
        if terminal:
            self._start_in_terminal(words)
        else:
            self.process = self._start(words, subprocess.DEVNULL, subprocess.PIPE)
            assert self.process.stdout is not None
            self._output = self.process.stdout.fileno()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        if self._keyboard is not None:
            self.close_terminal()
        self._reader.join(5)
        for number in self.left_running():
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        if self.process.stdout is not None:
            self.process.stdout.close()

    @property
    def shown(self) -> str:
        """All it wrote, without what moves the cursor or colours."""
        return ESCAPE.sub(" ", self.raw)

    @property
    def raw(self) -> str:
        """All it wrote."""
        return "".join(text for _, text in list(self.written))

    def wait_for(self, text: str, timeout: float = 40.0) -> float:
        """Until it has written this text after the one waited for last.

        Returns:
            the moment at which it had (perf_counter()).
        """
        deadline = time.monotonic() + timeout
        while (at := self.shown.find(text, self._seen)) < 0:
            assert self.process.poll() is None, f"ended without {text!r}:\n{self.shown}"
            assert time.monotonic() < deadline, f"no {text!r} in:\n{self.shown[self._seen :]}"
            time.sleep(0.005)
        self._seen = at + len(text)
        return self._moment_of(self._seen)

    def _moment_of(self, size: int) -> float:
        so_far = ""
        for moment, written in list(self.written):
            so_far += written
            if len(ESCAPE.sub(" ", so_far)) >= size:
                return moment
        raise AssertionError("not written")

    def press(self, keys: str) -> None:
        """Type at its terminal."""
        assert self._keyboard is not None
        os.write(self._keyboard, keys.encode())

    def resize(self, columns: int, lines: int) -> None:
        """As pulling at its window's corner does."""
        fcntl.ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def close_terminal(self) -> None:
        """As closing its window does."""
        assert self._keyboard is not None
        self._closing = True
        self._reader.join(5)
        keyboard, self._keyboard = self._keyboard, None
        os.close(self.screen)
        os.close(keyboard)

    def ended(self, timeout: float = 40.0) -> int:
        """Wait for its end; the exit code."""
        status = self.process.wait(timeout)
        self._read_the_rest()
        return status

    def end_by(self, number: signal.Signals) -> tuple[int, float]:
        """Send a signal; exit code, and s until neither it nor a process of its own was left."""
        began = time.perf_counter()
        self.process.send_signal(number)
        try:
            status = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGABRT)
            self.process.wait(10)
            self._read_the_rest()
            raise AssertionError(f"it did not end:\n{self.shown[-6000:]}") from None
        while self.left_running():
            assert time.perf_counter() - began < 10, "processes are left behind"
            time.sleep(0.02)
        took = time.perf_counter() - began
        self._read_the_rest()
        return status, took

    def _read_the_rest(self) -> None:
        # A terminal that is still open has no end; all that was written to it is there at once.
        self._reader.join(5 if self._keyboard is None else 0.3)

    def left_running(self) -> list[int]:
        """Processes that it started, or itself."""
        numbers = [int(name) for name in os.listdir("/proc") if name.isdecimal()]
        return [number for number in numbers if self._is_ours(number)]

    def _is_ours(self, number: int) -> bool:
        try:
            environ = Path(f"/proc/{number}/environ").read_bytes()
        except OSError:
            return False
        return f"{MARK}={self.mark}".encode() in environ.split(b"\0")

    def _start(
        self, words: tuple[str, ...], stdin: int, out: int, preexec: object = None
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(VOICECOACH), *words],
            stdin=stdin,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=self._environ,
            start_new_session=True,
            preexec_fn=preexec or hear_signals,  # type: ignore[arg-type]
        )

    def _start_in_terminal(self, words: tuple[str, ...]) -> None:
        self._keyboard, self.screen = pty.openpty()
        self.resize(100, 40)
        self.before = termios.tcgetattr(self.screen)

        def own_the_terminal() -> None:
            hear_signals()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = self._start(words, self.screen, self.screen, own_the_terminal)
        self._output = self._keyboard

    def _read(self) -> None:
        # Never inside read() for long: that would keep a terminal open that somebody closes.
        with contextlib.suppress(OSError, ValueError):  # a terminal whose program is gone
            while not self._closing:
                if not select.select([self._output], [], [], 0.02)[0]:
                    continue
                piece = os.read(self._output, 65536)
                if not piece:
                    return
                self.written.append((time.perf_counter(), piece.decode("utf-8", "replace")))


def hear_signals() -> None:
    """In the child: a test run in the background passes "ignore" on."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
