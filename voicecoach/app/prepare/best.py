"""The caller's best recording of each line of their script: the model answer in their own voice."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from voicecoach.app.prepare.own_words import OwnWords
from voicecoach.domain.turn import Turn
from voicecoach.errors import SoundFileError
from voicecoach.history import sound
from voicecoach.history.database import FILE
from voicecoach.history.recorded import latest_recorded
from voicecoach.history.store import open_store
from voicecoach.plan.phone_script import Said
from voicecoach.practice.script_check import FREELY
from voicecoach.scoring.alignment import similarity
from voicecoach.settings import Settings
from voicecoach.speech.sound.audio import Clip

LOOKED_AT = 400
"""Latest replies with sound among which the best are looked for: a fifth of a second."""
BEFORE_A_CALL = 2
"""Lines that are heard before a call: what is more would keep from calling."""


@dataclass(frozen=True, slots=True)
class Best:
    """A line of the script, and the best reply that says it."""

    line: Said
    turn: Turn


def best_of(own: OwnWords, settings: Settings) -> list[Best]:
    """The best recording of each line that was said aloud, in the order of the script.

    Best is the highest score; of equals the one nearest to the line, then the latest.

    Raises:
        StorageError: the history cannot be read.
    """
    if not own.lines or not os.path.exists(settings.data_folder / FILE):
        return []
    with open_store(settings.data_folder) as store, store.reading() as connection:
        turns = latest_recorded(connection, LOOKED_AT)
    found = [(line, _best(line, turns)) for line in own.lines]
    return [Best(line, turn) for line, turn in found if turn is not None]


def before_call(found: Sequence[Best], situations: Sequence[str]) -> list[Best]:
    """Those to be heard before a call: what this call asks for first.

    Args:
        found: of the whole script.
        situations: that the call brings.
    """
    wanted = [best for best in found if best.turn.line.situation in situations]
    return (wanted or list(found))[:BEFORE_A_CALL]


def played(
    found: Sequence[Best], settings: Settings, play: Callable[[Clip], None]
) -> Iterator[Best]:
    """Play one after another; each is given out before it sounds.

    Args:
        found: what to play; a recording that is gone is passed over.
        settings: where the recordings lie.
        play: returns when the clip is over.

    Raises:
        DeviceError: there is no loudspeaker.
    """
    for best in found:
        try:
            clip = sound.read(settings.data_folder / best.turn.reply.recording)
        except SoundFileError:
            continue
        yield best
        play(clip)


def _best(line: Said, turns: Sequence[Turn]) -> Turn | None:
    saying = [(similarity(line.text, turn.reply.text), turn) for turn in turns]
    rated = [
        (turn.verdict.score if turn.verdict else 0, alike, turn.at, turn)
        for alike, turn in saying
        if alike >= FREELY
    ]
    return max(rated, key=lambda each: each[:3])[-1] if rated else None
