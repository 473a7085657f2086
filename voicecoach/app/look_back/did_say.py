"""Words that the caller did say count as their wording, and that one call is judged anew.

The shipped scorer learns nothing from it: the words are the caller's own and go with their data.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from voicecoach.app.look_back.looking_back import advice
from voicecoach.app.prepare.own_words import load_own_words, scorer_for
from voicecoach.domain.turn import Call, Turn
from voicecoach.errors import VoiceCoachError
from voicecoach.history.store import Store
from voicecoach.plan import own_phrasings
from voicecoach.plan.own_phrasings import Wording, known_move, load_wordings, wording
from voicecoach.practice.judging import judged
from voicecoach.scoring.text import fold


@dataclass(frozen=True, slots=True)
class Rescored:
    """What came of it.

    Attributes:
        call: with its new verdicts.
        changed: numbers of the turns whose score changed, with the score before and after.
        found: the move is found now (None: it was taken back).
        count: how often "I did say it" was said so far.
    """

    call: Call
    changed: tuple[tuple[int, int, int], ...]
    found: bool | None
    count: int


def did_say(store: Store, wanted: str, move: str, words: str = "", number: int = 0) -> Rescored:
    """Let words of a reply count as a move, from now on and in that call.

    Args:
        store: the history.
        wanted: "last", an id or its beginning.
        move: its key.
        words: as they stand in the reply; empty: all of it.
        number: of the turn; 0: the one that holds the words.

    Raises:
        VoiceCoachError: there is no such call, move or turn, or the words are not in it.
    """
    known_move(move, advice().moves)
    call = store.get(wanted)
    turn = _turn(call, words, number)
    text = words or turn.reply.text
    own_phrasings.add(store.folder, move, wording(text, call.id, turn.number))
    done = _rescored(store, call)
    now = [each for each in done.call.turns if each.number == turn.number]
    found = any(one.key == move for each in now if each.verdict for one in each.verdict.moves)
    return replace(done, found=found)


def take_back(store: Store, wanted: str) -> Rescored:
    """Forget the latest words that came from a call so, and judge it anew.

    Raises:
        VoiceCoachError: there is no such call, or nothing of it counts so.
    """
    call = store.get(wanted)
    theirs = counted(store, call.id)
    if not theirs:
        raise VoiceCoachError("Nothing in this call counts by your word.", "See: voicecoach review")
    move, latest = theirs[-1]
    own_phrasings.remove(store.folder, move, latest.text)
    return _rescored(store, call)


def counted(store: Store, call_id: str) -> list[tuple[str, Wording]]:
    """What came from a call so: move and words, the latest last."""
    return [
        (move, each)
        for move, texts in load_wordings(store.folder).items()
        for each in texts
        if each.call == call_id
    ]


def _turn(call: Call, words: str, number: int) -> Turn:
    """The latest try that holds the words."""
    inside = f" {fold(words)} "
    for turn in reversed(call.turns):
        there = not words or inside in f" {fold(turn.reply.text)} "
        if there and number in (0, turn.number):
            return turn
    if not words and not any(turn.number == number for turn in call.turns):
        raise VoiceCoachError(f"There is no turn {number}.", "Name one with --turn.")
    raise VoiceCoachError(
        f"The words {words!r} are not in what was heard.",
        "Give them as they stand in: voicecoach review",
    )


def _rescored(store: Store, call: Call) -> Rescored:
    scorer = scorer_for(load_own_words(store.folder))()
    turns, changed = [], []
    for turn in call.turns:
        if turn.verdict is None:
            turns.append(turn)
            continue
        verdict = judged(scorer, turn.line, turn.reply)
        turns.append(replace(turn, verdict=verdict))
        if verdict != turn.verdict:
            store.add_turn(call.id, turns[-1])
        if verdict.score != turn.verdict.score:
            changed.append((turn.number, turn.verdict.score, verdict.score))
    texts = [each for every in load_wordings(store.folder).values() for each in every]
    count = sum(each.said for each in texts)
    return Rescored(replace(call, turns=tuple(turns)), tuple(changed), None, count)
