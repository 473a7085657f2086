"""People and calls as a CSV file that spreadsheets take, and back without loss. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from voicecoach.errors import DataFileError, VoiceCoachError
from voicecoach.plan import calls as calls_module
from voicecoach.plan import people as people_module
from voicecoach.plan.book import Book
from voicecoach.plan.calls import RealCall
from voicecoach.plan.people import TEXTS, Person, new_id, tidied

MARK = "\ufeff"
"""The byte-order mark, by which a spreadsheet knows UTF-8."""
LISTED = "\n"
"""Between several facts or ids in one cell."""
PERSON = ("person", *TEXTS, "may_use", "facts", "added")
CALL = ("call", "about", "due", "at", "done", "objection", "outcome", "said", "call_may_use")
MORE = ("gave", "moved")
COLUMNS = (*PERSON, *CALL, *MORE)
ALIASES: Mapping[str, str] = {
    "id": "person",
    "full name": "name",
    "contact": "name",
    "organization": "company",
    "organisation": "company",
    "employer": "company",
    "title": "role",
    "job title": "role",
    "position": "role",
    "telephone": "phone",
    "phone number": "phone",
    "mobile": "phone",
    "e-mail": "email",
    "mail": "email",
    "from": "heard_of",
    "note": "notes",
    "comments": "notes",
}
"""What other people's columns are called."""

_FORMULA = "=+-@\t\r\n"
_NUMBER = re.compile(r"[+-]?[0-9][0-9 ().-]*")
"""A telephone number is no formula, whatever it begins with: it stays as it is."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file holds."""

    people: tuple[Person, ...]
    calls: tuple[RealCall, ...]


def to_csv(
    people: Sequence[Person], calls: Iterable[RealCall] | None, *, separator: str = ","
) -> str:
    """One row a call, with all that is known of its person; who has no call has a row as well.

    Args:
        people: all.
        calls: all; None: one row a person, without columns of calls.
        separator: between cells; Excel wants ``;`` where the comma is in numbers.
    """
    out = io.StringIO()
    columns = PERSON if calls is None else COLUMNS
    rows = csv.DictWriter(out, columns, delimiter=separator, restval="")
    rows.writeheader()
    listed = list(calls or ())
    for person in people:
        cells = _person_cells(person)
        own = [_call_cells(call) for call in listed if call.person == person.id] or [{}]
        for more in own:
            rows.writerow({name: guarded(text) for name, text in {**cells, **more}.items()})
    return MARK + out.getvalue()


def from_csv(text: str, shown: str, people: Sequence[Person], book: Book, now: datetime) -> Taken:
    """What ``to_csv`` wrote, or a list that somebody made: a column ``name`` is enough.

    Args:
        text: of the file.
        shown: how messages name the file.
        people: there already; a row with the id of one of them, or without an id with their name
            and company, changes that person.
        book: kinds and outcomes that a call may have.
        now: when people without a moment were added.

    Raises:
        DataFileError: it is no such list; the message names file and line.
    """
    rows = list(_rows(text.removeprefix(MARK), shown))
    found: dict[str, Person] = {}
    calls: dict[str, RealCall] = {}
    known = {one.id: one for one in people}
    taken = {*known, *(cells.get("person", "").strip() for _, cells in rows)}
    for line, cells in rows:
        try:
            person = _person(cells, {**known, **found}, taken, now)
            taken.add(person.id)
            found[person.id] = person
            if cells.get("call"):
                call = _call(cells, person)
                book.kind(call.about)
                _ = call.outcome and book.outcome(call.outcome)
                calls[call.id] = call
        except ValidationError as error:
            wrong = error.errors()[0]
            where = ".".join(map(str, wrong["loc"]))
            raise DataFileError(f"{shown}:{line}: {where}: {wrong['msg']}.") from None
        except VoiceCoachError as error:
            raise DataFileError(f"{shown}:{line}: {error}") from None
    return Taken(tuple(found.values()), tuple(calls.values()))


def guarded(text: str) -> str:
    """With an apostrophe where a spreadsheet would compute it, or where there is one already."""
    formula = text[:1] and text[0] in _FORMULA and not _NUMBER.fullmatch(text)
    return f"'{text}" if formula or _is_guarded(text) else text


def unguarded(text: str) -> str:
    """What ``guarded`` was given."""
    return text[1:] if _is_guarded(text) else text


def _is_guarded(text: str) -> bool:
    return len(text) > 1 and text[0] == "'" and text[1] in _FORMULA + "'"


def _person_cells(person: Person) -> dict[str, str]:
    plain = people_module.encode(person)
    cells = {name: str(plain[name]) for name in (*TEXTS, "may_use", "added")}
    return {**cells, "person": person.id, "facts": LISTED.join(person.facts)}


def _call_cells(call: RealCall) -> dict[str, str]:
    plain = calls_module.encode(call)
    cells = {name: "" if plain[name] is None else str(plain[name]) for name in CALL[1:-1]}
    more = {"gave": LISTED.join(call.gave), "moved": str(call.moved)}
    return {**cells, **more, "call": call.id, "call_may_use": call.may_use}


def _rows(text: str, shown: str) -> Iterator[tuple[int, dict[str, str]]]:
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        header = [_column(name) for name in next(reader, [])]
        if "name" not in header:
            raise DataFileError(
                f"{shown}:1: there is no column `name`.", f"Known columns: {', '.join(COLUMNS)}."
            )
        for cells in reader:
            if any(cell.strip() for cell in cells):
                values = zip(header, map(unguarded, cells), strict=False)
                yield reader.line_num, {name: value for name, value in values if name}
    except csv.Error as error:
        raise DataFileError(f"{shown}:{reader.line_num}: no CSV: {error}.") from None


def _column(name: str) -> str:
    plain = " ".join(name.casefold().split())
    plain = ALIASES.get(plain, plain.replace(" ", "_"))
    return plain if plain in COLUMNS else ""


def _person(
    cells: Mapping[str, str], known: Mapping[str, Person], taken: set[str], now: datetime
) -> Person:
    """Somebody new, or the one who is known with what the row tells."""
    name, where = (people_module.one_line(cells.get(key, "")) for key in ("name", "company"))
    named = cells.get("person", "").strip()
    there = known.get(named) if named else _namesake(name, where, known.values())
    fresh = Person(named or new_id(name, taken), name, now)
    plain = people_module.encode(there or fresh)
    told: dict[str, Any] = {key: text for key, text in cells.items() if key in plain and text != ""}
    if "facts" in told:
        told["facts"] = told["facts"].split(LISTED)
    if "may_use" in told:
        told["may_use"] = told["may_use"].strip().casefold()
    return tidied(people_module.decode({**plain, **told}))


def _namesake(name: str, where: str, known: Iterable[Person]) -> Person | None:
    wanted = (name.casefold(), where.casefold())
    return next(
        (one for one in known if (one.name.casefold(), one.company.casefold()) == wanted), None
    )


def _call(cells: Mapping[str, str], person: Person) -> RealCall:
    read = {name: cells.get(name, "") for name in CALL}
    call = calls_module.decode(
        {
            "id": read["call"].strip(),
            "person": person.id,
            **{name: read[name] or None for name in ("due", "at", "done")},
            **{name: read[name] for name in ("about", "objection", "outcome")},
            "said": people_module.several_lines(read["said"]),
            "may_use": read["call_may_use"].strip(),
            "gave": [one for one in cells.get("gave", "").split(LISTED) if one],
            "moved": cells.get("moved") or 0,
        }
    )
    return replace(call, person=person.id)
