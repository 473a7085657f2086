"""``voicecoach review --play``: both sides of a kept call leave the loudspeaker, in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from tests.history.making import BLOCK, call, turn
from tests.sound.program import hear_signals
from tests.virtual_card.card import VirtualCard
from tests.virtual_card.tap import Samples
from voicecoach.history.recorder import CallRecorder
from voicecoach.speech.sound.audio import RATE

pytestmark = pytest.mark.card


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """One call; what the caller said is 2 s of a tone that can be told from any voice."""
    folder = tmp_path / "voicecoach"
    recorder = CallRecorder(folder)
    recorder.began(call("c1"))
    recorder.turn_started(1, 1)
    recorder.sound(BLOCK * (2 * RATE // (len(BLOCK) // 2)))
    said = recorder.turn_done(turn())
    recorder.ended(call("c1", said, reached=True))
    recorder.close()
    return tmp_path


def playing(kept: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "voicecoach", "review", "c1", *words]
    env = {**os.environ, "XDG_DATA_HOME": str(kept), "XDG_CACHE_HOME": str(kept / "cache")}
    return subprocess.Popen(
        command,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_signals,
    )


def tone_and_rest(heard: Samples, rate: int) -> tuple[list[float], list[float]]:
    """s at which the caller's tone (500 Hz) is heard, and at which something else is."""
    frame = rate // 20
    tone, rest = [], []
    for start in range(0, heard.size - frame, frame):
        part = heard[start : start + frame].astype(float)
        if np.abs(part).max() < 300:
            continue
        power = np.abs(np.fft.rfft(part * np.hanning(frame))) ** 2
        near = round(500 * frame / rate)
        pure = power[near - 2 : near + 3].sum() / power.sum() > 0.9
        (tone if pure else rest).append(start / rate)
    return tone, rest


def test_the_contact_and_then_you(sound_card: VirtualCard, kept: Path) -> None:
    tap = sound_card.record_speaker()
    program = playing(kept, "--play-turn", "1")
    out, errors = program.communicate(timeout=60)
    time.sleep(0.3)
    heard = tap.stop()
    assert (program.returncode, errors) == (0, "")
    assert out.startswith("Turn 1: ")
    tone, rest = tone_and_rest(heard, tap.rate)
    assert len(tone) / 20 == pytest.approx(2.0, abs=0.15)
    assert len(rest) / 20 > 0.5
    assert np.median(rest) < min(tone)


def test_ctrl_c_ends_it_at_once(sound_card: VirtualCard, kept: Path) -> None:
    tap = sound_card.record_speaker()
    program = playing(kept, "--play")
    tap.wait_for_sound(timeout=30)
    asked = time.perf_counter()
    program.send_signal(signal.SIGINT)
    _, errors = program.communicate(timeout=10)
    assert time.perf_counter() - asked < 2
    assert "Traceback" not in errors
    tap.stop()
