"""Our recordings as bytes: a WAV that can be written block by block, FLAC for good, back again."""

from __future__ import annotations

import io
import struct
from pathlib import Path

from voicecoach.errors import SoundFileError
from voicecoach.speech.sound.audio import RATE, Clip

_MARK = b"voicecoach\0\0"
UNKNOWN = 0xFFFF_FFFF
"""What a WAV that is still being written says of its length; readers take what is there."""


def wav_header(data_bytes: int = UNKNOWN) -> bytes:
    """Mono 16-bit at ``RATE``, with the name of the program: what tells our files from others'."""
    info = b"INFOISFT" + struct.pack("<I", len(_MARK)) + _MARK
    chunks = b"WAVE" + b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, RATE, 2 * RATE, 2, 16)
    chunks += b"LIST" + struct.pack("<I", len(info)) + info
    chunks += b"data" + struct.pack("<I", data_bytes)
    whole = UNKNOWN if data_bytes == UNKNOWN else len(chunks) + data_bytes
    return b"RIFF" + struct.pack("<I", whole) + chunks


HEADER = wav_header()


def pcm_of_part(content: bytes) -> bytes | None:
    """The whole samples of a recording whose writer died; None if it is not one of ours."""
    if not content.startswith(HEADER):
        return None
    pcm = content[len(HEADER) :]
    return pcm[: len(pcm) // 2 * 2]


def as_flac(pcm: bytes) -> bytes | None:
    """The same sound as a whole FLAC file; None where it cannot be made on this machine.

    Made in memory: a full disk is then met by Python's own writing, which says so.
    """
    try:
        import numpy as np
        import soundfile
    except (ImportError, OSError):  # OSError: libsndfile is missing
        return None
    target = io.BytesIO()
    try:
        soundfile.write(target, np.frombuffer(pcm, "<i2"), RATE, "PCM_16", format="FLAC")
        whole = bool(soundfile.info(io.BytesIO(target.getvalue())).frames == len(pcm) // 2)
    except soundfile.LibsndfileError:
        return None
    return target.getvalue() if whole else None


def read(path: Path) -> Clip:
    """A kept recording.

    Raises:
        SoundFileError: it is not there or not readable.
    """
    import soundfile

    try:
        samples, rate = soundfile.read(io.BytesIO(path.read_bytes()), dtype="int16")
    except OSError as error:
        raise SoundFileError(f"{path} cannot be read: {error.strerror}.") from None
    except soundfile.LibsndfileError as error:
        raise SoundFileError(f"{path} cannot be read: {error}.") from None
    return Clip(samples.astype("<i2").tobytes(), rate)
