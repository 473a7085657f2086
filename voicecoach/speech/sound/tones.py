"""Sounds that are no speech: the ringing telephone, tones of turn and time."""

from __future__ import annotations

from voicecoach.speech.sound.audio import RATE, Clip

RING_HZ = (440.0, 480.0)
"""Both tones of the North American ringback signal."""

RING_SECONDS = 1.5
RING_LEVEL = 0.06
"""Amplitude of each tone: -24 dBFS together, a little softer than the contact's voice."""

CUE_HZ = (880.0,)
CUE_SECONDS = 0.15
CUE_LEVEL = 0.085
"""As loud as the ring."""

STOP_HZ = (330.0, 392.0)
"""Lower than the cue and two-voiced: nobody takes the end for the beginning."""
STOP_SECONDS = 0.3

TICK_HZ = (1500.0,)
TICK_SECONDS = 0.04
TICK_LEVEL = 0.03
"""-33 dBFS: heard, and far too short and soft to be taken for speech (tests/speech/test_tones)."""

TEST_HZ = 1000.0
TEST_SECONDS = 0.6
"""Of the tone that tells whether the microphone hears the loudspeaker."""

PROBE_SECONDS = 1.2
PROBE_BAND = (300.0, 4000.0)
"""Hz: what every sound system passes on as it is."""
PROBE_LEVEL = 0.003
"""RMS: -50 dBFS, softer than a quiet room."""

FADE_SECONDS = 0.02


def ring() -> Clip:
    """One ring as the caller hears it: 1.5 s at 16 kHz."""
    return _tone(RING_HZ, RING_SECONDS, RING_LEVEL)


def cue() -> Clip:
    """It is the caller's turn: a short tone at 16 kHz."""
    return _tone(CUE_HZ, CUE_SECONDS, CUE_LEVEL)


def stop() -> Clip:
    """The time of a reply is over: a low, soft tone at 16 kHz."""
    return _tone(STOP_HZ, STOP_SECONDS, CUE_LEVEL / 2)


def tick() -> Clip:
    """One second less: a short, soft sound at 16 kHz."""
    return _tone(TICK_HZ, TICK_SECONDS, TICK_LEVEL)


def test_tone() -> Clip:
    """Does the microphone hear the loudspeaker? A tone at 16 kHz, as loud as a call."""
    return _tone((TEST_HZ,), TEST_SECONDS, CUE_LEVEL)


def probe_noise() -> Clip:
    """What hardly anybody hears, and like nothing else: does it come back as it was?"""
    import numpy as np

    size = int(PROBE_SECONDS * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(1).standard_normal(size))
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    spectrum[(hertz < PROBE_BAND[0]) | (hertz > PROBE_BAND[1])] = 0
    noise = np.fft.irfft(spectrum, size)
    noise *= PROBE_LEVEL * 32768 / noise.std()
    return Clip(noise.astype("<i2").tobytes(), RATE)


def _tone(frequencies: tuple[float, ...], seconds: float, level: float) -> Clip:
    import numpy as np

    at = np.arange(int(seconds * RATE)) / RATE
    tone = sum(np.sin(2 * np.pi * hz * at) for hz in frequencies) * level
    fade = np.clip(np.minimum(at, seconds - at) / FADE_SECONDS, 0.0, 1.0)
    return Clip((tone * fade * 32767).astype("<i2").tobytes(), RATE)
