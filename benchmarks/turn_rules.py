"""Rules that say when a reply is over, tried on the same sound. Part of ``benchmarks.turns``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks import shared, turn_smart
from benchmarks.turn_streams import Stream
from voicecoach.speech.sound import sound_files
from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.turn_end.endpointer import PauseEndpointer
from voicecoach.speech.turn_end.patience import PATIENCE

Turn = dict[str, Any]
"""What is known of a reply."""

Decisions = Callable[[Turn, Stream], list[float]]
"""A rule: s at which it says that a reply is over."""


def ours(patience: str) -> Decisions:
    """The program's own rule; after each decision it goes on, as after a key."""

    def decide(_: Turn, stream: Stream) -> list[float]:
        endpointer, made = PauseEndpointer(PATIENCE[patience]), []
        for moment in stream.moments:
            if endpointer.decide(moment) is not None:
                made.append(moment.samples / RATE)
                endpointer.go_on()
        return made

    return decide


def fixed(seconds: float) -> Decisions:
    """Quiet by the same voice detector, of always the same length."""

    def decide(_: Turn, stream: Stream) -> list[float]:
        made: list[float] = []
        quiet, armed = 0.0, False
        for before, moment in zip(stream.moments, stream.moments[1:], strict=False):
            quiet = 0.0 if moment.speech else quiet + (moment.samples - before.samples) / RATE
            armed = armed or moment.speech
            if armed and quiet >= seconds:
                made.append(moment.samples / RATE)
                armed = False
        return made

    return decide


def vosk(_: Turn, stream: Stream) -> list[float]:
    """The built-in model's own endpoints, where words were heard."""
    return [samples / RATE for samples in stream.ends]


def smart() -> Decisions | None:
    """smart-turn v3.2; None where its weights are not to be had."""
    weights, folder = turn_smart.weights(), shared.folder("turns")
    if weights is None:
        return None
    network = turn_smart.SmartTurn(weights)

    def decide(turn: Turn, stream: Stream) -> list[float]:
        pcm = np.frombuffer(sound_files.read(folder / turn["file"]).clip.pcm, "<i2")
        return network.decisions(pcm.astype(np.float32) / np.float32(32768), stream.moments)

    return decide
