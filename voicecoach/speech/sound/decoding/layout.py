"""Reading a file as if its header were right."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, BinaryIO


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file must be read: a mended header, then some of its bytes.

    Attributes:
        header: bytes to put first.
        start: first byte of the file that follows them.
        end: the byte after the last one.
        cut: the file ends before its header says.
    """

    header: bytes
    start: int
    end: int
    cut: bool = False


class Spliced(io.RawIOBase):
    """A file as its ``Layout`` says; nothing is copied.

    Args:
        file: open for reading; closed with this one.
        layout: what to read of it.
    """

    def __init__(self, file: BinaryIO, layout: Layout) -> None:
        self._file = file
        self._layout = layout
        self._at = 0
        self._size = len(layout.header) + layout.end - layout.start

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True."""
        return True

    def tell(self) -> int:
        """The position, header included."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a position; never before the first or after the last byte."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = min(max(0, base + offset), self._size)
        return self._at

    def readinto(self, buffer: Any) -> int:
        """See ``io.RawIOBase``."""
        view = memoryview(buffer).cast("B")
        piece = self._piece(len(view))
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        """Close the file too."""
        self._file.close()
        super().close()

    def _piece(self, wanted: int) -> bytes:
        header = self._layout.header[self._at : self._at + wanted]
        after = self._at + len(header) - len(self._layout.header)
        left = min(wanted - len(header), self._size - self._at - len(header))
        if left <= 0:
            return header
        self._file.seek(self._layout.start + after)
        return header + self._file.read(left)
