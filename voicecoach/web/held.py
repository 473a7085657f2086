"""What is held over the line: a call or a drill, with everything the page needs of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from voicecoach.app.drills.drilling import Drill
from voicecoach.app.parts.options import DrillOptions, PracticeOptions
from voicecoach.app.prepare.cueing import card_of, told
from voicecoach.app.rehearse.rehearsal import Rehearsal
from voicecoach.errors import VoiceCoachError
from voicecoach.practice.commands import Commands
from voicecoach.practice.events import Event
from voicecoach.settings import Settings
from voicecoach.speech.line.line import Line
from voicecoach.web.drill_wire import DrillWire
from voicecoach.web.wire import Wire

Wanted = PracticeOptions | DrillOptions
BROWSER = "the browser's microphone"
"""As which the hearing check knows it."""


@dataclass(frozen=True, slots=True)
class Held:
    """A call or drill that is ready.

    Attributes:
        brief: its title, then what to know before it begins.
        cue: lines of the cue card.
        wire: tells the page.
        events: holds it.
        close: gives everything back, whatever thread calls it.
        trouble: what could not be kept; None: all was.
    """

    brief: list[str]
    cue: list[str]
    wire: Wire
    events: Callable[[Commands], Iterator[Event]]
    close: Callable[[], None]
    trouble: Callable[[], VoiceCoachError | None]


class Make(Protocol):
    """Builds a rehearsal."""

    def __call__(
        self, options: PracticeOptions, settings: Settings, line: Line | None
    ) -> Rehearsal:
        """See ``make_rehearsal``."""


def make_spoken_or_typed(
    options: PracticeOptions, settings: Settings, line: Line | None = None
) -> Rehearsal:
    """A rehearsal on this machine's devices or a line; speech and scoring are loaded only now.

    Raises:
        VoiceCoachError: it cannot be held; see ``make_rehearsal``.
    """
    from voicecoach.app.rehearse.rehearsal import make_rehearsal

    return make_rehearsal(_trusted(options, settings, line), settings, line)


def _trusted(options: PracticeOptions, settings: Settings, line: Line | None) -> PracticeOptions:
    if options.typed:
        return options
    from voicecoach.app.rehearse.hearing_check import trusted

    heard_by = settings if line is None else replace(settings, input_device=BROWSER)
    return trusted(options, heard_by)


def make_held(wanted: Wanted, settings: Settings, line: Line | None, make: Make) -> Held:
    """Build what the page asked for.

    Args:
        wanted: a call or a drill.
        settings: devices, voice, folders.
        line: over which; None: this machine's devices.
        make: builds rehearsals.

    Raises:
        NoDeviceError: there is no microphone.
        VoiceCoachError: it cannot be held.
    """
    if isinstance(wanted, PracticeOptions):
        return _rehearsed(make(wanted, settings, line))
    from voicecoach.app.drills.drilling import check_mode, make_drill

    check_mode(wanted, settings)
    practice = _trusted(wanted.practice, settings, line)
    drill = make_drill(replace(wanted, practice=practice), settings, asks=True, line=line)
    return _drilled(drill, typed=practice.typed)


def _rehearsed(rehearsal: Rehearsal) -> Held:
    return Held(
        brief=rehearsal.brief,
        cue=told(card_of(rehearsal.own, rehearsal.vocabulary, None).shown),
        wire=Wire(rehearsal.call, rehearsal.advice),
        events=rehearsal.events,
        close=rehearsal.close,
        trouble=lambda: rehearsal.recorder.trouble,
    )


def _drilled(drill: Drill, *, typed: bool) -> Held:
    return Held(
        brief=[drill.mode.name, drill.mode.help, *drill.notes, *drill.recorder.warnings],
        cue=[],
        wire=DrillWire(drill.call, drill.advice, None if typed else drill.plan.limits),
        events=lambda commands: drill.events(commands, waits=True),
        close=drill.close,
        trouble=lambda: drill.trouble,
    )
