"""That is not what I said: the caller's own words in place of what was heard, judged anew."""

from __future__ import annotations

from dataclasses import dataclass, replace

from voicecoach.app.look_back.looking_back import advice
from voicecoach.app.parts import vocabulary
from voicecoach.app.prepare.own_words import OwnWords, load_own_words, scorer_for
from voicecoach.domain.turn import Call, Turn
from voicecoach.errors import VoiceCoachError
from voicecoach.history import edits
from voicecoach.history.store import Store
from voicecoach.practice.judging import Judge, can_be_corrected, corrected, judged

LONGEST = 5000
"""Characters of a reply."""


@dataclass(frozen=True, slots=True)
class PutRight:
    """What came of it.

    Attributes:
        call: its id.
        before, after: the turn.
    """

    call: str
    before: Turn
    after: Turn


class Judges:
    """The scorer of the caller's own words; loading one takes seconds, so the last is kept."""

    def __init__(self) -> None:
        self._of: OwnWords | None = None
        self._judge: Judge | None = None

    def of(self, store: Store) -> Judge:
        """The scorer as a history's words want it now.

        Raises:
            VoiceCoachError: a file of the caller's is malformed.
        """
        own = load_own_words(store.folder)
        if self._judge is None or own != self._of:
            self._of, self._judge = own, scorer_for(own)()
        return self._judge


def put_right(
    store: Store,
    wanted: str,
    number: int,
    text: str,
    attempt: int = 0,
    judges: Judges | None = None,
) -> PutRight:
    """Take other words for what was heard in a reply, and judge them.

    Words that stay keep their times; the record from before is kept.

    Args:
        store: the history.
        wanted: "last", an id or its beginning.
        number: of the turn.
        text: what was really said.
        attempt: which try; 0: the latest.
        judges: keeps the scorer for the next time.

    Raises:
        VoiceCoachError: there is no such reply, it was typed, or the words are none.
    """
    call = store.get(wanted)
    turn = _turn(call, number, attempt)
    if not can_be_corrected(turn.reply):
        raise VoiceCoachError("These words were not heard, so they were not misheard.")
    words = " ".join(text.replace("\0", " ").split())
    if not words:
        raise VoiceCoachError(
            "Without words nothing is left to score.",
            "A reply that was not yours: remove the call, see voicecoach data keep --help",
        )
    if len(words) > LONGEST:
        raise VoiceCoachError(f"These are {len(words):,} characters.", f"At most {LONGEST:,}.")
    reply = corrected(turn.reply, words)
    if reply == turn.reply:
        return PutRight(call.id, turn, turn)
    judge = (judges or Judges()).of(store)
    verdict = None if turn.verdict is None else judged(judge, turn.line, reply)
    after = replace(turn, reply=reply, verdict=verdict)
    edits.put(store, call.id, turn, after)
    known = advice()
    vocabulary.learn(store.folder, reply, [*known.moves, *known.slips])
    return PutRight(call.id, turn, after)


def undo(store: Store, wanted: str, number: int = 0, attempt: int = 0) -> PutRight:
    """Take the latest of it back: words and score are as they were.

    Args:
        store: the history.
        wanted: "last", an id or its beginning.
        number: of the turn; 0: the one that was put right latest.
        attempt: which try; 0: the latest.

    Raises:
        VoiceCoachError: there is no such call or turn, or nothing was put right in it.
    """
    call = store.get(wanted)
    turn = _turn(call, number, attempt) if number else None
    before, after = edits.undo(store, call.id, (turn.number, turn.attempt) if turn else None)
    return PutRight(call.id, before, after)


def _turn(call: Call, number: int, attempt: int) -> Turn:
    for turn in reversed(call.turns):
        if turn.number == number and attempt in (0, turn.attempt):
            return turn
    raise VoiceCoachError(f"There is no turn {number}.", "See which there are: voicecoach review")
