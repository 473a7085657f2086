"""What the caller asked for on the command line, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from voicecoach.history.listing import Filters
from voicecoach.plan.phone_script import FIRST, Cue


@dataclass(frozen=True, slots=True)
class PracticeOptions:
    """How to hold one call.

    Attributes:
        scenario: key of a built-in scenario or path of a scenario file.
        typed: replies come from the keyboard and nothing sounds.
        heard: the contact of a typed call is heard all the same.
        replies: sound files in place of a microphone.
        voice: the contact's lines are spoken.
        plain: one line an event.
        mode: "coach" waits after each card, "real" runs on.
        ring: whether the telephone rings; None: as the settings say.
        seed: which wordings are picked; None: by chance.
        model: folder of the recognition model; None: the chosen or the built-in one.
        confirm: ask after each reply whether it was heard rightly, before it is scored.
        patience: how long a reply is waited for, in a word; None: as the settings say.
        press_to_talk: a key begins each reply and a key ends it; None: as the settings say.
        reliable: whether scores on what is heard are worth something (see the hearing check).
        listener: "second" re-hears each reply with the better listener, "vosk" does not.
        script: purpose of the phone script.
        cue: how much of it is shown; None: as in the latest call.
        best: the caller's own best answers are heard before the call.
        names: further ones that may be said in it.
        interrupts: the caller's voice cuts the contact short: a hearing check found that the
            microphone does not hear the loudspeaker.
    """

    scenario: str = "no-jobs"
    typed: bool = False
    heard: bool = False
    replies: tuple[Path, ...] = ()
    voice: bool = True
    plain: bool = False
    mode: Literal["coach", "real"] = "coach"
    ring: bool | None = None
    seed: int | None = None
    model: Path | None = None
    confirm: bool = False
    patience: str | None = None
    press_to_talk: bool | None = None
    reliable: bool = True
    listener: Literal["second", "vosk"] = "second"
    script: str = FIRST
    cue: Cue | None = None
    best: bool = True
    names: tuple[str, ...] = ()
    interrupts: bool = False


@dataclass(frozen=True, slots=True)
class DrillOptions:
    """How to hold one drill; what is None is as the mode says.

    Attributes:
        mode: its key, or "ladder" for the step that is next.
        minutes, cards, think, answer: limits (minutes, cards, s, s).
        moves: only objections for which the advice asks for one of these.
        timer: replies are timed.
        stretch: factor on all times, 1 to 10.
        sounds: tones say when it is the caller's turn and when the time is over.
        practice: how replies come in, voice, view.
    """

    mode: str = "daily"
    minutes: float | None = None
    cards: int | None = None
    moves: tuple[str, ...] = ()
    think: float | None = None
    answer: float | None = None
    timer: bool = True
    stretch: float = 1.0
    sounds: bool = True
    practice: PracticeOptions = field(default_factory=PracticeOptions)


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What to look at again.

    Attributes:
        call: "last", an id or its beginning.
        play: play the call.
        play_turn: play this turn only.
        compare: another call to set beside it.
        listed: list calls in place of one call.
        search: words to look for in all calls.
        json: print JSON.
        filters: which calls to list, in which order.
    """

    call: str = "last"
    play: bool = False
    play_turn: int | None = None
    compare: str = ""
    listed: bool = False
    search: str | None = None
    json: bool = False
    filters: Filters = field(default_factory=Filters)
