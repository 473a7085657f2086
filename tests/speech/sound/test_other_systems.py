"""Sound files as macOS and Windows record them: told by their bytes, read in one place."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from tests.hearing import placed, spoken
from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.sound.sound_files import read

SOUND = placed(2.0, (0.3, spoken()[:RATE]))


@pytest.mark.parametrize(
    ("kind", "subtype", "endian"),
    [
        ("CAF", "ALAC_16", "FILE"),  # macOS: afrecord, voice memos of old
        ("CAF", "PCM_16", "LITTLE"),
        ("AIFF", "PCM_16", "BIG"),
        ("AIFF", "PCM_16", "LITTLE"),  # AIFF-C "sowt": `say -o`
        ("WAVEX", "PCM_16", "FILE"),  # Windows: WAVE_FORMAT_EXTENSIBLE
        ("WAV", "IMA_ADPCM", "FILE"),
        ("WAV", "ULAW", "FILE"),
    ],
)
def test_what_libsndfile_reads(tmp_path: Path, kind: str, subtype: str, endian: str) -> None:
    path = tmp_path / "Aufnahme é.bin"
    soundfile.write(path, SOUND / 32768, RATE, format=kind, subtype=subtype, endian=endian)
    is_heard(path)


@pytest.mark.parametrize(
    ("kind", "codec", "rate"),
    [
        ("ipod", "aac", 48_000),  # macOS and Windows: M4A
        ("ipod", "alac", 44_100),
        ("mov", "aac", 44_100),  # QuickTime
        ("mov", "pcm_s16le", 44_100),
        ("asf", "wmav2", 44_100),  # Windows: WMA
        ("webm", "libopus", 48_000),
    ],
)
def test_what_ffmpeg_reads(tmp_path: Path, kind: str, codec: str, rate: int) -> None:
    path = tmp_path / "Aufnahme é.bin"
    encode(path, kind, codec, rate)
    is_heard(path)


def is_heard(path: Path) -> None:
    sound = read(path)
    assert sound.duration == pytest.approx(2.0, abs=0.15)
    heard = np.abs(np.frombuffer(sound.clip.pcm, "<i2").astype(float))
    assert heard[RATE // 2 : RATE].mean() > 20 * heard[: RATE // 8].mean() + 50


def encode(path: Path, kind: str, codec: str, rate: int) -> None:
    import soxr

    samples = soxr.resample(SOUND, RATE, rate, "HQ").astype("<i2")
    with av.open(str(path), "w", format=kind) as file:
        stream = file.add_stream(codec, rate=rate, layout="mono")
        stream.bit_rate = 64_000
        for start in range(0, len(samples), 4096):
            piece = samples[None, start : start + 4096]
            frame = av.AudioFrame.from_ndarray(piece, format="s16", layout="mono")
            frame.sample_rate, frame.pts = rate, start
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
