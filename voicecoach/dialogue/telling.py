"""Scenarios, reports and coverage in lines of text, and as plain values for ``--json``. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from voicecoach.dialogue.checking import Report
from voicecoach.dialogue.coverage import Covered
from voicecoach.dialogue.lengths import Length
from voicecoach.dialogue.scenario import Branch, Condition, Scenario
from voicecoach.dialogue.teaching import Teaching


def list_lines(scenarios: Iterable[Scenario]) -> Iterator[str]:
    """One line a scenario, under the name of its group."""
    ordered = sorted(scenarios, key=lambda scenario: (scenario.group, scenario.key))
    wide = max((len(scenario.key) for scenario in ordered), default=0)
    for group, members in groupby(ordered, key=lambda scenario: scenario.group):
        yield f"{group or 'others'}:"
        for scenario in members:
            yield f"  {scenario.key:<{wide}}  {scenario.title}"


def list_values(scenarios: Iterable[Scenario]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        scenario.model_dump(include={"key", "title", "group", "teaches", "brief"}, mode="json")
        for scenario in scenarios
    ]


def show_lines(scenario: Scenario) -> Iterator[str]:
    """What there is to know before the call, and what the contact can say."""
    contact = scenario.contact
    at = f", {contact.company}" if contact.company else ""
    yield f"{scenario.key}: {scenario.title}"
    yield scenario.brief
    yield from (f"- {fact}" for fact in scenario.facts)
    yield f"You call: {contact.name} ({contact.role}{at}), {' or '.join(contact.temper)}"
    yield f"Goal: {scenario.goal.words}"
    if scenario.teaches:
        yield f"Practises: {', '.join(scenario.teaches)}"
    for key, line in scenario.lines.items():
        yield ""
        yield f"{key} ({line.situation or _ending(scenario, key)}):"
        yield from (f"  {text}" for text in line.says)
        yield from (f"  a good answer: {text}" for text in line.answers)
        yield from (f"  -> {branch.to}{_when(branch)}" for branch in line.next)


def _ending(scenario: Scenario, key: str) -> str:
    end = scenario.lines[key].end
    if end is None:
        return "then the call goes on"
    return "the end, goal reached" if end.reached else "the end"


def _when(branch: Branch) -> str:
    return f" if {_condition(branch.when)}" if branch.when else ""


def _condition(when: Condition) -> str:
    parts = [
        " or ".join(when.any),
        " and ".join(when.all),
        "not " + " or ".join(when.none) if when.none else "",
        "" if when.asked is None else ("asked" if when.asked else "nothing asked"),
        "" if when.score is None else f"{when.score} points",
        "" if when.visits is None else f"said {when.visits} times",
        " or ".join(when.temper),
    ]
    return "; ".join(part for part in parts if part)


def check_lines(reports: Sequence[Report]) -> Iterator[str]:
    """Every problem, then one line a scenario that can be played, then the sum."""
    for report in reports:
        yield from (str(problem) for problem in report.problems)
        if report.scenario is not None and report.length is not None and report.playable:
            lines = len(report.scenario.lines)
            yield f"{report.file}: {report.scenario.key}, {lines} lines, {_long(report.length)}"
    problems = sum(len(report.problems) for report in reports)
    yield f"{_count(len(reports), 'scenario')}, {_count(problems, 'problem')}"


def check_values(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "file": report.file,
            "key": report.scenario.key if report.scenario else None,
            "playable": report.playable,
            "replies": list(report.length.replies) if report.length else None,
            "seconds": list(report.length.seconds) if report.length else None,
            "problems": [
                {"line": problem.line, "stops": problem.stops, "text": problem.words}
                for problem in report.problems
            ],
        }
        for report in reports
    ]


def coverage_lines(teaching: Teaching, rows: Sequence[Covered]) -> Iterator[str]:
    """Piece by piece where it is practised; those practised by a feature apart."""
    yield "Practised in calls:"
    for row in rows:
        if not row.piece.command:
            yield f"  {row.piece.key}  {', '.join(row.scenarios) or 'nowhere'}{_missed(row)}"
    yield "Practised by a feature:"
    for row in rows:
        if row.piece.command:
            also = f"; rehearsed in {', '.join(row.scenarios)}" if row.scenarios else ""
            yield f"  {row.piece.key}  {row.piece.command}{also}"
    covered = sum(row.covered for row in rows)
    yield f"{covered} of {len(teaching.pieces)} pieces of advice can be practised."


def coverage_values(rows: Sequence[Covered]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "key": row.piece.key,
            "advice": row.piece.advice,
            "scenarios": list(row.scenarios),
            "unrewarded": list(row.unrewarded),
            "command": row.piece.command or None,
        }
        for row in rows
    ]


def _long(length: Length) -> str:
    (fewest, most), (short, long) = length.replies, length.seconds
    if fewest == most:
        return f"{_count(most, 'reply')}, about {long:.0f} s"
    return f"{fewest} to {most} replies, about {short:.0f} to {long:.0f} s"


def _missed(row: Covered) -> str:
    return f" (not rewarded in {', '.join(row.unrewarded)})" if row.unrewarded else ""


def _count(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
