"""A call to rehearse, as it is written in a scenario file (scenarios/calls/*.yaml)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from voicecoach.domain.turn import Contact, Voice

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
Temper = Literal["warm", "neutral", "curt"]


class _Strict(BaseModel):
    """Unknown fields are mistakes; nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Persona(_Strict):
    """The contact.

    Attributes:
        name: as shown.
        say: as spoken, where the name would be read wrongly.
        role: who they are to the caller.
        voice, rate, pitch: as in ``Voice``.
    """

    name: Text
    say: str = ""
    role: Text
    company: str = ""
    temper: Temper = "neutral"
    voice: Text
    rate: int = Field(default=160, ge=80, le=300)
    pitch: int = Field(default=50, ge=0, le=99)

    def described(self) -> Contact:
        """For the record and the views."""
        return Contact(self.name, self.role, self.company, self.temper)

    @property
    def speaks(self) -> Voice:
        """How their lines are spoken."""
        return Voice(self.voice, self.rate, self.pitch)


class Condition(_Strict):
    """When a branch is taken; all that is given must hold.

    Attributes:
        any: one of these moves or slips was made.
        all: every one of them.
        none: not one of them.
        asked: whether the reply asked for something.
        score: at least this (0–100).
    """

    any: tuple[Key, ...] = ()
    all: tuple[Key, ...] = ()
    none: tuple[Key, ...] = ()
    asked: bool | None = None
    score: int | None = Field(default=None, ge=0, le=100)


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
    """

    reached: bool
    words: Text


class LineOf(_Strict):
    """One thing the contact can say.

    Attributes:
        situation: what the caller is in after it; none where the call ends.
        says: wordings; one is picked by the seed.
        answers: model answers; one is picked by the seed.
        next: tried in order, the last one has no condition.
        end: the call ends with this line.
    """

    situation: str = ""
    says: tuple[Text, ...] = Field(min_length=1)
    answers: tuple[Text, ...] = ()
    next: tuple[Branch, ...] = ()
    end: End | None = None


class Goal(_Strict):
    """What the caller wants to leave with.

    Attributes:
        words: for people.
        moves: the goal is also reached when one of these was made in the call, however it ended.
    """

    words: Text
    moves: tuple[Key, ...] = ()


class Scenario(_Strict):
    """The whole call.

    Attributes:
        key: as typed on the command line.
        teaches: keys of the advice (scenarios/advice.yaml).
        brief: whom the caller calls and why.
        facts: to know before the call.
        start: key of the first line.
        silence: key of the line for a caller who says nothing; said twice is a hang-up.
    """

    key: Key
    title: Text
    teaches: tuple[str, ...] = ()
    brief: Text
    facts: tuple[Text, ...] = ()
    contact: Persona
    goal: Goal
    start: Key
    silence: Key
    lines: dict[Key, LineOf]
