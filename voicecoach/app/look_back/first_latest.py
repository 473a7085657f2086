"""Your first and your latest answer to the same no, back to back."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.app.drills.deck import Desk
from voicecoach.app.look_back import looking_back
from voicecoach.domain.turn import Turn
from voicecoach.errors import VoiceCoachError
from voicecoach.review.report import TurnView


def pair(desk: Desk, card: str) -> tuple[Turn, Turn]:
    """The first and the latest recorded answer on a card.

    Args:
        desk: the deck.
        card: key of the card; empty: the one practised latest that has two recordings.

    Raises:
        VoiceCoachError: there are no two recordings of it.
        StorageError: the history cannot be read.
    """
    log, _ = desk.read()
    wanted = [card] if card else list(dict.fromkeys(one.card for one in reversed(log)))
    store = desk.open() if log else None
    try:
        for key in wanted if store else ():
            found = store.recorded(key) if store else ()
            if len(found) > 1:
                return found[0], found[-1]
    finally:
        if store is not None:
            store.close()
    raise VoiceCoachError(
        f"There are no two recordings of {card or 'the same card'} yet.",
        "Answer it aloud in two drills: voicecoach drill",
    )


def shown(desk: Desk, card: str) -> list[TurnView]:
    """The pair as it is shown.

    Raises:
        VoiceCoachError: there are no two recordings of it.
        StorageError: the history cannot be read.
    """
    found = []
    turns = pair(desk, card)
    with looking_back.history(desk.settings) as store:
        for turn in turns:
            call = turn.reply.recording.split("/")[1]
            report = looking_back.report(store, call, desk.settings.mask)
            place = turn.number, turn.attempt
            found += [one for one in report.turns if (one.number, one.attempt) == place]
    return found


def played(desk: Desk, turns: tuple[Turn, ...]) -> Iterator[Turn]:
    """Play one after another; each is given out before it sounds, so that it can be shown.

    Raises:
        SoundFileError: a recording is missing or cannot be read.
        DeviceError: there is no loudspeaker.
    """
    from voicecoach.app.parts.playing import Player
    from voicecoach.history import sound

    with Player(desk.settings) as player:
        for turn in turns:
            yield turn
            player.play(sound.read(desk.settings.data_folder / turn.reply.recording))
