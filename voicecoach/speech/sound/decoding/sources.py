"""The samples of a sound file, piece by piece, as often as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from voicecoach.errors import SoundFileError
from voicecoach.speech.sound.decoding import flac, mp3, ogg, wav
from voicecoach.speech.sound.decoding.formats import FLAC, MP3, OGG, WAV, Format, recognise
from voicecoach.speech.sound.decoding.layout import Layout, Spliced

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

PIECE = 4096
"""Frames read at once: what is lost where a damaged file stops being readable."""

SHORT = 0.5
"""S by which a foreign file may be shorter than it says: codecs round up."""

INSTALL = "Install what reads it with: pip install 'voicecoach[import]', or save it as WAV."


class Source(Protocol):
    """A sound file that can be read.

    Attributes:
        rate: Hz.
        channels: how many.
        cut: known once it was read to its end: it ends before its header says.
    """

    rate: int
    channels: int
    cut: bool

    def pieces(self) -> Iterator[Samples]:
        """All samples from the beginning: arrays (frames, channels), full scale is 1.

        Raises:
            SoundFileError: nothing of it can be read.
        """


def open_source(path: Path) -> Source:
    """Look into a sound file.

    Raises:
        SoundFileError: it cannot be read; the message says why and what would help.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            kind = recognise(file)
            layout = _layout(file, size, kind)
    except OSError as error:
        # Not everything that has a name is a file (folders, pipes); the system says which.
        reason = error.strerror or str(error)
        raise SoundFileError(f"{path} cannot be read: {reason}.", "Check its name.") from error
    if not size:
        raise SoundFileError(f"{path} is empty (0 bytes).", "Record or copy it again.")
    if kind.foreign:
        return ForeignSource(path, kind)
    return SndfileSource(path, kind, layout)


def _layout(file: BinaryIO, size: int, kind: Format) -> Layout | None:
    if kind.name == WAV:
        return wav.layout(file, size)
    if kind.name == FLAC:
        return flac.layout(file, size, kind.start)
    if kind.name == OGG:
        return ogg.layout(file, size)
    if kind.name == MP3:
        return mp3.layout(file, kind.start)
    return None


class SndfileSource:
    """Whatever libsndfile reads, with a mended header where it needs one."""

    def __init__(self, path: Path, kind: Format, layout: Layout | None) -> None:
        self._path = path
        self._layout = layout
        self.cut = layout is not None and layout.cut
        import soundfile

        try:
            with self._opened() as file:
                self.rate, self.channels = int(file.samplerate), int(file.channels)
        except soundfile.LibsndfileError as error:
            if not kind.name:
                what = f"{path} is no sound file of a known format."
            else:
                what = f"{path} holds {kind.name} that cannot be read ({error.error_string})."
            raise SoundFileError(what, "Save it as WAV and try again.") from error

    def pieces(self) -> Iterator[Samples]:
        """See ``Source``."""
        import soundfile

        with self._opened() as file:
            read = 0
            while True:
                try:
                    piece = file.read(PIECE, dtype="float32", always_2d=True)
                except soundfile.LibsndfileError:
                    # A damaged or cut frame: what came before it is used.
                    self.cut = True
                    return
                if not len(piece):
                    break
                read += len(piece)
                yield piece
            self.cut = self.cut or read < file.frames

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        import soundfile

        with self._path.open("rb") as raw:
            file = raw if self._layout is None else Spliced(raw, self._layout)
            with soundfile.SoundFile(file) as sound:
                yield sound


class ForeignSource:
    """Whatever FFmpeg reads (M4A, WebM, 3GP, WMA …), by PyAV, if it is installed."""

    def __init__(self, path: Path, kind: Format) -> None:
        self._path = path
        self._kind = kind
        self.cut = False
        with self._opened() as (_, stream):
            self.rate, self.channels = int(stream.rate), int(stream.channels)

    def pieces(self) -> Iterator[Samples]:
        """See ``Source``."""
        import av
        import numpy as np

        read = 0
        with self._opened() as (container, stream):
            same = av.AudioResampler(format="fltp", layout=stream.layout.name, rate=self.rate)
            told = float(container.duration or 0) / 1_000_000
            try:
                for frame in container.decode(stream):
                    for part in same.resample(frame):
                        read += part.samples
                        yield part.to_ndarray().T.astype(np.float32, copy=False)
            except av.FFmpegError:
                self.cut = True
        self.cut = self.cut or read / self.rate < told - SHORT

    @contextmanager
    def _opened(self) -> Iterator[tuple[Any, Any]]:
        try:
            import av
        except ImportError as error:
            what = f"{self._path} holds {self._kind.name}, which voicecoach cannot read alone."
            raise SoundFileError(what, INSTALL) from error
        # Given the open file, not its name: FFmpeg would take some names for addresses.
        with self._path.open("rb") as file:
            try:
                container = av.open(file)
            except av.FFmpegError as error:
                what = f"{self._path} holds {self._kind.name} that is broken or unfinished"
                reason = f"{what} ({error.strerror})."
                raise SoundFileError(reason, "Save or copy it again.") from error
            with container:
                if not container.streams.audio:
                    raise SoundFileError(f"There is no sound in {self._path}.", "Choose another.")
                yield container, container.streams.audio[0]
