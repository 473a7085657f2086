"""What is held over the line: a call or a drill, with everything the page needs of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from voicecoach.app.drills.drilling import Drill
from voicecoach.app.parts.closing import forget_earlier
from voicecoach.app.parts.options import DrillOptions, PracticeOptions
from voicecoach.app.people.network import Network
from voicecoach.app.prepare.cueing import card_of, told
from voicecoach.app.rehearse.rehearsal import Rehearsal
from voicecoach.errors import VoiceCoachError
from voicecoach.practice.commands import Commands
from voicecoach.practice.events import Event
from voicecoach.settings import Settings
from voicecoach.speech.line.line import Line
from voicecoach.web.drill_wire import DrillWire
from voicecoach.web.wire import Wire


@dataclass(frozen=True, slots=True)
class ToPerson:
    """The call to somebody of the network is wanted.

    Attributes:
        person: the id.
        practice: how to hold it.
    """

    person: str
    practice: PracticeOptions = field(default_factory=PracticeOptions)


Wanted = PracticeOptions | DrillOptions | ToPerson
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

    forget_earlier()
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
    if isinstance(wanted, ToPerson):
        return _to_person(wanted, settings, line, make)
    from voicecoach.app.drills.drilling import check_mode, make_drill

    check_mode(wanted, settings)
    practice = _trusted(wanted.practice, settings, line)
    drill = make_drill(replace(wanted, practice=practice), settings, asks=True, line=line)
    return _drilled(drill, typed=practice.typed)


def _to_person(wanted: ToPerson, settings: Settings, line: Line | None, make: Make) -> Held:
    from voicecoach.app.people.person_calls import build

    network = Network(settings)
    circle = network.read()
    who = circle.by_id.get(wanted.person)
    if who is None:
        raise VoiceCoachError("There is nobody of that name.", "Choose from your network.")
    with TemporaryDirectory(prefix="voicecoach-") as folder:
        built = build(network, circle, who, Path(folder))
        names = tuple(built.names)
        practice = replace(wanted.practice, scenario=str(built.path), names=names)
        held = _rehearsed(make(practice, settings, line))
    return replace(held, brief=[*held.brief, *(f"Note: {note}" for note in built.notes)])


def _rehearsed(rehearsal: Rehearsal) -> Held:
    rehearsal.takes_back = True
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
        wire=DrillWire(drill.call, drill.advice, drill.plan.limits, typed=typed),
        events=lambda commands: drill.events(commands, waits=True),
        close=drill.close,
        trouble=lambda: drill.trouble,
    )
