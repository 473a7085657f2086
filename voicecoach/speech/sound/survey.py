"""What a whole recording is like: which channel speaks, how loud it is, where it was muted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from voicecoach.speech.sound.levels import SPEECH_DBFS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

FRAME = 0.1
"""S measured together: whole periods of 50 and of 60 Hz, so that hum measures constant."""

LOUD_FRAMES = 5
"""The loudness of a recording is what it reaches for half a second in all: a click does not
count, and neither does the quiet around three sentences in twenty minutes."""

QUIET_DBFS = -45.0
"""Speech below this loudness is raised. At a peak of -50 dBFS the recognizer got 67 % of the
words wrong, 22 % after raising it."""

MOST_GAIN = 200.0
"""46 dB; 16-bit sound that needs more holds no speech."""

MUTE_FRAMES = 8
"""Frames of exact silence inside the sound: a muted microphone. Pauses of synthetic voices,
which are exactly silent too, are shorter."""

OTHER_VOICE = 0.01
"""Share of the chosen channel's modulation (-20 dB) from which another one counts as a voice."""

STEADY = 2.0
"""Power over that of its quiet moments up to which a channel holds noise, however loud: a voice
has pauses."""

SAME_VOICE = 0.3
"""Correlation of two channels' loudness over time from which they hear the same."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found.

    Attributes:
        frames: samples of each channel.
        channel: the one that speaks, from 0.
        offset: its mean (DC).
        gain: what to multiply it with after the offset is gone.
        silent: there is nothing but exact digital silence.
        muted: (start, end) in s of every stretch of exact silence inside the sound.
        raised: it is far too quiet, ``gain`` mends that.
        other: another channel that carries a voice of its own, from 0; None if none does.
    """

    frames: int
    channel: int
    offset: float
    gain: float
    silent: bool
    muted: tuple[tuple[float, float], ...]
    raised: bool
    other: int | None


class Surveyor:
    """Takes a recording piece by piece; keeps ten numbers a second and channel.

    Args:
        rate: Hz.
        channels: how many.
    """

    def __init__(self, rate: int, channels: int) -> None:
        self._size = max(2, round(rate * FRAME))
        self._channels = channels
        self._rest: Any = None
        self._frames = 0
        self._sum: Any = 0.0
        self._measured: list[Any] = []  # arrays (frames, 5, channels)

    def add(self, piece: Samples) -> None:
        """More samples: an array (frames, channels)."""
        import numpy as np

        self._frames += len(piece)
        self._sum = self._sum + piece.sum(axis=0, dtype=np.float64)
        held = piece if self._rest is None else np.concatenate((self._rest, piece))
        whole = len(held) // self._size * self._size
        self._rest = held[whole:]
        if whole:
            self._measure(held[:whole].reshape(-1, self._size, self._channels))

    def found(self, of: int | None = None) -> Survey:
        """The result, once all samples were added; at least one.

        Args:
            of: the channel that is wanted, from 0; None: the one that speaks.
        """
        import numpy as np

        if self._rest is not None and len(self._rest):
            self._measure(self._rest.reshape(1, -1, self._channels))
        self._rest = None
        measured = np.concatenate(self._measured)
        power, detail, low, high, flat = (measured[:, n, :] for n in range(5))
        modulation = _modulation(detail)
        channel = int(np.argmax(modulation)) if of is None else of
        offset = float(self._sum[channel]) / self._frames
        peaks = np.maximum(high[:, channel] - offset, offset - low[:, channel])
        gain, raised = _gain(float(_loud(power)[channel]), peaks)
        still = flat[:, channel] > 0
        return Survey(
            frames=self._frames,
            channel=channel,
            offset=offset,
            gain=gain,
            silent=bool(still.all()) and float(np.ptp(low[:, channel])) == 0,
            muted=_mutes(still),
            raised=raised,
            other=_other(np.sqrt(power), modulation, channel),
        )

    def _measure(self, frames: Any) -> None:
        import numpy as np

        wide = frames.astype(np.float64)
        # The difference of neighbours holds little of hum and rumble, which are no speech.
        steps = np.diff(wide, axis=1) if wide.shape[1] > 1 else np.zeros_like(wide)
        low, high = wide.min(axis=1), wide.max(axis=1)
        values = (wide.var(axis=1), (steps**2).mean(axis=1), low, high, low == high)
        self._measured.append(np.stack([np.asarray(value, np.float64) for value in values], axis=1))


def _loud(power: Any) -> Any:
    """What each channel reaches for half a second in all (a quarter of a shorter one)."""
    import numpy as np

    rank = min(LOUD_FRAMES, max(1, len(power) // 4))
    return np.sort(power, axis=0)[-rank]


def _modulation(detail: Any) -> Any:
    """How much each channel's loudness changes; of noise nothing, where another channel speaks."""
    import numpy as np

    loud, quiet = _loud(detail), np.quantile(detail, 0.1, axis=0)
    lively = loud > STEADY * quiet
    return np.where(lively | ~lively.any(), loud - quiet, 0.0)


def _gain(power: float, peaks: Any) -> tuple[float, bool]:
    import numpy as np

    peak = float(peaks.max())
    if peak > 1:
        return 0.97 / peak, False  # floats may pass full scale: clipping costs a third of the words
    rms = power**0.5
    if rms == 0 or rms >= 10 ** (QUIET_DBFS / 20):
        return 1.0, False
    usual = float(_loud(peaks[:, np.newaxis])[0])  # a single click may clip
    return max(1.0, min(10 ** (SPEECH_DBFS / 20) / rms, 0.9 / usual, MOST_GAIN)), True


def _mutes(still: Any) -> tuple[tuple[float, float], ...]:
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([False], still, [False])).astype(np.int8)))
    return tuple(
        (round(float(start) * FRAME, 1), round(float(end) * FRAME, 1))
        for start, end in edges.reshape(-1, 2)
        if end - start >= MUTE_FRAMES and start > 0 and end < len(still)
    )


def _other(loudness: Any, modulation: Any, channel: int) -> int | None:
    import numpy as np

    for other in np.argsort(-modulation):
        if other == channel or modulation[other] <= OTHER_VOICE * modulation[channel]:
            continue
        both = loudness[:, [channel, other]]
        if len(both) > 2 and np.ptp(both, axis=0).all() and _alike(both) < SAME_VOICE:
            return int(other)
    return None


def _alike(both: Any) -> float:
    import numpy as np

    return float(np.corrcoef(both, rowvar=False)[0, 1])
