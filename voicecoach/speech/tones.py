"""Sounds that are no speech: the ringing telephone."""

from __future__ import annotations

from voicecoach.speech.audio import RATE, Clip

RING_HZ = (440.0, 480.0)
"""Both tones of the North American ringback signal."""

RING_SECONDS = 1.5
RING_LEVEL = 0.06
"""Amplitude of each tone: -24 dBFS together, a little softer than the contact's voice."""

FADE_SECONDS = 0.02


def ring() -> Clip:
    """One ring as the caller hears it: 1.5 s at 16 kHz."""
    import numpy as np

    at = np.arange(int(RING_SECONDS * RATE)) / RATE
    tone = sum(np.sin(2 * np.pi * hz * at) for hz in RING_HZ) * RING_LEVEL
    fade = np.clip(np.minimum(at, RING_SECONDS - at) / FADE_SECONDS, 0.0, 1.0)
    return Clip((tone * fade * 32767).astype("<i2").tobytes(), RATE)
