"""Any sound file as the program hears it."""

from __future__ import annotations

import contextlib
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hearing import Samples, placed, room, silence, spoken, write_wav
from voicecoach.errors import SoundFileError
from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.sound.sound_files import SoundFile, read


def pcm(sound: SoundFile) -> Samples:
    assert sound.clip.rate == RATE
    return np.frombuffer(sound.clip.pcm, "<i2")


def voice() -> Samples:
    return placed(3.0, (0.4, spoken()[: 2 * RATE]))


def alike(first: Samples, second: Samples) -> float:
    size = min(len(first), len(second))
    return float(np.corrcoef(first[:size], second[:size])[0, 1])


def test_our_own_format_comes_back_sample_for_sample(tmp_path: Path) -> None:
    sound = read(write_wav(tmp_path / "a.wav", voice()))
    assert np.abs(pcm(sound) - (voice() - voice().mean())).max() <= 1
    assert (sound.duration, sound.rate, sound.channels) == (3.0, RATE, 1)
    assert sound.warnings == ()


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 44_100, 48_000])
def test_other_rates(tmp_path: Path, rate: int) -> None:
    import soxr

    path = write_wav(tmp_path / "a.wav", soxr.resample(voice(), RATE, rate, "HQ"), rate)
    sound = read(path)
    assert len(pcm(sound)) == pytest.approx(3 * RATE, abs=2)
    assert alike(pcm(sound), voice()) > 0.9
    assert sound.warnings == ()


@pytest.mark.parametrize(
    ("name", "subtype"),
    [
        ("a.flac", "PCM_24"),
        ("a.wav", "FLOAT"),
        ("a.wav", "PCM_U8"),
        ("a.ogg", "VORBIS"),
        ("a.mp3", None),
    ],
)
def test_other_formats_whatever_the_name(tmp_path: Path, name: str, subtype: str | None) -> None:
    path = tmp_path / name
    soundfile.write(path, voice() / 32768, RATE, subtype=subtype)
    renamed = path.rename(tmp_path / "memo.bin")
    sound = read(renamed)
    assert sound.duration == pytest.approx(3.0, abs=0.1)
    at = np.argmax(np.correlate(pcm(sound)[:20000].astype(float), voice()[:16000].astype(float)))
    assert alike(pcm(sound)[int(at) :], voice()) > 0.9


def test_the_channel_that_speaks_is_heard(tmp_path: Path) -> None:
    channels = np.stack([silence(3.0), room(3.0, -60.0), voice()], axis=1)
    sound = read(write_wav(tmp_path / "a.wav", channels))
    assert alike(pcm(sound), voice()) > 0.99
    assert sound.channels == 3


@pytest.mark.parametrize("loud", [-20.0, -6.0])
def test_a_channel_of_noise_is_no_voice(tmp_path: Path, loud: float) -> None:
    both = np.stack([room(3.0, loud), voice()], axis=1)
    sound = read(write_wav(tmp_path / "a.wav", both))
    assert alike(pcm(sound), voice()) > 0.99
    assert sound.warnings == ()


def test_opposite_channels_do_not_cancel_out(tmp_path: Path) -> None:
    sound = read(write_wav(tmp_path / "a.wav", np.stack([voice(), -voice()], axis=1)))
    assert abs(alike(pcm(sound), voice())) > 0.99


def test_an_offset_goes_and_quiet_speech_is_raised(tmp_path: Path) -> None:
    quiet = (voice() // 200 + 4000).astype(np.int16)
    sound = read(write_wav(tmp_path / "a.wav", quiet))
    assert abs(pcm(sound).mean()) < 50
    assert np.abs(pcm(sound).astype(int)).max() > 2000
    assert any("very quiet" in warning for warning in sound.warnings)


def test_floats_beyond_full_scale_are_scaled_not_clipped(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", voice() / 32768 * 8, RATE, subtype="FLOAT")
    assert alike(pcm(read(tmp_path / "a.wav")), voice()) > 0.999


def test_not_a_number_spoils_nothing(tmp_path: Path) -> None:
    samples = (voice() / 32768).astype("f4")
    samples[100] = np.nan
    soundfile.write(tmp_path / "a.wav", samples, RATE, subtype="FLOAT")
    assert alike(pcm(read(tmp_path / "a.wav")), voice()) > 0.99


def test_a_file_that_is_cut_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", voice())
    path.write_bytes(path.read_bytes()[:-32_001])
    sound = read(path)
    assert sound.duration == pytest.approx(2.0, abs=0.01)
    assert "cut short" in sound.warnings[0]


def test_an_ogg_file_that_was_cut_is_told(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.ogg", voice() / 32768, RATE)
    whole = (tmp_path / "a.ogg").read_bytes()
    assert read(tmp_path / "a.ogg").warnings == ()
    (tmp_path / "a.ogg").write_bytes(whole[: len(whole) * 3 // 4])
    assert "cut short" in read(tmp_path / "a.ogg").warnings[0]
    (tmp_path / "a.ogg").write_bytes(whole + b"OggSome other bytes")
    assert read(tmp_path / "a.ogg").duration == pytest.approx(3.0, abs=0.1)


def test_an_mp3_behind_other_bytes_is_read(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.mp3", voice() / 32768, RATE)
    (tmp_path / "b.mp3").write_bytes(bytes(300) + (tmp_path / "a.mp3").read_bytes())
    assert read(tmp_path / "b.mp3").duration == read(tmp_path / "a.mp3").duration


def test_exact_silence_is_told(tmp_path: Path) -> None:
    (warning,) = read(write_wav(tmp_path / "a.wav", silence(2.0))).warnings
    assert "muted or not allowed" in warning


def test_a_mute_in_the_middle_is_told(tmp_path: Path) -> None:
    muted = voice().copy()
    muted[RATE : 2 * RATE] = 0
    warnings = read(write_wav(tmp_path / "a.wav", muted)).warnings
    assert any("silent in the middle (1 to 2 s)" in warning for warning in warnings)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"just some text, no sound at all" * 100])
def test_what_is_no_sound_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(SoundFileError) as problem:
        read(path)
    assert str(path) in str(problem.value)
    assert problem.value.todo


def test_no_sample_and_no_file(tmp_path: Path) -> None:
    with pytest.raises(SoundFileError, match="There is no sound in"):
        read(write_wav(tmp_path / "a.wav", silence(0.0)))
    with pytest.raises(SoundFileError):
        read(tmp_path / "nosuch.wav")
    with pytest.raises(SoundFileError):
        read(tmp_path)


@settings(max_examples=30)
@given(st.binary(max_size=300), st.integers(0, 80))
def test_damaged_files_never_break_the_program(tmp_path_factory, junk: bytes, at: int) -> None:  # type: ignore[no-untyped-def]
    path = write_wav(tmp_path_factory.mktemp("junk") / "a.wav", room(0.3))
    content = path.read_bytes()
    path.write_bytes(content[:at] + junk + content[at + len(junk) :])
    with contextlib.suppress(SoundFileError):
        assert read(path).duration >= 0
