"""WAV: where the sound is, by the bytes that are there.

A file written to a pipe does not know its length, one whose writer died says 0, one that was
cut says too much. Chunks may come before the format and after the sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

from voicecoach.speech.sound.decoding.layout import Layout

PLAIN = {1, 3, 6, 7, 0xFFFE}
"""Format tags whose sound is whole frames: PCM, float, A-law, mu-law, extensible."""

UNKNOWN_SIZE = 0x7FFF_0000
"""Sizes from here on mean "unknown": tools write 0xFFFFFFFF or a little less than 2 GB."""

LARGEST = 0xFFFF_FFFF - 1024
"""What a header can say."""

LARGE_FILES = (b"RF64", b"BW64")


@dataclass(frozen=True, slots=True)
class _Chunk:
    key: bytes
    start: int
    size: int


def layout(file: BinaryIO, size: int) -> Layout | None:
    """How to read a WAV file.

    Args:
        file: positioned anywhere.
        size: of the file in bytes.

    Returns:
        None where there is nothing to mend or nothing to be understood.
    """
    file.seek(0)
    order: Literal["big", "little"] = "big" if file.read(4) == b"RIFX" else "little"
    form = b""
    whole_size: int | None = None
    for chunk in _chunks(file, size, order):
        if chunk.key == b"fmt ":
            form = _read(file, chunk.start, min(chunk.size, 128))
        elif chunk.key == b"ds64":
            whole_size = int.from_bytes(_read(file, chunk.start + 8, 8), "little")
        elif chunk.key == b"data":
            told = whole_size if whole_size and chunk.size >= UNKNOWN_SIZE else chunk.size
            return _plain(file, _Chunk(b"data", chunk.start, told), form, size, order)
    return None


def _plain(
    file: BinaryIO, data: _Chunk, form: bytes, size: int, order: Literal["big", "little"]
) -> Layout | None:
    frame = int.from_bytes(form[12:14], order)
    if len(form) < 16 or int.from_bytes(form[:2], order) not in PLAIN or not frame:
        return None
    there = size - data.start
    unknown = data.size >= UNKNOWN_SIZE and data.size > there
    if data.size == 0 and not _only_chunks(file, data.start, size, order):
        unknown = True
    used = there if unknown else min(data.size, there)
    used = min(used - used % frame, LARGEST)
    riff = b"RIFX" if order == "big" else b"RIFF"
    header = (
        riff
        + (20 + len(form) + used).to_bytes(4, order)
        + b"WAVEfmt "
        + len(form).to_bytes(4, order)
        + form
        + b"data"
        + used.to_bytes(4, order)
    )
    return Layout(header, data.start, data.start + used, cut=not unknown and data.size > there)


def _chunks(file: BinaryIO, size: int, order: Literal["big", "little"]) -> Iterator[_Chunk]:
    at = 12
    while at + 8 <= size:
        head = _read(file, at, 8)
        chunk = _Chunk(head[:4], at + 8, int.from_bytes(head[4:], order))
        yield chunk
        at = chunk.start + chunk.size + chunk.size % 2


def _only_chunks(file: BinaryIO, at: int, size: int, order: Literal["big", "little"]) -> bool:
    """Whether nothing but named chunks follow: then a sound of 0 bytes is really empty."""
    while at + 8 <= size:
        head = _read(file, at, 8)
        if not all(32 <= byte < 127 for byte in head[:4]):
            return False
        length = int.from_bytes(head[4:], order)
        at += 8 + length + length % 2
    return at in (size, size + 1)


def _read(file: BinaryIO, at: int, count: int) -> bytes:
    file.seek(at)
    return file.read(count)
