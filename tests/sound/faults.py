"""What can happen to sound devices in a call, when, and what a call does then: one table.

Used by ``benchmarks.faults``.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.sound.program import Program
from tests.virtual_card.card import VirtualCard

FLAG = "VOICECOACH_TEST_FAULT"
FAULTY = Path(__file__).with_name("faulty")
START, CONTACT, CALLER, BETWEEN = STATES = (
    "at start",
    "contact speaks",
    "caller speaks",
    "between",
)
HELD = "The call waits"
MUTED = "exact silence"
JOINED = "joined the two"
OFFERED = "Choose: 1 type your replies"
ASLEEP = 4.0
"""s; longer than any hesitation in these calls."""


@dataclass(slots=True)
class Scene:
    """A call that a fault happens to; ``program`` is None where it happens before it begins."""

    card: VirtualCard
    folder: Path
    program: Program | None = None

    @property
    def flag(self) -> Path:
        """What the program's PortAudio is told to answer."""
        return self.folder / "fault"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can happen.

    Attributes:
        name: as people call it.
        breaks: makes it happen.
        mends: ends it; None: it is over by itself.
        told: what the program says of it by state ("": nothing, the call just goes on).
        early: it can be there before the program starts.
        faulty: needs what is in ``faulty``.
    """

    name: str
    breaks: Callable[[Scene], None]
    mends: Callable[[Scene], None] | None
    told: dict[str, str]
    early: bool = False
    faulty: bool = False


def told(start: str, contact: str, caller: str, between: str) -> dict[str, str]:
    return dict(zip(STATES, (start, contact, caller, between), strict=True))


ALWAYS = told(HELD, HELD, HELD, HELD)


def _sleep(scene: Scene) -> None:
    """Everything stands still, as in a laptop that is closed."""
    assert scene.program is not None
    scene.card.freeze()
    scene.program.process.send_signal(signal.SIGSTOP)
    time.sleep(ASLEEP)
    scene.card.thaw()
    scene.program.process.send_signal(signal.SIGCONT)


def _restart(scene: Scene) -> None:
    scene.card.start()


def _change_rate(scene: Scene) -> None:
    """H-15: a wireless headset that goes over to its telephone profile once it is recorded from."""
    scene.flag.write_text("rate")
    scene.card.cut_streams()


def _take_away(scene: Scene) -> None:
    scene.flag.write_text("busy")
    scene.card.cut_streams()
    scene.card.cut_streams("sink-input")


def _give_back(scene: Scene) -> None:
    scene.flag.unlink()


FAULTS = (
    Fault("stream cut", lambda scene: scene.card.cut_streams(), None, ALWAYS),
    Fault(
        "server dies",
        lambda scene: scene.card.crash(),
        _restart,
        told(OFFERED, HELD, HELD, HELD),
        early=True,
    ),
    Fault(
        "server frozen",
        lambda scene: scene.card.freeze(),
        lambda scene: scene.card.thaw(),
        told(OFFERED, HELD, HELD, HELD),
        early=True,
    ),
    Fault(
        "microphone suspended",
        lambda scene: scene.card.suspend_mic(),
        lambda scene: scene.card.suspend_mic(False),
        ALWAYS,
        early=True,
    ),
    Fault(
        "microphone rerouted",
        lambda scene: scene.card.unplug_mic(),
        lambda scene: scene.card.plug_mic(),
        told(JOINED, JOINED, JOINED, JOINED),
        early=True,
    ),
    Fault(
        "microphone muted",
        lambda scene: scene.card.mute_mic(),
        lambda scene: scene.card.mute_mic(False),
        told(MUTED, MUTED, MUTED, MUTED),
        early=True,
    ),
    Fault(
        "loudspeaker cut",
        lambda scene: scene.card.cut_streams("sink-input"),
        None,
        told(HELD, HELD, "", ""),
    ),
    Fault(
        "loudspeaker gone",
        lambda scene: scene.card.unplug_speaker(),
        lambda scene: scene.card.plug_speaker(),
        told(JOINED, JOINED, JOINED, JOINED),
        early=True,
    ),
    Fault("headset changes rate", _change_rate, None, ALWAYS, faulty=True),
    Fault("asleep", _sleep, None, told("", "", "", "")),
    Fault("device busy", _take_away, _give_back, ALWAYS, faulty=True),
)


def of_today(number: int, day: int) -> str:
    """The state in which a fault is tried on a day, so that each has its turn.

    Args:
        number: of the fault.
        day: counted from anywhere.
    """
    return STATES[(number + day) % len(STATES)]
