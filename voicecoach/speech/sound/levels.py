"""How loud sound is, and making it as loud as it should be. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

FULL_SCALE = 32768.0
SILENCE_DBFS = -96.0
"""What digital silence is said to measure: the floor of 16-bit sound."""

SPEECH_DBFS = -20.0
"""RMS of every spoken line: voices differ by 16 dB as rendered."""

PEAK_DBFS = -1.0
"""No sample of a levelled line is louder."""

SILENT = 64
"""Samples up to this size at the end of a rendered line are silence (-54 dBFS)."""


def dbfs(pcm: bytes) -> float:
    """RMS level in dB below full scale, without the offset of a bad sound card.

    Args:
        pcm: 16-bit little-endian mono.
    """
    import numpy as np

    samples = np.frombuffer(pcm, "<i2").astype(np.float64)
    if not samples.size or not samples.any():
        return SILENCE_DBFS
    rms = float(np.sqrt(np.mean((samples - samples.mean()) ** 2)))
    return max(SILENCE_DBFS, 20 * float(np.log10(max(rms, 1e-9) / FULL_SCALE)))


def digital_silence(pcm: bytes) -> bool:
    """Whether all samples are the same: a muted microphone, never a quiet room.

    Args:
        pcm: 16-bit little-endian mono.
    """
    return pcm == pcm[:2] * (len(pcm) // 2)


def trimmed(samples: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    """Without the silence at the end: a third of a second less waiting each turn."""
    import numpy as np

    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > SILENT)
    return samples[: int(loud[-1]) + 1] if loud.size else samples[:0]


def levelled(samples: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    """At ``SPEECH_DBFS``, or as near as ``PEAK_DBFS`` allows."""
    import numpy as np

    wide = samples.astype(np.float64)
    peak, rms = np.abs(wide).max(), np.sqrt(np.mean(wide**2))
    gain = 10 ** (SPEECH_DBFS / 20) * FULL_SCALE / rms
    limit = 10 ** (PEAK_DBFS / 20) * FULL_SCALE / peak
    louder: npt.NDArray[np.int16] = np.round(wide * min(gain, limit)).astype(np.int16)
    return louder
