"""Ogg: whether the last page is whole. A file that was cut in one says nothing of it by itself."""

from __future__ import annotations

from typing import BinaryIO

from voicecoach.speech.sound.decoding.layout import Layout

MARK = b"OggS"
HEAD = 27
"""Bytes of a page before the sizes of its pieces; the last one says how many pieces (RFC 3533)."""


def layout(file: BinaryIO, size: int) -> Layout | None:
    """How to read an Ogg file: all of it, cut or not.

    Args:
        file: a real file.
        size: of it, in bytes.

    Returns:
        None where it is whole, or what follows is no page.
    """
    at = 0
    while at < size:
        file.seek(at)
        head = file.read(HEAD)
        if not head.startswith(MARK[: len(head)]):
            return None
        pieces = file.read(head[-1]) if len(head) == HEAD else b""
        end = at + HEAD + len(pieces) + sum(pieces)
        if len(head) < HEAD or len(pieces) < head[-1] or end > size:
            return Layout(b"", 0, size, cut=True)
        at = end
    return None
