"""MP3: how many frames there really are.

Where no Xing header says so, libsndfile guesses the length from the first frame's bit rate and
stops there: of a variable-rate file of 3 s it reads 1.1 s, without an error.
"""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from typing import BinaryIO

from voicecoach.speech.sound.decoding.layout import Layout

KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
RATES = (44_100, 48_000, 32_000)

LAYER_3 = 1
MPEG_1, MPEG_2, MPEG_2_5 = 3, 2, 0
MONO = 3

SEARCH = 1 << 17
"""Bytes searched for the next frame: a picture or damage may lie between."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame's header, read.

    Attributes:
        at: its first byte.
        size: in bytes, header included.
        side: bytes of side information between header and sound.
        bits: the header's first three bytes that all frames of a file share, masked.
    """

    at: int
    size: int
    side: int
    bits: bytes


def frame_at(data: bytes | mmap.mmap, at: int) -> Frame | None:
    """The layer III frame that begins at a byte, if one does."""
    head = data[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, kbits = head[2] >> 2 & 3, head[2] >> 4
    if layer != LAYER_3 or version == 1 or rate == 3 or kbits in (0, 15):
        return None
    first = version == MPEG_1
    hertz = RATES[rate] // {MPEG_1: 1, MPEG_2: 2, MPEG_2_5: 4}[version]
    bits = (KBITS_1 if first else KBITS_2)[kbits] * 1000
    size = (144 if first else 72) * bits // hertz + (head[2] >> 1 & 1)
    mono = head[3] >> 6 == MONO
    side = {(True, True): 17, (True, False): 32, (False, True): 9, (False, False): 17}[first, mono]
    return Frame(at, size, side, bytes((head[1] & 0xFE, head[2] & 0x0C)))


def first_frame(data: bytes | mmap.mmap, start: int) -> Frame | None:
    """The first frame from a byte on that another one of its kind follows."""
    at = data.find(b"\xff", start, start + SEARCH)
    while at >= 0:
        frame = frame_at(data, at)
        after = frame_at(data, at + frame.size) if frame else None
        if frame and after and after.bits == frame.bits:
            return frame
        at = data.find(b"\xff", at + 1, start + SEARCH)
    return None


def layout(file: BinaryIO, start: int = 0) -> Layout | None:
    """How to read an MP3 file.

    Args:
        file: a real file.
        start: the first byte after its tags.

    Returns:
        None where its own header is right, or it is none of layer III.
    """
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        first = first_frame(data, start)
        if first is None:
            return None
        told = _told(data, first)
        begin = first.at if told is None else first.at + first.size
        count, end = _walk(data, begin, first.bits)
        if not count:
            return None
        if told is not None and abs(told - count) <= 1:
            # libsndfile knows no MP3 by what stands before its first frame.
            return None if first.at == start else Layout(b"", first.at, len(data))
        header = _xing(data[first.at : first.at + 4], first.side, count, end - begin)
    return Layout(header, begin, end, cut=told is not None and told > count)


def _told(data: mmap.mmap, first: Frame) -> int | None:
    """The number of frames by the Xing header, which is in a silent first frame; 0: not said."""
    at = first.at + 4 + first.side
    if data[at : at + 4] not in (b"Xing", b"Info"):
        return None
    has_count = data[at + 7] & 1
    return int.from_bytes(data[at + 8 : at + 12], "big") if has_count else 0


def _walk(data: mmap.mmap, at: int, bits: bytes) -> tuple[int, int]:
    """Number of whole frames and the byte after the last one."""
    count, end = 0, at
    while True:
        frame = frame_at(data, at)
        if frame is None or frame.bits != bits:
            # Damage, or tags at the end.
            frame = first_frame(data, at)
            if frame is None or frame.bits != bits:
                return count, end
        if frame.at + frame.size > len(data):
            return count, end
        count += 1
        at = end = frame.at + frame.size


def _xing(head: bytes, side: int, count: int, size: int) -> bytes:
    """A silent frame with the same properties that tells the number of frames and bytes."""
    for kbits in range(1, 15):
        # No padding, no checksum, large enough for what follows.
        own = bytes((0xFF, head[1] | 1, kbits << 4 | head[2] & 0x0C, head[3]))
        frame = frame_at(own, 0)
        if frame and frame.size >= 4 + side + 16:
            break
    else:
        raise AssertionError("the largest frame holds any header")
    told = b"Xing" + (3).to_bytes(4, "big") + count.to_bytes(4, "big")
    told += (size + frame.size).to_bytes(4, "big")
    return (own + bytes(side) + told).ljust(frame.size, b"\0")
