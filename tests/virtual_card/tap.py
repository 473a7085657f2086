"""A time-stamped recording of what the virtual loudspeaker played."""

from __future__ import annotations

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]


class SpeakerTap:
    """Its clock is ``time.perf_counter()``; a sample's time is right to about 6 ms.

    One chunk arrives about every 5 ms; ``time_of`` fits a line through all arrivals.
    """

    def __init__(
        self, environ: Mapping[str, str], rate: int, device: str = "speaker.monitor"
    ) -> None:
        self.rate = rate
        self._data = bytearray()
        self._stamps: list[tuple[float, int]] = []  # (arrival, bytes received so far)
        self._recorder = subprocess.Popen(
            [
                *("parec", f"--device={device}", "--raw", "--format=s16le"),
                *(f"--rate={rate}", "--channels=1", "--latency-msec=5"),
            ],
            env=dict(environ),
            stdout=subprocess.PIPE,
        )
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 10
        while not self._stamps:
            if time.monotonic() > deadline:
                self.stop()
                raise RuntimeError("the speaker's monitor delivered nothing")
            time.sleep(0.005)

    def _read(self) -> None:
        assert self._recorder.stdout is not None
        descriptor = self._recorder.stdout.fileno()
        while chunk := os.read(descriptor, 65536):
            self._data += chunk
            self._stamps.append((time.perf_counter(), len(self._data)))

    @property
    def over(self) -> bool:
        """Whether it was stopped."""
        return self._recorder.poll() is not None

    def samples(self) -> Samples:
        """What was played so far."""
        return np.frombuffer(bytes(self._data[: len(self._data) // 2 * 2]), "<i2")

    def stop(self) -> Samples:
        """What was played, until now; harmless when called twice."""
        if self._recorder.poll() is None:
            self._recorder.terminate()
        self._recorder.wait()
        self._thread.join(2)
        assert self._recorder.stdout is not None
        self._recorder.stdout.close()
        return self.samples()

    def time_of(self, sample: int) -> float:
        """``perf_counter()`` time at which this sample reached the speaker."""
        zero = statistics.median(at - size / 2 / self.rate for at, size in list(self._stamps))
        return zero + sample / self.rate

    def wait_for_sound(self, timeout: float = 10.0, threshold: int = 200) -> float:
        """Wait until something is heard; the time of its first sample."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            loud = np.flatnonzero(np.abs(self.samples().astype(np.int32)) > threshold)
            if loud.size:
                return self.time_of(int(loud[0]))
            time.sleep(0.02)
        raise TimeoutError("the speaker stayed silent")
