"""What a call tells the world: the only thing views and the recorder see of it."""

from __future__ import annotations

from dataclasses import dataclass

from voicecoach.domain.turn import Call, Contact, ContactLine, Ended, Outcome, Reply, Turn, Verdict
from voicecoach.practice.drill_events import Answered as Answered
from voicecoach.practice.drill_events import Asked as Asked
from voicecoach.practice.drill_events import CardBegins as CardBegins
from voicecoach.practice.drill_events import Countdown as Countdown
from voicecoach.practice.drill_events import DrillBegins as DrillBegins
from voicecoach.practice.drill_events import DrillEnded as DrillEnded
from voicecoach.practice.drill_events import Graded as Graded
from voicecoach.practice.drill_events import NotGraded as NotGraded
from voicecoach.practice.drill_events import Question as Question
from voicecoach.practice.own_word_events import Counted as Counted
from voicecoach.practice.own_word_events import NotCounted as NotCounted
from voicecoach.practice.own_word_events import WhichMove as WhichMove
from voicecoach.practice.own_word_events import WhichWords as WhichWords
from voicecoach.speech.sound.audio import Block


@dataclass(frozen=True, slots=True)
class Ringing:
    """The telephone rings at the other end."""

    contact: Contact


@dataclass(frozen=True, slots=True)
class ContactSpeaks:
    """The contact begins to say a line (or repeats it)."""

    line: ContactLine
    again: bool = False


@dataclass(frozen=True, slots=True)
class YourTurn:
    """The caller can speak now: sound is flowing.

    Attributes:
        typed: the reply is expected from the keyboard.
        key: the reply begins with a key; the same without it follows when it was pressed.
    """

    line: ContactLine
    typed: bool = False
    key: bool = False


@dataclass(frozen=True, slots=True)
class WentOn:
    """The last reply was not over: it goes on, and its sound so far comes once more."""

    line: ContactLine


@dataclass(frozen=True, slots=True)
class NotOver:
    """Instead of a reply: the one before it goes on. The contact is silent by now."""


@dataclass(frozen=True, slots=True)
class WaitsLonger:
    """The caller was cut off before, so every pause may be longer from now on.

    Attributes:
        why: a sentence for the caller.
    """

    why: str


@dataclass(frozen=True, slots=True)
class Level:
    """How loud the caller is; the block is what the recorder keeps.

    Attributes:
        dbfs: RMS in dB below full scale.
        elapsed: s since the caller's turn.
        muted: exact digital silence for a while.
    """

    dbfs: float
    elapsed: float
    speech: bool
    block: Block
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """The words so far."""

    partial: str


@dataclass(frozen=True, slots=True)
class ReplyEnded:
    """The reply is over, and why."""

    ended: Ended


@dataclass(frozen=True, slots=True)
class ReplyGiven:
    """The whole reply; the last event of a caller's ``reply``."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class NothingHeard:
    """No words were understood; the reply can be given again or typed.

    Attributes:
        why: a sentence for the caller.
    """

    why: str


@dataclass(frozen=True, slots=True)
class CheckHeard:
    """Is this what you said? It can be corrected before it is judged (again).

    Attributes:
        reply: as it was heard.
        suggestion: the text to correct: what was heard, names put right by their sound.
    """

    reply: Reply
    suggestion: str


@dataclass(frozen=True, slots=True)
class Judged:
    """How the reply was judged."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class TurnDone:
    """A finished turn: the recorder keeps it, then the views show it.

    Attributes:
        waits: the call waits for an order (say again, model answer, next).
    """

    turn: Turn
    waits: bool


@dataclass(frozen=True, slots=True)
class Corrected:
    """A finished turn was heard better later, or put right by the caller, and judged anew.

    Attributes:
        waits: its card is shown and waits for an order.
    """

    turn: Turn
    waits: bool = False


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """A good answer is being played (or only shown).

    Attributes:
        own: it is the caller's own best recording, with this score; None: it is not.
    """

    text: str
    own: int | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """The call is held, and why.

    Attributes:
        why: a sentence or two.
        lost: a sound device is gone: the call goes on by itself when it is back, or with typed
            replies.
    """

    why: str
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Resumed:
    """The call goes on."""


@dataclass(frozen=True, slots=True)
class HungUp:
    """The caller hung up; the next order ends the call or takes that back."""


@dataclass(frozen=True, slots=True)
class CallEnded:
    """It is over; ``call`` is the whole record."""

    outcome: Outcome
    call: Call


@dataclass(frozen=True, slots=True)
class Waited:
    """A typed reply is still waited for."""


Event = (
    Ringing
    | ContactSpeaks
    | YourTurn
    | WentOn
    | NotOver
    | WaitsLonger
    | Level
    | Heard
    | ReplyEnded
    | ReplyGiven
    | NothingHeard
    | CheckHeard
    | WhichMove
    | WhichWords
    | Counted
    | NotCounted
    | Judged
    | TurnDone
    | Corrected
    | ModelAnswer
    | Paused
    | Resumed
    | HungUp
    | CallEnded
    | DrillBegins
    | CardBegins
    | Countdown
    | Waited
    | Asked
    | Answered
    | Graded
    | NotGraded
    | DrillEnded
)
