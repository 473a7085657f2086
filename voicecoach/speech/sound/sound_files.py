"""Any sound file, as the program hears it: 16 kHz mono, the person's channel, loud enough."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import SoundFileError
from voicecoach.speech.sound.audio import RATE, Clip
from voicecoach.speech.sound.decoding.sources import Source, open_source
from voicecoach.speech.sound.survey import Survey, Surveyor

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

LOWEST_RATE = 8_000
"""Hz of a telephone; below it the consonants are missing."""

MUTES_TOLD = 3
"""Mutes named by their times."""


@dataclass(frozen=True, slots=True)
class SoundFile:
    """A sound file, read.

    Attributes:
        clip: what is to be heard, at ``RATE``.
        duration: s, by the samples that are there.
        rate: Hz of the file.
        channels: of the file.
        warnings: what is wrong with it, a sentence each.
    """

    clip: Clip
    duration: float
    rate: int
    channels: int
    warnings: tuple[str, ...] = ()


def read(path: Path) -> SoundFile:
    """Read a sound file.

    It is judged by its bytes, not by its name or by the lengths in its header. Of several
    channels the one that speaks is taken (an average cancels out where one is upside down).
    Sound beyond full scale is scaled, an offset removed, sound that is far too quiet raised.
    It is read twice, piece by piece, so only the clip is held in memory (2 MB a minute).

    Args:
        path: of the file.

    Raises:
        SoundFileError: it cannot be read, or there is no sound in it.
    """
    source = open_source(path)
    return _heard(source, _surveyed(source, path).found())


def read_sides(path: Path) -> tuple[SoundFile, ...]:
    """Read a sound file whose channels may carry a person each.

    Args:
        path: of the file.

    Returns:
        the channels that carry a voice of their own, in their order; one where all hear the same.

    Raises:
        SoundFileError: it cannot be read, or there is no sound in it.
    """
    source = open_source(path)
    surveyor = _surveyed(source, path)
    best = surveyor.found()
    if best.other is None:
        return (_heard(source, best),)
    both = sorted((best.channel, best.other))
    return tuple(_heard(source, replace(surveyor.found(one), other=None)) for one in both)


def _surveyed(source: Source, path: Path) -> Surveyor:
    surveyor, empty = Surveyor(source.rate, source.channels), True
    for piece in source.pieces():
        surveyor.add(_finite(piece))
        empty = False
    if empty:
        raise SoundFileError(f"There is no sound in {path}.", "Record or copy it again.")
    return surveyor


def _heard(source: Source, survey: Survey) -> SoundFile:
    return SoundFile(
        clip=Clip(_converted(source, survey), RATE),
        duration=survey.frames / source.rate,
        rate=source.rate,
        channels=source.channels,
        warnings=tuple(_warnings(source, survey)),
    )


def _finite(piece: Samples) -> Samples:
    """Without "not a number": one would spoil every mean."""
    import numpy as np

    return np.nan_to_num(piece, nan=0.0, posinf=1.0, neginf=-1.0)


def _converted(source: Source, survey: Survey) -> bytes:
    import numpy as np
    import soxr

    stream = None
    if source.rate != RATE:
        stream = soxr.ResampleStream(source.rate, RATE, 1, dtype="float32", quality="HQ")
    pcm = bytearray()

    def keep(samples: Samples) -> None:
        scaled = np.round(samples.astype(np.float64) * 32768)
        pcm.extend(np.clip(scaled, -32768, 32767).astype("<i2").tobytes())

    for piece in source.pieces():
        one = ((_finite(piece)[:, survey.channel] - survey.offset) * survey.gain).astype("f4")
        keep(one if stream is None else stream.resample_chunk(one))
    if stream is not None:
        keep(stream.resample_chunk(np.zeros(0, "f4"), last=True))
    return bytes(pcm)


def _warnings(source: Source, survey: Survey) -> list[str]:
    said = []
    if source.cut:
        said.append("The file is cut short; what could be read was used.")
    if source.rate < LOWEST_RATE:
        said.append(
            f"The sampling rate of {source.rate} Hz is too low to be understood well; "
            "record with 16,000 Hz or more."
        )
    if survey.silent:
        said.append("There is only digital silence: the microphone is muted or not allowed.")
    if survey.muted:
        first = ", ".join(f"{start:g} to {end:g} s" for start, end in survey.muted[:MUTES_TOLD])
        more = len(survey.muted) - MUTES_TOLD
        first += f" and {more} more times" if more > 0 else ""
        said.append(
            f"The microphone went silent in the middle ({first}): it seems to have been muted."
        )
    if survey.raised and not survey.silent:
        gain = round(20 * math.log10(survey.gain))
        said.append(
            f"The microphone is very quiet; the sound was raised by {gain} dB. "
            "Turn it up in the system's sound settings, or speak closer to it."
        )
    if survey.other is not None:
        said.append(
            f"Channel {survey.other + 1} carries a voice of its own; "
            f"only channel {survey.channel + 1} was heard."
        )
    return said
