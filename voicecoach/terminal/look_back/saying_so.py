"""Words that the caller did say, and that taken back, in a terminal."""

from __future__ import annotations

from voicecoach import settings as settings_module
from voicecoach.app.look_back import looking_back
from voicecoach.app.look_back.did_say import did_say, take_back
from voicecoach.errors import VoiceCoachError
from voicecoach.terminal.text.tables import say


def run_said(call: str, move: str, words: str, turn: int) -> None:
    """Let words count as a move, or take that back where no move is named.

    Args:
        call: "last", an id or its beginning.
        move: key of the move; empty: take the latest back.
        words: as they stand in the reply.
        turn: its number; 0: the one that holds the words.

    Raises:
        VoiceCoachError: there is no such call, move or turn, or the words are not in it.
    """
    if move and not words and not turn:
        raise VoiceCoachError("Which words?", 'Give --words "..." or --turn NUMBER.')
    settings = settings_module.load()
    with looking_back.history(settings) as store:
        done = did_say(store, call, move, words, turn) if move else take_back(store, call)
    for number, before, after in done.changed:
        say(f"Turn {number}: {before} -> {after}")
    if done.found is None:
        say("Taken back; the call was judged without it.")
        return
    name = looking_back.advice().moves[move].name
    if done.found:
        say(f"It counts as: {name}, here and from now on.")
    else:
        say(f"It is kept as: {name}, but here it is denied or told of somebody else.")
    say(f'You said "I did say it" {done.count} times. Take it back: --undo-said')
