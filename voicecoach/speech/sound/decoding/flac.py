"""FLAC whose writer died: the header says 0 samples, and libsndfile refuses it.

The number of samples is found from the last whole frame, which carries its own position.
Format: RFC 9639, sections 8.2 (streaminfo) and 9.1 (frame header).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from voicecoach.speech.sound.decoding.layout import Layout

HEADER = 42
"""Bytes of the marker and the streaminfo block, which always comes first."""

TOTAL_AT = 21
"""The byte whose low half begins the 36 bits of the number of samples."""

TAIL = 1 << 20
"""Bytes searched at the end: more than a dozen of the longest frames in use."""

TRIES = 8
"""How many earlier frame marks are tried as the beginning of one frame: some are no marks."""

SMALL_BLOCKS = {1: 192, **{n: 576 << (n - 2) for n in range(2, 6)}}
LARGE_BLOCKS = {n: 256 << (n - 8) for n in range(8, 16)}
BLOCKS = {**SMALL_BLOCKS, **LARGE_BLOCKS}


@dataclass(frozen=True, slots=True)
class _Frame:
    at: int
    first: int
    samples: int


def layout(file: BinaryIO, size: int, start: int = 0) -> Layout | None:
    """How to read a FLAC file.

    Args:
        file: positioned anywhere.
        size: of the file in bytes.
        start: where its marker ``fLaC`` is.

    Returns:
        None where the header knows the length, or no whole frame is there.
    """
    file.seek(start)
    header = file.read(HEADER)
    if len(header) < HEADER or header[TOTAL_AT] & 0x0F or any(header[TOTAL_AT + 1 : TOTAL_AT + 5]):
        return None
    tail_at = max(start + HEADER, size - TAIL)
    file.seek(tail_at)
    found = total_samples(file.read(), int.from_bytes(header[8:10], "big"))
    if found is None:
        return None
    total, used = found
    mended = bytearray(header)
    mended[TOTAL_AT] = (header[TOTAL_AT] & 0xF0) | (total >> 32)
    mended[TOTAL_AT + 1 : TOTAL_AT + 5] = (total & 0xFFFF_FFFF).to_bytes(4, "big")
    # What is left after the last whole frame is a piece of a frame: it was never finished.
    return Layout(bytes(mended), start + HEADER, tail_at + used, cut=tail_at + used < size)


def total_samples(tail: bytes, block: int) -> tuple[int, int] | None:
    """How many samples there are up to the end of the last whole frame.

    Args:
        tail: the last bytes of the file.
        block: samples a frame, as the streaminfo says (smallest size; files of one block size
            count frames, the others count samples).

    Returns:
        the number, and the bytes of ``tail`` up to there; None where there is no whole frame.
    """
    frames = _frames(tail, block)
    ends = [*(frame.at for frame in frames), len(tail)]
    for last in range(len(ends) - 1, 0, -1):
        for frame in reversed(frames[max(0, last - TRIES) : last]):
            body = tail[frame.at : ends[last]]
            if len(body) > 4 and _crc16(body[:-2]) == int.from_bytes(body[-2:], "big"):
                return frame.first + frame.samples, ends[last]
    return None


def _frames(tail: bytes, block: int) -> list[_Frame]:
    """Everything that looks like a frame: a mark and a header with a right checksum."""
    frames = []
    at = tail.find(b"\xff")
    while at >= 0:
        frame = _frame(tail, at, block)
        if frame is not None:
            frames.append(frame)
        at = tail.find(b"\xff", at + 1)
    return frames


def _frame(tail: bytes, at: int, block: int) -> _Frame | None:
    if at + 16 > len(tail) or tail[at + 1] & 0xFE != 0xF8:
        return None
    size_code, rate_code = tail[at + 2] >> 4, tail[at + 2] & 0x0F
    number, end = _coded_number(tail, at + 4)
    if number is None or size_code == 0:
        return None
    samples = BLOCKS.get(size_code, 0)
    if size_code in (6, 7):
        width = size_code - 5
        samples = int.from_bytes(tail[end : end + width], "big") + 1
        end += width
    end += {12: 1, 13: 2, 14: 2}.get(rate_code, 0)
    if end >= len(tail) or _crc8(tail[at:end]) != tail[end]:
        return None
    variable = tail[at + 1] & 1
    return _Frame(at, number if variable else number * block, samples)


def _coded_number(tail: bytes, at: int) -> tuple[int | None, int]:
    """A number as UTF-8 writes one, up to 36 bits; and where it ends."""
    first = tail[at]
    if first < 0x80:
        return first, at + 1
    length = 8 - (~first & 0xFF).bit_length()
    more = tail[at + 1 : at + length]
    if not 2 <= length <= 7 or len(more) < length - 1 or any(b & 0xC0 != 0x80 for b in more):
        return None, at
    number = first & (0x7F >> length)
    for byte in more:
        number = number << 6 | byte & 0x3F
    return number, at + length


def _crc(bits: int, polynomial: int) -> Callable[[bytes], int]:
    top, mask = 1 << (bits - 1), (1 << bits) - 1
    table = []
    for byte in range(256):
        value = byte << (bits - 8)
        for _ in range(8):
            value = (value << 1 ^ polynomial if value & top else value << 1) & mask
        table.append(value)

    def checksum(data: bytes) -> int:
        value = 0
        for byte in data:
            value = (value << 8 ^ table[value >> (bits - 8) ^ byte]) & mask
        return value

    return checksum


_crc8 = _crc(8, 0x07)
_crc16 = _crc(16, 0x8005)
