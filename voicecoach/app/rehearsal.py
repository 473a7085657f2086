"""One rehearsal put together from real parts: who answers, over which line, heard by whom."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import voicecoach
from voicecoach.app.options import PracticeOptions
from voicecoach.app.recorder import FileRecorder
from voicecoach.app.talk import ScenarioTalk
from voicecoach.dialogue import loader
from voicecoach.dialogue.scenario import Scenario
from voicecoach.domain.turn import Call, Voice
from voicecoach.practice.callers import Caller
from voicecoach.practice.commands import Commands
from voicecoach.practice.events import Event
from voicecoach.practice.session import Judge, Parts, rehearse

MODEL_ANSWER_VOICE = Voice("gmw/en-us+m7", rate=165)
"""A voice of its own, so that nobody takes the good answer for the contact."""


@dataclass(slots=True)
class Rehearsal:
    """A call ready to be held.

    Attributes:
        scenario: what is rehearsed.
        call: the header of its record.
        notes: sentences to tell the caller before it begins.
        closers: give back devices and processes, last opened first.
    """

    scenario: Scenario
    call: Call
    caller: Caller
    judge: Judge
    recorder: FileRecorder
    notes: list[str] = field(default_factory=list)
    closers: list[Callable[[], None]] = field(default_factory=list)

    def events(self, commands: Commands) -> Iterator[Event]:
        """Hold the call: each event is kept before it is passed on."""
        talk = ScenarioTalk(self.scenario, self.call.seed, {})
        parts = Parts(talk, self.caller, self.judge, commands, now)
        for event in rehearse(self.call, parts):
            yield self.recorder.keep(event)

    def close(self) -> None:
        """Give everything back."""
        while self.closers:
            self.closers.pop()()


def now() -> datetime:
    """This moment with the zone's offset."""
    return datetime.now().astimezone()


def find_scenario(wanted: str) -> Scenario:
    """A scenario file's or a built-in scenario's content.

    Raises:
        DataFileError: there is none of that name, or it is malformed.
    """
    path = Path(wanted)
    return loader.load(path) if path.suffix in (".yaml", ".yml") else loader.load_builtin(wanted)


def header(scenario: Scenario, options: PracticeOptions, heard_by: str) -> Call:
    """The record of a call that has not begun."""
    began = now()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(2**31)
    return Call(
        id=f"{began:%Y%m%d-%H%M%S}-{seed % 0x10000:04x}",
        scenario=scenario.key,
        title=scenario.title,
        contact=scenario.contact.described(),
        mode=options.mode,
        seed=seed,
        began=began,
        heard_by=heard_by,
        program=voicecoach.__version__,
    )
