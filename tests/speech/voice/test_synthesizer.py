"""The real voice: pyttsx3 and eSpeak NG in their worker process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from voicecoach.domain.turn import Voice
from voicecoach.errors import NoVoiceError, SpeechError
from voicecoach.speech.sound.audio import Clip
from voicecoach.speech.voice import tts_client
from voicecoach.speech.voice.synthesizer import Pyttsx3Synthesizer
from voicecoach.speech.voice.tts_client import SpeechWorker, WorkerProcess

VOICES = [Voice(f"gmw/en-us+{name}", rate) for name, rate in (("f2", 160), ("m7", 180))]
VOICES += [Voice("gmw/en-us+klatt2", 150), Voice("gmw/en-gb-scotland+m4", 160, 40)]
TEXT = "We already have a supplier, and to be honest we are quite happy with the price"
LONG = "and then we talked about it for a while and " * 80


@pytest.fixture
def voice(tmp_path: Path) -> Iterator[Pyttsx3Synthesizer]:
    made = Pyttsx3Synthesizer(tmp_path / "lines")
    yield made
    made.close()


def level(samples: np.ndarray) -> float:
    return 20 * float(np.log10(np.sqrt((samples.astype(float) ** 2).mean()) / 32768))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_twenty_lines_in_turn_are_whole_trimmed_and_level(voice: Pyttsx3Synthesizer) -> None:
    lengths: dict[Voice, set[float]] = {}
    for number in range(20):
        speaker = VOICES[number % len(VOICES)]
        clip = voice.render(f"{TEXT} {'abcdefghijklmnopqrst'[number]}.", speaker)
        samples = np.frombuffer(clip.pcm, "<i2")
        lengths.setdefault(speaker, set()).add(clip.seconds)
        assert abs(level(samples) + 20) < 1.0
        assert np.abs(samples.astype(int)).max() <= 10 ** (-1 / 20) * 32768 + 1
        assert np.abs(samples[-int(0.05 * clip.rate) :].astype(int)).max() > 30  # no silent tail
        assert np.abs(samples[: int(0.1 * clip.rate)].astype(int)).max() > 30
    for seconds in lengths.values():  # a line at the wrong rate or cut short would stand out
        assert max(seconds) - min(seconds) < 0.4
    assert max(lengths[VOICES[1]]) < min(lengths[VOICES[2]])


def test_a_warm_cache_needs_no_worker(voice: Pyttsx3Synthesizer, tmp_path: Path) -> None:
    clip = voice.render(TEXT, VOICES[0])
    assert voice.worker_pid is not None
    warm = Pyttsx3Synthesizer(tmp_path / "lines")
    assert warm.render(TEXT, VOICES[0]) == clip
    assert warm.worker_pid is None
    warm.close()


def test_without_a_cache_folder_a_line_is_still_rendered_once() -> None:
    voice = Pyttsx3Synthesizer(None)
    # espeak never renders the same line twice alike.
    assert voice.render(TEXT, VOICES[0]) is voice.render(TEXT, VOICES[0])
    voice.close()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("gmw/en-us+F3", "Did you mean gmw/en-us+f3"),
        ("gmw/en-us+annie", "gmw/en-us+Annie"),
        ("gmw/en-uss", "Did you mean gmw/en-us"),
        ("gmw/en-us+nosuchvariant", "voicecoach voices"),
        ("!v/f3", "voicecoach voices"),
        ("", "voicecoach voices"),
    ],
)
def test_an_unknown_voice_is_told_with_the_nearest(
    voice: Pyttsx3Synthesizer, name: str, hint: str
) -> None:
    with pytest.raises(SpeechError, match="There is no voice") as problem:
        voice.render(TEXT, Voice(name))
    assert hint in problem.value.todo
    assert voice.render("Hello", VOICES[0]).seconds > 0.2


def test_voices_and_variants_are_listed(voice: Pyttsx3Synthesizer) -> None:
    names, variants = voice.voices()
    assert "gmw/en-us" in names
    assert {"f2", "m7", "klatt2", "Annie"} <= set(variants)


def test_a_worker_killed_in_the_middle_is_replaced(voice: Pyttsx3Synthesizer) -> None:
    voice.render("Hello", VOICES[0])
    first = voice.worker_pid
    assert first is not None
    killer = threading.Timer(0.1, os.kill, (first, signal.SIGKILL))
    os.kill(first, signal.SIGSTOP)  # it is surely in the middle when it is killed
    killer.start()
    assert voice.render(TEXT, VOICES[0]).seconds > 3
    killer.join()
    assert voice.worker_pid not in (None, first)
    assert not alive(first)


def test_a_worker_that_hangs_is_killed_and_the_next_line_works() -> None:
    worker = SpeechWorker(render_seconds=2.0)
    worker.render("Hello", VOICES[0])
    first = worker.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    with pytest.raises(SpeechError, match="did not answer within 2 s"):
        worker.render("Hello", VOICES[0])
    assert not alive(first)
    assert worker.render("Hello", VOICES[0]).seconds > 0.2
    worker.stop()


def test_prepared_lines_are_there_when_they_are_due(voice: Pyttsx3Synthesizer) -> None:
    lines = [(f"{TEXT} {number}", VOICES[number % 4]) for number in range(6)]
    voice.prepare(iter([*lines, (TEXT, Voice("nobody")), ("", VOICES[0])]))
    deadline = time.monotonic() + 20
    while len(list_cached(voice)) < len(lines):
        assert time.monotonic() < deadline, "lines were not prepared"
        time.sleep(0.01)
    began = time.perf_counter()
    for text, speaker in lines:
        voice.render(text, speaker)
    assert time.perf_counter() - began < 0.1


def list_cached(voice: Pyttsx3Synthesizer) -> list[Clip]:
    return list(voice._recent.values())


def test_a_line_that_is_due_goes_before_those_prepared(voice: Pyttsx3Synthesizer) -> None:
    voice.render("Hello", VOICES[0])
    voice.prepare([(f"{LONG} {number}", VOICES[0]) for number in range(12)])
    voice.render(TEXT, VOICES[1])
    assert len(list_cached(voice)) < 12  # it did not wait for all of them


def test_start_warms_the_worker_without_waiting_for_it(voice: Pyttsx3Synthesizer) -> None:
    voice.start()
    assert voice.worker_pid is None  # it takes a quarter of a second
    deadline = time.monotonic() + 10
    while voice.worker_pid is None:
        assert time.monotonic() < deadline, "the worker was not started"
        time.sleep(0.01)


def test_close_ends_the_worker_and_what_it_was_at(voice: Pyttsx3Synthesizer) -> None:
    voice.render("Hello", VOICES[0])
    pid = voice.worker_pid
    assert pid is not None
    voice.prepare([(f"{LONG} {number}", VOICES[0]) for number in range(20)])
    began = time.perf_counter()
    voice.close()
    assert time.perf_counter() - began < 1.0
    assert not alive(pid)
    with pytest.raises(SpeechError, match="switched off"):
        voice.render("Something new", VOICES[0])


PROGRAM = """
import os, signal, sys
from voicecoach.domain.turn import Voice
from voicecoach.speech.voice.synthesizer import Pyttsx3Synthesizer
voice = Pyttsx3Synthesizer(None)
voice.render("Hello", Voice("gmw/en-us+f2"))
voice.prepare([("word %d " % n * 300, Voice("gmw/en-us+f2")) for n in range(50)])
print(voice.worker_pid, voice._worker._process._folder, flush=True)
if sys.argv[1] == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("how", ["ended", "killed"])
def test_nothing_outlives_the_program(how: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, timeout=30
    )
    assert done.stderr == ""
    pid, folder = done.stdout.split()
    deadline = time.monotonic() + 5
    while alive(int(pid)) or Path(folder).exists():
        assert time.monotonic() < deadline, "the worker or its folder is still there"
        time.sleep(0.02)


def test_the_voice_that_comes_from_a_package_speaks_too() -> None:
    process = WorkerProcess("--bundled")
    assert "gmw/en-us" in process.voices
    assert process.render("Good morning", VOICES[0], 20.0).seconds > 0.5
    process.end()


def without_espeak(*options: str) -> WorkerProcess:
    if not options:
        raise SpeechError("A line cannot be spoken: no eSpeak.")
    return WorkerProcess(*options)


def test_without_espeak_the_package_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tts_client, "WorkerProcess", without_espeak)
    worker = SpeechWorker()
    assert worker.render("Hello", VOICES[0]).seconds > 0.2
    worker.stop()


def test_without_any_voice_it_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tts_client, "WorkerProcess", without_espeak)
    monkeypatch.setattr(tts_client.engine_places, "installed", lambda: False)
    monkeypatch.setattr(tts_client.engine_places, "packaged", lambda: False)
    voice = Pyttsx3Synthesizer(None)
    with pytest.raises(NoVoiceError, match="apt-get install espeak-ng"):
        voice.start()
    with pytest.raises(NoVoiceError, match="apt-get install espeak-ng") as problem:
        voice.render("Hello", VOICES[0])
    assert "dnf install" in problem.value.todo
    voice.close()


def test_the_worker_does_not_import_from_the_callers_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyttsx3.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    worker = SpeechWorker()
    assert worker.render("Hello", VOICES[0]).seconds > 0.2
    worker.stop()
