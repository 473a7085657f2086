"""What of a kept call was read from the phone script word for word, and what was said freely."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from voicecoach.plan.phone_script import Said, load_script, load_steps, purposes, said
from voicecoach.review.report import FromScript, Report, TurnView


def with_script(report: Report, folder: Path) -> Report:
    """The report with the lines of the caller's scripts that each reply says.

    They are compared with the scripts as they stand now; nothing is kept of it.

    Args:
        report: of a call.
        folder: the data folder.

    Raises:
        DataFileError: a script is malformed.
    """
    lines = [line for purpose in purposes(folder) for line in _lines(folder, purpose)]
    if not lines:
        return report
    turns = tuple(replace(turn, script=_said(lines, turn)) for turn in report.turns)
    return replace(report, turns=turns)


def _lines(folder: Path, purpose: str) -> list[Said]:
    return said(load_script(folder, purpose), load_steps())


def _said(lines: list[Said], turn: TurnView) -> tuple[FromScript, ...]:
    """Each kind of line once, as it is said most nearly."""
    from voicecoach.practice.script_check import followed  # with rapidfuzz: where there is a script

    found: dict[str, FromScript] = {}
    for one in sorted(followed(lines, turn.raw), key=lambda each: -each.alike):
        title = one.line.step.title
        found.setdefault(title, FromScript(title, one.word_for_word))
    return tuple(found.values())
