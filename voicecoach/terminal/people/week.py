"""Runs ``voicecoach week``: goals, progress, and the next call."""

from __future__ import annotations

import sys
from dataclasses import asdict

from voicecoach.app.people.network import Network
from voicecoach.plan.calls import Proposal, ranked
from voicecoach.plan.week import Week, week
from voicecoach.terminal.people.people import here
from voicecoach.terminal.people.people_text import next_lines, proposal_values, week_lines
from voicecoach.terminal.text.tables import say, say_json

DONE = 0
SHOWN = 3
"""Calls proposed."""


def run_week(*, as_json: bool) -> int:
    """Tell how far the week is; at a terminal Enter rehearses the next call.

    Returns:
        the exit code.

    Raises:
        VoiceCoachError: the history cannot be read.
    """
    network = here()
    circle = network.read()
    found = week(circle.by_id, circle.calls, network.book, network.today)
    worth = ranked(circle.calls, circle.by_id, network.book, network.today)
    if as_json:
        say_json(_values(found, worth))
        return DONE
    for line in [*week_lines(found, circle.by_id), "", *next_lines(worth[:SHOWN])]:
        say(line)
    if not worth:
        return DONE
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say(f"Rehearse the next one: voicecoach rehearse {worth[0].person.id}")
        return DONE
    return _rehearse_next(network, worth[0])


def _rehearse_next(network: Network, first: Proposal) -> int:
    say(f"Press Enter to rehearse the call to {first.person.name}; anything else leaves it.")
    if sys.stdin.readline() not in ("\n", "\r\n"):
        return DONE
    from voicecoach.app.parts.options import PracticeOptions
    from voicecoach.terminal.call.rehearse import run_rehearse  # speech: not for a look

    return run_rehearse([first.person.id], PracticeOptions(), waiting=False)


def _values(found: Week, worth: list[Proposal]) -> dict[str, object]:
    return {
        "monday": found.monday.isoformat(),
        "goals": [{**asdict(goal), "reached": goal.reached} for goal in found.goals],
        "new_people": list(found.met),
        "held": found.held,
        "next": [proposal_values(one) for one in worth[:SHOWN]],
    }
