"""What a call tells the world: the only thing views and the recorder see of it."""

from __future__ import annotations

from dataclasses import dataclass

from voicecoach.domain.turn import Call, Contact, ContactLine, Ended, Outcome, Reply, Turn, Verdict
from voicecoach.speech.audio import Block


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
    """

    line: ContactLine
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """How loud the caller is; the block is what the recorder keeps.

    Attributes:
        dbfs: RMS in dB below full scale.
        elapsed: s since the caller's turn.
    """

    dbfs: float
    elapsed: float
    speech: bool
    block: Block


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
    """A good answer is being played (or only shown)."""

    text: str


@dataclass(frozen=True, slots=True)
class Paused:
    """The call is held, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """The call goes on."""


@dataclass(frozen=True, slots=True)
class CallEnded:
    """It is over; ``call`` is the whole record."""

    outcome: Outcome
    call: Call


Event = (
    Ringing
    | ContactSpeaks
    | YourTurn
    | Level
    | Heard
    | ReplyEnded
    | ReplyGiven
    | NothingHeard
    | CheckHeard
    | Judged
    | TurnDone
    | Corrected
    | ModelAnswer
    | Paused
    | Resumed
    | CallEnded
)
