"""Plays a call back: the contact's lines spoken anew, the caller's sound from its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from voicecoach.domain.turn import Voice
from voicecoach.errors import SoundFileError
from voicecoach.history import sound
from voicecoach.review.report import Report, TurnView
from voicecoach.speech.sound.audio import Clip


def chosen(report: Report, number: int | None) -> list[TurnView]:
    """The tries to play: all of them, or those of one turn.

    Raises:
        SoundFileError: there is no such turn, or it has no sound.
    """
    turns = [turn for turn in report.turns if number in (None, turn.number)]
    if not turns:
        there = f"There are turns 1 to {report.turns[-1].number}." if report.turns else ""
        what = "The call has no turns." if number is None else f"There is no turn {number}."
        raise SoundFileError(what, there)
    if not any(turn.recording for turn in turns):
        raise SoundFileError("There is no sound of it.", "Typed replies have none.")
    return turns


def play_back(
    turns: list[TurnView],
    data: Path,
    play: Callable[[Clip], None],
    speak: Callable[[str, Voice], Clip | None],
) -> Iterator[TurnView]:
    """Play turn after turn; each is given out before it sounds, so that it can be shown.

    Args:
        turns: what to play.
        data: the data folder.
        play: returns when the clip is over.
        speak: words in a voice as sound; None where there is no voice.

    Raises:
        SoundFileError: a recording is missing or cannot be read.
        DeviceError: there is no loudspeaker.
    """
    for turn in turns:
        yield turn
        clip = speak(turn.spoken, turn.voice)
        if clip is not None:
            play(clip)
        if turn.recording:
            play(sound.read(data / turn.recording))
