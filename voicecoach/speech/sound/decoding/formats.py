"""Which format a file is, by its first bytes; names lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from voicecoach.speech.sound.decoding.mp3 import first_frame

HEAD = 4096
"""Bytes looked at."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of sound file.

    Attributes:
        name: for people.
        start: the first byte after a tag in front (ID3).
        foreign: libsndfile cannot read it, PyAV can.
    """

    name: str
    start: int = 0
    foreign: bool = False


WAV, FLAC, OGG, MP3 = "WAV", "FLAC", "Ogg", "MP3"

OWN = {
    b"RIFF": WAV,
    b"RIFX": WAV,
    b"RF64": WAV,
    b"BW64": WAV,
    b"fLaC": FLAC,
    b"OggS": OGG,
    b"FORM": "AIFF",
    b".snd": "AU",
    b"caff": "CAF",
    b"riff": "Wave64",
}
FOREIGN = {
    b"\x1a\x45\xdf\xa3": "WebM or Matroska",
    b"\x30\x26\xb2\x75": "Windows Media (WMA)",
    b"#!AM": "AMR",
    b"ADIF": "AAC",
    b"FLV\x01": "Flash video",
}
BRANDS = {b"M4A ": "MPEG-4 sound (M4A)", b"M4B ": "MPEG-4 sound (M4B)", b"qt  ": "QuickTime"}


def recognise(file: BinaryIO) -> Format:
    """The format of an open file; its name is empty if it is none we know."""
    file.seek(0)
    head = file.read(HEAD)
    start = tag_size(head)
    if start:
        file.seek(start)
        head = file.read(HEAD)
    if first_frame(head, 0) is not None or (start and head[:1] in (b"\xff", b"\0")):
        return Format(MP3, start)
    name = _foreign(head)
    return Format(name or OWN.get(head[:4], ""), start, foreign=bool(name))


def _foreign(head: bytes) -> str:
    """The name of a format that libsndfile does not read; empty if it is none."""
    if head[:4] == b"RIFF" and head[8:11] == b"AVI":
        return "AVI"
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "3GP" if brand.startswith(b"3g") else BRANDS.get(brand, "MPEG-4 (M4A or MP4)")
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return "AAC"
    return FOREIGN.get(head[:4], "")


def tag_size(head: bytes) -> int:
    """Bytes of the ID3 tag at the beginning; 0 where there is none (ID3v2.4, section 3.1)."""
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    footer = 10 if head[5] & 0x10 else 0
    return 10 + size + footer
