"""From a device's own format to ours (16 kHz mono) and from ours to a device's."""

from __future__ import annotations

from typing import Any

from voicecoach.speech.sound.audio import RATE, Clip


def resampled(clip: Clip, rate: int) -> Clip:
    """The clip at another rate (Hz), by soxr's high quality: flat to 6.5 kHz, no aliases."""
    if rate == clip.rate:
        return clip
    import numpy as np
    import soxr

    samples = np.frombuffer(clip.pcm, "<i2")
    return Clip(soxr.resample(samples, clip.rate, rate, "HQ").astype("<i2").tobytes(), rate)


def on_channels(pcm: bytes, channels: int) -> bytes:
    """Mono samples on every channel of a device that refuses mono."""
    if channels == 1:
        return pcm
    import numpy as np

    return np.repeat(np.frombuffer(pcm, "<i2"), channels).tobytes()


class InputConverter:
    """Turns what a microphone delivers into 16 kHz mono.

    Of several channels the loudest is taken, not their average: a badly wired pair cancels
    out, and silent channels would halve the level.

    Args:
        rate: the device's, Hz.
        channels: the device's.
    """

    def __init__(self, rate: float, channels: int) -> None:
        self.channels = channels
        self._rate = rate
        self._energy: Any = None
        self._channel = 0
        self._resampler: Any = None

    def position(self, frame: int) -> int:
        """Which sample of ours that frame of the device is."""
        return round(frame * RATE / self._rate)

    def reset(self) -> None:
        """The next piece does not follow the last one."""
        self._resampler = None

    def convert(self, data: bytes) -> bytes:
        """The next piece; may be empty while the resampler fills."""
        if self.channels == 1 and self._rate == RATE:
            return data
        import numpy as np
        import soxr

        frames = np.frombuffer(data, "<i2").reshape(-1, self.channels)
        mono = frames[:, self._loudest(frames)]
        if self._rate == RATE:
            return mono.astype("<i2").tobytes()
        if self._resampler is None:
            self._resampler = soxr.ResampleStream(self._rate, RATE, 1, dtype="int16", quality="HQ")
        out: bytes = self._resampler.resample_chunk(np.ascontiguousarray(mono)).tobytes()
        return out

    def _loudest(self, frames: Any) -> int:
        import numpy as np

        energy = np.var(frames.astype(np.float64), axis=0)
        # A slow average, and twice as loud: one loud block must not switch channels, nor two
        # microphones that hear the same.
        self._energy = energy if self._energy is None else 0.98 * self._energy + 0.02 * energy
        loudest = int(np.argmax(self._energy))
        if self._energy[loudest] > 2 * self._energy[self._channel]:
            self._channel = loudest
        return self._channel
