"""The second listener over a whole file: stretch by stretch, where somebody speaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voicecoach.domain.transcript import Segment, Transcript
from voicecoach.speech.hearing.rehearing import believable, later
from voicecoach.speech.hearing.second_listener import SecondListener
from voicecoach.speech.sound.audio import RATE, Clip

WAIT = 20.0
"""s one stretch is waited for, beside its own length: a loaded machine needs a few."""

JOINED = 25 * RATE
"""Samples up to which neighbouring stretches are heard in one piece: Whisper always works on 30 s,
so that many short pieces cost many times as much, and it understands more in context."""

APART = 2 * RATE
"""Samples of quiet between stretches that are still heard in one piece."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where somebody speaks in a file, in samples.

    Attributes:
        start, end: from the file's first sample.
        voice: the first sample of speech.
        voiced: samples the voice detector calls speech.
    """

    start: int
    end: int
    voice: int
    voiced: int


def rehear(
    clip: Clip,
    stretches: Sequence[Stretch],
    listener: SecondListener,
    on_progress: Callable[[float, float], None] | None = None,
) -> Transcript | None:
    """What the second listener hears in a file.

    Args:
        clip: the file's sound at ``RATE``.
        stretches: where somebody speaks, in order.
        listener: who hears.
        on_progress: called after each piece with s done and s in all.

    Returns:
        its words in the file's times; None if the listener does not work.
    """
    heard: list[Segment] = []
    for piece in joined(stretches):
        ticket = listener.begin(clip.pcm[2 * piece.start : 2 * piece.end])
        result = listener.result(ticket, WAIT + (piece.end - piece.start) / RATE)
        if result is None:
            return None
        if believable(result, piece.voiced / RATE):
            heard += [
                later(segment, piece.start / RATE, piece.voice / RATE)
                for segment in result.segments
            ]
        if on_progress is not None:
            on_progress(piece.end / RATE, clip.seconds)
    return Transcript(tuple(segment for segment in heard if segment.text), listener.name)


def joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Neighbours put together, as long as the piece stays short and the quiet between is too."""
    pieces: list[Stretch] = []
    for stretch in stretches:
        last = pieces[-1] if pieces else None
        if last and stretch.end - last.start <= JOINED and stretch.start - last.end <= APART:
            pieces[-1] = Stretch(last.start, stretch.end, last.voice, last.voiced + stretch.voiced)
        else:
            pieces.append(stretch)
    return pieces
