"""A call to rehearse, as it is written in a scenario file (scenarios/calls/*.yaml)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from voicecoach.domain.turn import Contact, Voice

MAX_CHARACTERS = 400
"""Of one line: at 160 words a minute it is half a minute of listening."""

Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_CHARACTERS)
]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
Temper = Literal["warm", "neutral", "curt"]
TEMPERS: tuple[Temper, ...] = ("warm", "neutral", "curt")
PACE: dict[Temper, float] = {"warm": 0.97, "neutral": 1.0, "curt": 1.08}
"""How much faster than the persona's own rate a line is spoken in that temper."""


def _several(value: Any) -> Any:
    """One value may be written without the brackets of a list."""
    return (value,) if isinstance(value, str) else value


Tempers = Annotated[
    tuple[Temper, ...],
    BeforeValidator(_several, json_schema_input_type=Temper | tuple[Temper, ...]),
    Field(min_length=1),
]


class _Strict(BaseModel):
    """Unknown fields are mistakes; nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Persona(_Strict):
    """The contact.

    Attributes:
        name: as shown.
        say: as spoken, where the name would be read wrongly.
        role: who they are to the caller.
        temper: one, or several of which the seed picks one.
        voice, rate, pitch: as in ``Voice``.
    """

    name: Text
    say: str = ""
    role: Text
    company: str = ""
    temper: Tempers = ("neutral",)
    voice: Text
    rate: int = Field(default=160, ge=80, le=300)
    pitch: int = Field(default=50, ge=0, le=99)

    def described(self, temper: Temper | None = None) -> Contact:
        """For the record and the views; without a temper the first one."""
        return Contact(self.name, self.role, self.company, temper or self.temper[0])

    def speaks(self, temper: Temper) -> Voice:
        """How their lines are spoken."""
        return Voice(self.voice, round(self.rate * PACE[temper]), self.pitch)


class Condition(_Strict):
    """When a branch is taken; all that is given must hold.

    Attributes:
        any: one of these moves or slips was made.
        all: every one of them.
        none: not one of them.
        asked: whether the reply asked for something.
        score: at least this (0–100).
        visits: this line was said at least so often in the call, the present time counted.
        temper: the contact's is one of these.
    """

    any: tuple[Key, ...] = ()
    all: tuple[Key, ...] = ()
    none: tuple[Key, ...] = ()
    asked: bool | None = None
    score: int | None = Field(default=None, ge=0, le=100)
    visits: int | None = Field(default=None, ge=1, le=12)
    temper: Annotated[
        tuple[Temper, ...],
        BeforeValidator(_several, json_schema_input_type=Temper | tuple[Temper, ...]),
    ] = ()


class Branch(_Strict):
    """Where the call goes from a line.

    Attributes:
        when: the condition; none: always.
        to: key of the next line.
    """

    when: Condition | None = None
    to: Key


class End(_Strict):
    """A line that ends the call.

    Attributes:
        reached: whether this ending is what the caller wanted.
        words: how it ended, for the caller.
        best, worst: the ending to aim at, and the one that harms; a test of the scenario.
    """

    reached: bool
    best: bool = False
    worst: bool = False
    words: Text


class LineOf(_Strict):
    """One thing the contact can say.

    Attributes:
        situation: what the caller is in after it; none where the call ends.
        says: wordings; one is picked by the seed.
        warm, curt: wordings in place of ``says`` for a contact of that temper.
        by: key in ``speakers`` of who says it, where it is not the contact.
        answers: model answers; one is picked by the seed.
        next: tried in order, the last one has no condition.
        end: the call ends with this line.
    """

    situation: str = ""
    says: tuple[Text, ...] = Field(min_length=1)
    warm: tuple[Text, ...] = ()
    curt: tuple[Text, ...] = ()
    by: Key | None = None
    answers: tuple[Text, ...] = ()
    next: tuple[Branch, ...] = ()
    end: End | None = None

    def wordings(self, temper: Temper) -> tuple[str, ...]:
        """What a contact of that temper may say here."""
        own: dict[Temper, tuple[str, ...]] = {"warm": self.warm, "curt": self.curt}
        return own.get(temper) or self.says

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that can be heard here: all wordings, then all model answers."""
        return (*self.says, *self.warm, *self.curt, *self.answers)


class Goal(_Strict):
    """What the caller wants to leave with.

    Attributes:
        words: for people.
        moves: the goal is also reached when these were made in the call, however it ended.
        count: how many of them it takes.
    """

    words: Text
    moves: tuple[Key, ...] = ()
    count: int = Field(default=1, ge=1, le=10)


class Scenario(_Strict):
    """The whole call.

    Attributes:
        key: as typed on the command line.
        group: what kind of call it is, for lists.
        teaches: keys of the advice (scenarios/advice.yaml).
        brief: whom the caller calls and why.
        facts: to know before the call.
        speakers: further people who speak in this call, by key.
        say: how words are spelled for the synthesizer that it would read wrongly.
        start: key of the first line.
        silence: key of the line for a caller who says nothing. If it has no branches, the call
            goes on from the line before it.
        hang_up: key of the ending for a caller who says nothing twice in a row; none: the last
            branches are followed to an ending.
        always: branches tried before those of every line.
    """

    key: Key
    title: Text
    group: str = ""
    teaches: tuple[str, ...] = ()
    brief: Text
    facts: tuple[Text, ...] = ()
    contact: Persona
    speakers: dict[Key, Persona] = Field(default_factory=dict)
    say: dict[Text, Text] = Field(default_factory=dict)
    goal: Goal
    start: Key
    silence: Key
    hang_up: Key | None = None
    always: tuple[Branch, ...] = ()
    lines: dict[Key, LineOf]

    def speaker(self, line: str) -> Persona:
        """Who says a line."""
        by = self.lines[line].by
        return self.contact if by is None else self.speakers[by]

    def passes_on(self, line: str) -> bool:
        """Whether the call goes on from the line before this one: an "are you there?"."""
        return line == self.silence and not self.lines[line].next and self.lines[line].end is None

    def branches(self, line: str) -> tuple[Branch, ...]:
        """Where the call can go from a line, in the order of trying; none at an ending."""
        if self.lines[line].end is not None:
            return ()
        return (*self.always, *self.lines[line].next)
