"""THE record: what was said in a call and how it was judged.

One codec (``encode`` and ``decode``) serves store, export, import and page. All records are
immutable; text positions count characters, times are s unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Literal

from voicecoach.domain.transcript import Transcript

Source = Literal["spoken", "file", "typed", "simulated"]
EndCode = Literal["pause", "no-words", "too-long", "key", "typed", "sound-ended", "hung-up"]
Band = Literal["ends it", "weak", "acceptable", "good", "excellent"]


@dataclass(frozen=True, slots=True)
class Voice:
    """How a line is spoken.

    Attributes:
        name: synthesizer voice with its variant, e.g. ``gmw/en-us+f2``.
        rate: words a minute.
        pitch: 0–99, 50 is the voice's own.
    """

    name: str
    rate: int = 160
    pitch: int = 50


@dataclass(frozen=True, slots=True)
class Contact:
    """The simulated person on the other end."""

    name: str
    role: str
    company: str = ""
    temper: str = "neutral"


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One thing the contact says.

    Attributes:
        key: of the line in its scenario.
        text: as shown.
        say: as spoken (spelled for the synthesizer); empty: as ``text``.
        situation: key of the situation the caller is in after it; empty where no reply is due.
        model_answer: one good answer, in the program's words; may be empty.
        ends: True if the call ends with this line.
        speaker: who says it, where it is not the person who was called; may be empty.
    """

    key: str
    text: str
    voice: Voice
    say: str = ""
    situation: str = ""
    model_answer: str = ""
    ends: bool = False
    speaker: str = ""

    @property
    def spoken(self) -> str:
        """What the synthesizer is given."""
        return self.say or self.text


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a reply: ``reply.text[start:end] == text``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A move or slip found in a reply.

    Attributes:
        key: of the move or slip.
        confidence: 0–1.
        evidence: the words that earned it.
        phrasing: the closest recommended phrasing (empty where there is none).
        similarity: rapidfuzz similarity of evidence and phrasing, 0–100.
    """

    key: str
    confidence: float
    evidence: Span
    phrasing: str = ""
    similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class Tip:
    """The one most useful next thing.

    Attributes:
        text: a sentence for the caller.
        key: the move (or slip) it is about.
        phrasing: one wording to try; may be empty.
    """

    text: str
    key: str = ""
    phrasing: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one reply was judged.

    Attributes:
        score: 0–100.
        band: the score in words.
        asked: whether the caller asked for something that opens a door.
        moves, slips: what was found, in the order of the words.
        missing: keys of the moves the advice prescribes here and that were not made.
        tip: None where there is nothing to add.
    """

    score: int
    band: Band
    asked: bool = False
    moves: tuple[Finding, ...] = ()
    slips: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    tip: Tip | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """Why a reply was over.

    Attributes:
        code: stable, for programs.
        reason: in words, for people, e.g. "1.5 s of quiet after your last word".
        at: s from the moment the caller could speak to the decision.
    """

    code: EndCode
    reason: str
    at: float = 0.0

    @property
    def hung_up(self) -> bool:
        """Whether the caller hung up in place of a reply."""
        return self.code == "hung-up"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the caller said back.

    Attributes:
        text: what is scored and shown.
        source: how it came in.
        ended: why it was over.
        transcript: what was heard, with word times, as it is scored; None for typed replies.
        hearings: what each listener heard, the live one first.
        duration: s of sound from the caller's turn to the decision.
        hesitation: s from the caller's turn to the first speech; None if unknown.
        recording: file of the caller's sound, relative to the data folder; empty if none.
    """

    text: str
    source: Source
    ended: Ended
    transcript: Transcript | None = None
    hearings: tuple[Transcript, ...] = ()
    duration: float = 0.0
    hesitation: float | None = None
    recording: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One contact line and the reply to it.

    Attributes:
        number: counts the contact's lines that were answered, from 1.
        attempt: 1 for the first try, more for "say it again now".
        at: when the reply was over, with its zone's offset.
    """

    number: int
    attempt: int
    line: ContactLine
    reply: Reply
    verdict: Verdict | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended.

    Attributes:
        reached: whether the scenario's goal was reached.
        ending: key of the contact's last line; empty if the caller hung up.
        words: the same for people.
    """

    reached: bool
    ending: str
    words: str


@dataclass(frozen=True, slots=True)
class Call:
    """One session: a rehearsal from the first line to the hang-up.

    Attributes:
        id: unique, sorts by time.
        scenario: key of the scenario; ``title`` is its title.
        mode: how the call was held.
        seed: which wordings were picked; with it a call can be replayed.
        heard_by: which recognition model heard it; empty for typed calls.
        program: version of voicecoach that wrote it.
        reliable: False where the hearing check understood too little: such a call is kept, but
            moves neither progress nor the deck.
        consent: what the caller said yes to when the recording of another person was imported;
            empty where nobody else's voice was in it.
    """

    id: str
    scenario: str
    title: str
    contact: Contact
    mode: Literal["coach", "real"]
    seed: int
    began: datetime
    ended: datetime | None = None
    heard_by: str = ""
    program: str = ""
    reliable: bool = True
    consent: str = ""
    turns: tuple[Turn, ...] = field(default=())
    outcome: Outcome | None = None


def encode(call: Call) -> dict[str, Any]:
    """The call as plain JSON values; ``decode`` gives the same call back."""
    plain: dict[str, Any] = _codec(Call).dump_python(call, mode="json")
    return plain


def decode(plain: object) -> Call:
    """The call that ``encode`` wrote.

    Raises:
        pydantic.ValidationError: not such a record.
    """
    call: Call = _codec(Call).validate_python(plain)
    return call


def encode_turn(turn: Turn) -> dict[str, Any]:
    """One turn as it stands in ``encode(call)["turns"]``."""
    plain: dict[str, Any] = _codec(Turn).dump_python(turn, mode="json")
    return plain


def decode_turn(plain: object) -> Turn:
    """The turn that ``encode_turn`` wrote.

    Raises:
        pydantic.ValidationError: not such a record.
    """
    turn: Turn = _codec(Turn).validate_python(plain)
    return turn


@cache
def _codec(type_: type) -> Any:
    from pydantic import TypeAdapter  # lazy: `--help` should not pay for it

    return TypeAdapter(type_)
