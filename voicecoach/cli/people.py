"""``voicecoach people``: your real network."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import typer

Permission = Literal["yes", "no"]
WHO = typer.Argument(..., help="Their id, their name, or how it begins.")
AS_JSON = typer.Option(False, "--json", help="Print it as one JSON object.")
SAY = typer.Option(None, help="The name as it is spoken, if the voice reads it wrongly.")
VOICE = typer.Option(None, help="woman, man, or one of `voicecoach voices`.")
COMPANY = typer.Option(None, help="Where they work.")
ROLE = typer.Option(None, help="As what, or who they are to you.")
PHONE = typer.Option(None, help="Their number, kept as you type it.")
EMAIL = typer.Option(None, help="Their address.")
WHY = typer.Option(None, help="Why this person, and not any other.")
FROM = typer.Option(None, "--from", help="Who gave you the name: a person, or in words.")
MAY_USE = typer.Option(None, help="Whether you may use their name with others.")
ASKED_OF = typer.Option(None, help="Who was asked for that, and when.")
FACT = typer.Option(None, "--fact", help="What you know of them; may be given several times.")
NOTES = typer.Option(None, help="Anything else.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Your network: who, where, why, from whom.", no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(list_)
    for command in (show, edit, tree, remove):
        group.command()(command)
    group.command("export")(export)
    group.command("import")(take_in)
    app.add_typer(group, name="people")


def add(
    name: str = typer.Argument(..., help='For example "Dana Price".'),
    say: str | None = SAY,
    voice: str | None = VOICE,
    company: str | None = COMPANY,
    role: str | None = ROLE,
    phone: str | None = PHONE,
    email: str | None = EMAIL,
    why: str | None = WHY,
    source: str | None = FROM,
    may_use: Permission | None = MAY_USE,
    asked_of: str | None = ASKED_OF,
    facts: list[str] | None = FACT,
    notes: str | None = NOTES,
    about: str = typer.Option(
        "", help="The first call: lead, interview, application, waiting or touch."
    ),
    on: str = typer.Option("", help="When to call: today, friday, +10, 2026-12-01 9:30."),
    no_call: bool = typer.Option(False, "--no-call", help="Plan no call."),
) -> None:
    """Add somebody to your network, and plan the first call to them.

    Without --about it is a lead where you say from whom the name comes, else keeping in touch.
    """
    from voicecoach.terminal.people.people import run_add

    texts = _given(say, voice, company, role, phone, email, why)
    more = _more(source, may_use, asked_of, facts, notes)
    run_add(name, {**texts, **more}, about, on, call=not no_call)


def list_(json: bool = AS_JSON) -> None:
    """Everybody, with the last and the next contact."""
    from voicecoach.terminal.people.people import run_list

    run_list(as_json=json)


def show(who: str = WHO, json: bool = AS_JSON) -> None:
    """Everything that is known of somebody, and every call with them."""
    from voicecoach.terminal.people.people import run_show

    run_show(who, as_json=json)


def edit(
    who: str = WHO,
    name: str | None = typer.Option(None, help="Another name; the id stays."),
    say: str | None = SAY,
    voice: str | None = VOICE,
    company: str | None = COMPANY,
    role: str | None = ROLE,
    phone: str | None = PHONE,
    email: str | None = EMAIL,
    why: str | None = WHY,
    source: str | None = FROM,
    may_use: Permission | None = MAY_USE,
    asked_of: str | None = ASKED_OF,
    facts: list[str] | None = FACT,
    notes: str | None = NOTES,
) -> None:
    """Change what is known of somebody; what is not given stays.

    An empty text removes what was there. Facts given here take the place of all before.
    """
    from voicecoach.terminal.people.people import run_edit

    texts = _given(say, voice, company, role, phone, email, why)
    more = _more(source, may_use, asked_of, facts, notes)
    run_edit(who, {"name": name, **texts, **more})


def tree(json: bool = AS_JSON) -> None:
    """Who gave you whose name."""
    from voicecoach.terminal.people.people import run_tree

    run_tree(as_json=json)


def remove(who: str = WHO, yes: bool = typer.Option(False, "--yes", help="Do not ask.")) -> None:
    """Forget somebody, with every call to them."""
    from voicecoach.terminal.people.people import run_remove

    raise typer.Exit(run_remove(who, sure=yes))


def export(
    file: Path = typer.Argument(..., help="A new file, e.g. people.csv."),
    semicolons: bool = typer.Option(False, "--semicolons", help="Between cells, for Excel."),
) -> None:
    """Write everybody to a CSV file that spreadsheets open.

    What a spreadsheet would compute gets an apostrophe, which import takes away again.
    """
    from voicecoach.terminal.people.people import run_export

    run_export(file, semicolons=semicolons)


def take_in(file: Path = typer.Argument(..., help="CSV with a column `name`.")) -> None:
    """Add everybody in a CSV file; commas, semicolons or tabs.

    Who is in your network already is changed, and what the file does not tell stays.
    """
    from voicecoach.terminal.people.people import run_import

    run_import(file)


def _given(*values: str | None) -> dict[str, Any]:
    names = ("say", "voice", "company", "role", "phone", "email", "why")
    return dict(zip(names, values, strict=True))


def _more(*values: str | list[str] | None) -> dict[str, Any]:
    """What was not given is None, and stays as it is; Typer gives an empty list for no facts."""
    names = ("source", "may_use", "asked_of", "facts", "notes")
    return {name: value if value != [] else None for name, value in zip(names, values, strict=True)}
