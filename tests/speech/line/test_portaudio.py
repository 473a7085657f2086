"""Devices that refuse what we want, and PortAudio's errors in our words."""

from __future__ import annotations

import builtins
import threading
import time
from typing import Any

import numpy as np
import pytest

from tests.speech.fake_portaudio import FakeSoundDevice
from voicecoach.errors import DeviceError, DeviceLostError, NoDeviceError
from voicecoach.speech.line import card_playback, hanging, portaudio, sound_card
from voicecoach.speech.line.card_playback import CardPlayback
from voicecoach.speech.line.microphone import Microphone
from voicecoach.speech.line.sound_card import SoundCardLine
from voicecoach.speech.sound.audio import Clip

BUSY, DEAD_SERVER = -9985, -9993


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Any:
    def put(device: FakeSoundDevice) -> FakeSoundDevice:
        monkeypatch.setattr(portaudio, "library", lambda: device)
        monkeypatch.setattr(card_playback, "library", lambda: device)
        monkeypatch.setattr(portaudio, "_streams", set())
        monkeypatch.setattr(hanging, "left", set())
        none: list[object] = []
        for module in (hanging, portaudio):
            monkeypatch.setattr(module, "abandoned", none)
        return device

    return put


def tone(rate: int, seconds: float = 0.5) -> np.ndarray[Any, np.dtype[np.int16]]:
    return (8000 * np.sin(2 * np.pi * 440 * np.arange(int(seconds * rate)) / rate)).astype("<i2")


def test_without_portaudio_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        return real(name, *rest)

    monkeypatch.setattr(portaudio, "_library", [])
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(NoDeviceError, match="libportaudio2"):
        portaudio.library()


def test_a_device_that_takes_our_format_is_asked_once(install: Any) -> None:
    device = install(FakeSoundDevice({16_000, 48_000}, {1, 2}))
    Microphone().close()
    assert device.tried == [(16_000, 1)]
    assert device.streams[0].closed


def test_playing_needs_no_microphone(install: Any) -> None:
    device = install(FakeSoundDevice({16_000}, {1}))
    line = SoundCardLine()
    playback = line.load(Clip(bytes(320), 16_000))
    playback.start()
    device.streams[0].take(320, 99.0)
    assert playback.finished
    assert len(device.streams) == 1
    line.blocks()
    line.blocks()
    assert len(device.streams) == 2  # one microphone for the whole call
    line.close()
    assert all(stream.closed for stream in device.streams)


def test_what_was_played_is_given_back_when_the_next_is_loaded(install: Any) -> None:
    device = install(FakeSoundDevice({16_000}, {1}))
    line = SoundCardLine()
    line.load(Clip(bytes(320), 16_000)).start()
    device.streams[0].take(320, 99.0)
    line.load(Clip(bytes(320), 16_000))
    assert [stream.closed for stream in device.streams] == [True, False]
    line.close()


def test_a_busy_device_is_told_in_words(install: Any) -> None:
    install(FakeSoundDevice({16_000}, {1}, refuses=BUSY))
    with pytest.raises(DeviceError, match="microphone cannot be used: another program uses it"):
        Microphone()


@pytest.mark.parametrize(
    ("code", "words"), [(-9998, "number of channels"), (-9997, "sampling rate"), (-9994, "samples")]
)
def test_what_a_device_cannot_do_is_told_in_words(install: Any, code: int, words: str) -> None:
    """H-16: and the system's own message stays, for whoever looks it up."""
    device = install(FakeSoundDevice({16_000, 44_100}, {2}, refuses=code))
    with pytest.raises(DeviceError, match=f"offers no .*{words}.* that can be used") as caught:
        Microphone()
    assert "Error opening stream: no" in caught.value.what
    assert len(device.tried) > 1, "another format was tried"


def test_a_dead_sound_server_is_a_lost_device(install: Any) -> None:
    install(FakeSoundDevice({16_000}, {1}, refuses=DEAD_SERVER))
    with pytest.raises(DeviceLostError, match="does not answer"):
        Microphone()


def test_a_device_that_was_plugged_in_meanwhile_is_found(install: Any) -> None:
    device = install(FakeSoundDevice({16_000}, {1}, refuses=BUSY))
    line = SoundCardLine()
    line.load(Clip(bytes(320), 16_000))
    assert device.rescans == 1
    line.close()


def test_a_line_that_is_closed_while_it_mends_is_not_mended(
    install: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program ends in the main thread; the call's thread looked into a microphone of None."""
    device = install(FakeSoundDevice({16_000}, {1}))
    line = SoundCardLine()
    line.blocks()
    monkeypatch.setattr(sound_card.time, "sleep", lambda seconds: line.close())
    assert not line.mend()
    line.close()
    assert all(stream.closed for stream in device.streams)


def test_the_list_is_not_read_anew_while_a_stream_is_open(install: Any) -> None:
    device = install(FakeSoundDevice({16_000}, {1}))
    line = SoundCardLine()
    line.load(Clip(bytes(320), 16_000))
    device.refuses = BUSY
    with pytest.raises(DeviceError):
        line.blocks()
    assert device.rescans == 0
    line.close()


@pytest.mark.parametrize("channels", [2, 4, 8])
def test_a_microphone_of_several_channels_gives_the_loudest_at_our_rate(
    install: Any, channels: int
) -> None:
    """H-16: interfaces and arrays that refuse one channel, and often our rate."""
    device = install(FakeSoundDevice({48_000}, {channels}))
    microphone = Microphone()
    blocks = microphone.blocks()
    stream = device.streams[0]
    assert (stream.options["samplerate"], stream.options["channels"]) == (48_000, channels)
    silent = np.full((24_000, channels - 1), 3, "<i2")
    frames = np.column_stack((silent, tone(48_000)))
    first = threading.Thread(target=lambda: deliver_slowly(stream, frames))
    first.start()
    heard, starts = b"", []
    while len(heard) < 2 * 6_000:
        block = next(blocks)
        starts.append((block.start, len(heard) // 2))
        heard += block.pcm
    first.join()
    microphone.close()
    assert len({start - position for start, position in starts}) == 1  # no gap
    samples = np.frombuffer(heard, "<i2")[2_000:6_000].astype(float)
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(4_000)))
    assert np.argmax(spectrum) * 4 == pytest.approx(440, abs=4)
    assert np.sqrt((samples**2).mean()) == pytest.approx(8000 / 2**0.5, rel=0.02)


def deliver_slowly(stream: Any, frames: Any) -> None:
    time.sleep(0.2)  # until the listener listens
    for at in range(0, len(frames), 960):
        stream.deliver(frames[at : at + 960].tobytes())


@pytest.mark.parametrize("channels", [2, 6])
def test_a_loudspeaker_of_44_khz_gets_its_own_format(install: Any, channels: int) -> None:
    device = install(FakeSoundDevice({44_100}, {channels}))
    playback = CardPlayback(Clip(tone(22_050).tobytes(), 22_050))
    playback.start()
    heard = b"".join(device.streams[0].take(882, 100.0 + 0.02 * n) for n in range(25))
    frames = np.frombuffer(heard, "<i2").reshape(-1, channels)
    assert (frames == frames[:, :1]).all()
    assert np.abs(frames[1000:-1000, 0]).max() == pytest.approx(8000, rel=0.02)
    playback.stop()


@pytest.mark.parametrize(("heard_at", "expected"), [(100.2, 100.7), (0.0, 101.0)])
def test_the_end_is_when_the_last_sample_is_heard(
    install: Any, heard_at: float, expected: float
) -> None:
    """A system that gives no time of hearing is believed by its latency (0.5 s here)."""
    device = install(FakeSoundDevice({16_000}, {1}))
    playback = CardPlayback(Clip(bytes(16_000), 16_000))  # 0.5 s
    before = time.perf_counter()
    playback.start()
    assert not playback.finished
    device.streams[0].take(16_000, heard_at)
    assert playback.end == pytest.approx(before + expected - 100.0, abs=0.05)
    playback.stop()


def test_silence_follows_the_clip_so_that_its_end_is_heard(install: Any) -> None:
    device = install(FakeSoundDevice({16_000}, {1}))
    playback = CardPlayback(Clip(b"\x01\x02" * 160, 16_000))
    playback.start()
    heard = device.streams[0].take(16_320, 100.0)
    assert heard == b"\x01\x02" * 160 + bytes(2 * 16_160)
    playback.stop()


def test_a_loudspeaker_that_asks_for_nothing_is_lost(
    install: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(FakeSoundDevice({16_000}, {1}))
    monkeypatch.setattr(card_playback, "LOST_AFTER", 0.05)
    playback = CardPlayback(Clip(bytes(320), 16_000))
    playback.start()
    assert not playback.finished
    time.sleep(0.06)
    with pytest.raises(DeviceLostError, match="stopped answering"):
        _ = playback.finished
    playback.stop()
    assert playback.finished


def test_a_call_that_never_returns_is_left_behind(
    install: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = install(FakeSoundDevice({16_000}, {1}))
    monkeypatch.setattr(portaudio, "CLOSE_SECONDS", 0.1)
    playback = CardPlayback(Clip(bytes(320), 16_000))
    never = threading.Event()
    device.streams[0].abort = never.wait
    began = time.perf_counter()
    playback.stop()
    assert time.perf_counter() - began < 0.5
    assert playback.finished
    never.set()


def test_a_stream_that_does_not_start_is_given_back(install: Any) -> None:
    device = install(FakeSoundDevice({16_000}, {1}))

    def fail() -> None:
        raise device.PortAudioError("Error starting stream: gone", DEAD_SERVER)

    playback = CardPlayback(Clip(bytes(320), 16_000))
    device.streams[0].start = fail
    with pytest.raises(DeviceLostError, match="loudspeaker"):
        playback.start()
    assert device.streams[0].closed
