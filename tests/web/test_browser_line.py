"""A line over a browser that sends odd things, or nothing."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from tests.virtual_card.comparing import noise_clip
from voicecoach.errors import DeviceError, DeviceLostError
from voicecoach.speech.sound.audio import BLOCK, RATE
from voicecoach.web import browser_line
from voicecoach.web.browser_line import QUEUE_SECONDS, BrowserLine, line_for


class Told(list[dict[str, Any]]):
    """Messages to the page."""

    def __call__(self, message: dict[str, Any]) -> None:
        self.append(message)


def test_pieces_of_any_size_become_blocks() -> None:
    line = BrowserLine(Told())
    blocks = line.blocks()
    for size in (1, 3, 0, 638, 642, 4001):
        line.feed(bytes(size))
    found = [next(blocks) for _ in range(line.waiting())]
    assert {len(block.pcm) for block in found} == {2 * BLOCK}
    assert [block.start for block in found] == [n * BLOCK for n in range(len(found))]
    assert len(found) == 8  # of 5,282 bytes in whole samples


def test_another_rate_is_converted() -> None:
    line = BrowserLine(Told(), 48_000)
    line.blocks()
    line.feed(noise_clip(1.0, 48_000).pcm)
    assert line.waiting() * BLOCK == pytest.approx(RATE, rel=0.05)


def test_a_page_that_goes_away_ends_the_call() -> None:
    line = BrowserLine(Told())
    blocks, playback = line.blocks(), line.load(noise_clip(1.0, RATE))
    playback.start()
    line.lose()
    with pytest.raises(DeviceLostError, match="page is gone"):
        next(blocks)
    with pytest.raises(DeviceLostError):
        assert playback.finished


def test_a_microphone_is_mended_when_it_sends_again() -> None:
    line = BrowserLine(Told())
    line.feed(bytes(2 * BLOCK))
    assert not line.mend(), "that was before"
    later = threading.Timer(0.02, line.feed, [bytes(2 * BLOCK)])
    later.start()
    assert line.mend()
    later.join()
    line.lose()
    assert not line.mend()


def test_a_page_that_sends_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_line, "LOST_AFTER", 0.05)
    with pytest.raises(DeviceLostError, match="stopped answering"):
        next(BrowserLine(Told()).blocks())


def test_nobody_listening_for_a_minute_is_told_after_what_was_heard() -> None:
    line = BrowserLine(Told())
    blocks = line.blocks()
    for _ in range(QUEUE_SECONDS + 1):
        line.feed(bytes(2 * RATE))
    heard = [next(blocks) for _ in range(QUEUE_SECONDS * RATE // BLOCK)]
    assert heard[-1].end == QUEUE_SECONDS * RATE
    with pytest.raises(DeviceError, match="lost"):
        next(blocks)


def test_a_page_that_never_says_played_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_line, "GRACE", -1.0)
    told = Told()
    playback = BrowserLine(told).load(noise_clip(0.5, RATE))
    playback.start()
    assert playback.finished
    assert [message["what"] for message in told] == ["clip", "play", "hush"]


def test_nonsense_about_clips_is_passed_over() -> None:
    line = BrowserLine(Told())
    playback = line.load(noise_clip(0.5, RATE))
    line.played(playback.number)  # before it began
    for number in (7, None, "1", [], 1.0):
        line.played(number)
    assert not playback.finished


@pytest.mark.parametrize("rate", [None, "x", 0, -1, 10**9, 44_100.5, True])
def test_an_odd_rate_is_the_usual_one(rate: object) -> None:
    line = line_for({"browser": True, "rate": rate}, Told())
    assert line is not None
    line.blocks()
    line.feed(bytes(2 * BLOCK))
    assert line.waiting() == 1
    assert line_for({"browser": "yes", "rate": rate}, Told()) is None
