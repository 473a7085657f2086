"""A report for somebody else's eyes: names of other people left out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from voicecoach.review.names import VERBS, is_verb
from voicecoach.review.report import Report
from voicecoach.review.rewriting import rewritten

CONTACT, COMPANY, SOMEBODY = "the contact", "the company", "somebody"


def without_names(report: Report, people: Iterable[str] = ()) -> Report:
    """The report with other words for the contact's and the company's name, wherever they stand.

    What the recordings say stays in them.

    Args:
        report: a call.
        people: other names that are left out; their parts only where they are written as names
            ("Will", not "will").
    """
    names = {speaker: CONTACT for turn in report.turns if (speaker := turn.speaker)}
    names[report.contact] = CONTACT
    names |= {part: CONTACT for name in list(names) for part in name.split() if len(part) > 2}
    if report.company:
        names[report.company] = COMPANY
    known = {name.casefold(): other for name, other in names.items() if name}
    whole = {name.casefold() for name in people if name.strip()} - set(known)
    parts = {part for name in people for part in name.split() if len(part) > 2}
    capital = {part for part in parts if part[0].isupper()}
    capital |= {name.capitalize() for name in VERBS & set(known)}
    longest = sorted((set(known) | whole) - VERBS, key=len, reverse=True)
    wordings = [re.escape(name).replace(r"\ ", r"\s+") for name in longest]
    wordings += [f"(?-i:{re.escape(part)})" for part in sorted(capital)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(wordings)})(?!\w)", re.IGNORECASE)

    def other(match: re.Match[str]) -> str:
        name = " ".join(match[0].casefold().split())
        if name in VERBS and is_verb(match):
            return match[0]
        return known.get(name, SOMEBODY)

    return rewritten(report, pattern, other)
