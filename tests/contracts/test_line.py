"""What every line does: one suite over simulated ones, a browser's, PortAudio on a virtual card."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.virtual_card.comparing import noise_clip
from voicecoach.speech.line.line import Line, Playback
from voicecoach.speech.line.simulated_line import SimulatedLine
from voicecoach.speech.line.sound_card import SoundCardLine
from voicecoach.speech.sound.audio import RATE, Block
from voicecoach.web.browser_line import BrowserLine

CLIP_RATE = 22_050


class FakePage:
    """What a page does with a line, three times as fast: it hears quiet and plays clips."""

    def __init__(self) -> None:
        self.line = BrowserLine(self.told)
        self._lengths: dict[int, float] = {}
        self._ends: dict[int, int] = {}
        self._samples = 0
        self._lock = threading.Lock()
        self._gone = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def told(self, message: dict[str, Any]) -> None:
        with self._lock:
            number = message["id"]
            if message["what"] == "clip":
                samples = len(base64.b64decode(message["pcm"])) / 2
                self._lengths[number] = samples / message["rate"]
            elif message["what"] == "play":
                self._ends[number] = self._samples + round(self._lengths[number] * RATE)
            else:
                self._ends.pop(number, None)

    def _run(self) -> None:
        while not self._gone.wait(0.04 / 3):
            self.line.feed(bytes(2 * 640))
            with self._lock:
                self._samples += 640
                over = [number for number, end in self._ends.items() if end <= self._samples]
            for number in over:
                self.line.played(number)

    def leave(self) -> None:
        self._gone.set()
        self._thread.join()


@pytest.fixture
def browser() -> Iterator[BrowserLine]:
    page = FakePage()
    yield page.line
    page.leave()


@pytest.fixture(params=["simulated", "browser", pytest.param("sound card", marks=pytest.mark.card)])
def line(request: pytest.FixtureRequest) -> Iterator[Line]:
    line: Line
    if request.param == "simulated":
        line = SimulatedLine()
    elif request.param == "browser":
        line = request.getfixturevalue("browser")
    else:
        request.getfixturevalue("sound_card")
        line = SoundCardLine()
    yield line
    line.close()


def play(blocks: Iterator[Block], playback: Playback) -> int:
    """Samples read until it is finished."""
    playback.start()
    heard = 0
    for block in blocks:
        heard += block.samples
        if playback.finished:
            return heard
        assert heard < 20 * RATE, "the playback never ends"
    raise AssertionError("blocks never end")


def test_a_clip_plays_as_long_as_it_is(line: Line) -> None:
    playback = line.load(noise_clip(0.8, CLIP_RATE))
    blocks = line.blocks()
    next(blocks)
    assert not playback.finished
    assert play(blocks, playback) / RATE == pytest.approx(0.8, abs=0.25)


def test_two_clips_play_one_after_the_other(line: Line) -> None:
    blocks = line.blocks()
    for _ in range(2):
        playback = line.load(noise_clip(0.3, CLIP_RATE))
        assert play(blocks, playback) >= 0.3 * RATE - 2 * 320
        playback.stop()


def test_stop_is_at_once_and_harmless_twice(line: Line) -> None:
    playback = line.load(noise_clip(5.0, CLIP_RATE))
    blocks = line.blocks()
    playback.start()
    for _ in range(10):
        next(blocks)
    assert not playback.finished
    began = time.perf_counter()
    playback.stop()
    assert time.perf_counter() - began < 0.1
    assert playback.finished
    playback.stop()
    assert playback.finished


def test_a_clip_that_never_started_can_be_stopped(line: Line) -> None:
    playback = line.load(noise_clip(0.5, CLIP_RATE))
    assert not playback.finished
    playback.stop()
    assert playback.finished


def test_an_empty_clip_is_finished_soon(line: Line) -> None:
    assert play(line.blocks(), line.load(noise_clip(0.0, CLIP_RATE))) < RATE // 2


def test_blocks_follow_each_other_without_a_gap(line: Line) -> None:
    blocks = line.blocks()
    first = next(blocks)
    end = first.end
    for _ in range(100):
        block = next(blocks)
        assert block.start == end
        assert block.samples == len(block.pcm) // 2 > 0
        end = block.end
    assert end - first.start == 101 * 320


def test_blocks_asked_for_again_go_on_counting(line: Line) -> None:
    before = line.blocks()
    last = [next(before) for _ in range(5)][-1]
    del before
    again = next(line.blocks())
    assert again.start >= last.end
    assert again.start - last.end < RATE


def test_close_twice_is_harmless(line: Line) -> None:
    next(line.blocks())
    line.load(noise_clip(0.5, CLIP_RATE)).start()
    line.close()
    line.close()
