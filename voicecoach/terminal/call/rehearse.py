"""Runs ``voicecoach rehearse``: the calls to real people, one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from voicecoach import settings as settings_module
from voicecoach.app.parts.closing import forget_earlier
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.app.people.network import Circle, Network
from voicecoach.app.people.person_calls import build
from voicecoach.errors import VoiceCoachError
from voicecoach.plan.calls import ranked
from voicecoach.plan.people import Person, find
from voicecoach.terminal.call.line_reader import Keyboard
from voicecoach.terminal.call.run import run_practice
from voicecoach.terminal.text.out import put

DONE = 0


def run_rehearse(who: Sequence[str], options: PracticeOptions, *, waiting: bool) -> int:
    """Rehearse the calls to some people.

    Args:
        who: names or ids; none: the one most worth calling.
        options: how to hold a call.
        waiting: everybody the caller waits on, in place of ``who``.

    Returns:
        the exit code: of the first call that was broken off, and no further one is held then.

    Raises:
        VoiceCoachError: there is nobody to call, or a call cannot be built or held.
    """
    network = Network(settings_module.load())
    circle = network.read()
    people = _wanted(network, circle, who, waiting=waiting)
    keyboard = Keyboard()
    for number, person in enumerate(people, start=1):
        if len(people) > 1:
            put(f"Call {number} of {len(people)}: {person.name}")
        with TemporaryDirectory(prefix="voicecoach-") as folder:
            about = network.book.waiting if waiting else ""
            built = build(network, circle, person, Path(folder), about)
            for note in built.notes:
                put(f"Note: {note}")
            status = run_practice(
                replace(options, scenario=str(built.path), names=built.names), keyboard
            )
        if status:
            return status
        forget_earlier()
    for person in people:
        put(f"Called for real? Say what came of it: voicecoach calls done {person.id}")
    return DONE


def save_calls(who: Sequence[str], folder: Path) -> None:
    """Write the calls as scenario files that can be changed and played, and say where.

    Raises:
        VoiceCoachError: there is nobody to call, or a file is there already.
    """
    network = Network(settings_module.load())
    circle = network.read()
    for person in _wanted(network, circle, who, waiting=False):
        built = build(network, circle, person, folder)
        put(f"Written: {built.path}")
        put(f"Next: voicecoach practice {built.path}")


def _wanted(network: Network, circle: Circle, who: Sequence[str], *, waiting: bool) -> list[Person]:
    if who and not waiting:
        return [find(circle.people, one) for one in who]
    worth = ranked(circle.calls, circle.by_id, network.book, network.today)
    if waiting:
        worth = [one for one in worth if one.call.about == network.book.waiting]
    people = list({one.person.id: one.person for one in worth}.values())
    if not people:
        what = "You wait on nobody." if waiting else "There is no call to rehearse."
        raise VoiceCoachError(what, 'Plan one: voicecoach calls add "Dana Price"')
    return people if waiting else people[:1]
