"""What is spoken into the microphone arrives, whole; and what happens when it breaks."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import found, noise, write_wav
from voicecoach.errors import DeviceError, DeviceLostError
from voicecoach.speech.line import microphone
from voicecoach.speech.line.sound_card import SoundCardLine
from voicecoach.speech.sound.audio import RATE, Block

pytestmark = pytest.mark.card


@pytest.fixture
def line(sound_card: VirtualCard) -> Iterator[SoundCardLine]:
    line = SoundCardLine()
    yield line
    line.close()


def listen_while(blocks: Iterator[Block], speak: Callable[[], None]) -> list[Block]:
    """What is heard while somebody speaks, and 0.3 s more."""
    spoken = threading.Thread(target=speak)
    spoken.start()
    heard: list[Block] = []
    while spoken.is_alive():
        heard.append(next(blocks))
    heard += [next(blocks) for _ in range(15)]
    spoken.join()
    return heard


def read_to_the_end(blocks: Iterator[Block], end: int | None = None) -> None:
    """Until the line breaks, for at most 5 s; there is no gap before that."""
    for block in blocks:
        assert end is None or block.start == end, "sound is missing"
        end = block.end
        assert end < 5 * RATE, "the line never breaks"


def test_every_sample_arrives(sound_card: VirtualCard, line: SoundCardLine, tmp_path: Path) -> None:
    said = noise(2.0, RATE)
    file = write_wav(tmp_path / "said.wav", said, RATE)
    blocks = line.blocks()
    next(blocks)
    heard = listen_while(blocks, lambda: sound_card.feed(file))
    pcm = np.frombuffer(b"".join(block.pcm for block in heard), "<i2")
    assert found(said, pcm)[1] == len(said)


def test_sound_that_nobody_listens_to_is_counted(line: SoundCardLine) -> None:
    before = line.blocks()
    last = next(before)
    del before
    time.sleep(0.5)
    again = line.blocks()
    began = time.perf_counter()
    first = next(again)
    assert time.perf_counter() - began < 0.1  # it waits for new sound, there is no backlog
    assert (first.start - last.end) / RATE == pytest.approx(0.5, abs=0.1)
    assert next(again).start == first.end


def test_a_newer_iterator_takes_over(line: SoundCardLine) -> None:
    older = line.blocks()
    next(older)
    newer = line.blocks()
    first = next(newer)
    with pytest.raises(RuntimeError, match="took over"):
        next(older)
    assert next(newer).start == first.end


def test_a_listener_that_falls_behind_is_told(
    line: SoundCardLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphone, "QUEUE_SECONDS", 0.2)
    blocks = line.blocks()
    end = next(blocks).end
    time.sleep(0.6)
    with pytest.raises(DeviceError, match="Sound was lost"):
        read_to_the_end(blocks, end)
    # Listening again goes on, and what was lost shows as a gap.
    assert next(line.blocks()).start > end + 0.2 * RATE


def break_by_cutting(card: VirtualCard) -> None:
    card.cut_streams()


def break_by_sleep(card: VirtualCard) -> None:
    card.suspend_mic()


def break_by_crash(card: VirtualCard) -> None:
    card.crash()


def break_by_hanging(card: VirtualCard) -> None:
    card.freeze()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (break_by_cutting, "went away"),
        (break_by_sleep, "stopped answering"),
        (break_by_crash, "went away"),
        (break_by_hanging, "stopped answering"),
    ],
)
def test_a_lost_microphone_is_told_in_time(
    sound_card: VirtualCard,
    line: SoundCardLine,
    fault: Callable[[VirtualCard], None],
    words: str,
) -> None:
    blocks = line.blocks()
    for _ in range(10):
        next(blocks)
    fault(sound_card)
    began = time.perf_counter()
    with pytest.raises(DeviceLostError, match=words):
        read_to_the_end(blocks)
    assert time.perf_counter() - began < 1.6
    began = time.perf_counter()
    line.close()
    assert time.perf_counter() - began < 1.5
    if fault is break_by_hanging:
        sound_card.thaw()
        time.sleep(0.3)


def test_it_works_again_after_the_sound_server_came_back(
    sound_card: VirtualCard, line: SoundCardLine
) -> None:
    next(line.blocks())
    sound_card.crash()
    with pytest.raises(DeviceLostError):
        read_to_the_end(line.blocks())
    line.close()
    with pytest.raises(DeviceError):
        line.blocks()
    sound_card.start()
    assert next(line.blocks()).samples == 320


PROGRAM = """
import sys
from voicecoach.errors import DeviceLostError
from voicecoach.speech.line.sound_card import SoundCardLine
line = SoundCardLine()
blocks = line.blocks()
next(blocks)
print("listening", flush=True)
try:
    for _ in blocks:
        pass
except DeviceLostError as error:
    print(error.what, flush=True)
line.close()
"""


def test_a_hung_sound_server_does_not_keep_the_program_from_ending(
    sound_card: VirtualCard,
) -> None:
    """Its stream had to be left behind; PortAudio's clean-up at exit must not wait for it."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, env=sound_card.environ()
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "listening\n"
        sound_card.freeze()
        try:
            assert program.wait(timeout=10) == 0
        except subprocess.TimeoutExpired:
            program.kill()
            raise
        assert program.stdout.read() == "The microphone stopped answering.\n"
    sound_card.thaw()
