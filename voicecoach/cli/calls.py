"""``voicecoach calls``: the real calls, before and after."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import typer

Permission = Literal["yes", "no"]
WHO = typer.Argument(..., help="Their id, their name, or how it begins.")
AS_JSON = typer.Option(False, "--json", help="Print it as one JSON object.")
PAST = "yesterday, friday (the last one), -2 (days), 2026-11-24; an hour behind it: 9:30."
DAY = "today, tomorrow, friday, +10 (days), 2026-12-01; an hour behind it: friday 9:30."


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Real calls: planned, held, what came of them.", no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(list_)
    group.command("next")(next_)
    for command in (done, cancel, export):
        group.command()(command)
    group.command("import")(take_in)
    app.add_typer(group, name="calls")


def add(
    who: str = WHO,
    about: str = typer.Option("", help="lead, interview, application, waiting or touch."),
    on: str = typer.Option("", help=f"When: {DAY} Without: today."),
) -> None:
    """Plan a call, or put the planned one of that kind to another day."""
    from voicecoach.terminal.people.calls import run_add

    run_add(who, about, on)


def list_(
    who: str = typer.Argument("", help="Only the calls to this person."), json: bool = AS_JSON
) -> None:
    """All calls: those to come, and those held with what came of them."""
    from voicecoach.terminal.people.calls import run_list

    run_list(who, as_json=json)


def next_(most: int = typer.Option(10, min=1, help="How many."), json: bool = AS_JSON) -> None:
    """Whom to call next, the one most worth doing first, and why."""
    from voicecoach.terminal.people.calls import run_next

    run_next(most, as_json=json)


def done(
    who: str = typer.Argument("", help="Who was called; without: the first of `calls next`."),
    outcome: str = typer.Option(
        "", help="lead, meeting, promised, number, no, voicemail or nobody."
    ),
    objection: str = typer.Option("", help="The no you met; --list shows them."),
    said: str = typer.Option("", help="It in their words, or what came of the call."),
    spoken: bool = typer.Option(False, "--spoken", help="Say that sentence aloud."),
    may_use: Permission | None = typer.Option(None, help="Whether you may use their name."),
    named: list[str] = typer.Option([], "--named", help="Whose name they gave you."),
    company: str = typer.Option("", help="Where those work."),
    back: str = typer.Option("", help=f"When to call again, or never: {DAY}"),
    on: str = typer.Option("", help=f"When the call was: {PAST} Without: just now."),
    list_noes: bool = typer.Option(False, "--list", help="Show the objections there are."),
) -> None:
    """Say what came of a call: two keys and one sentence. Asks for what is not given.

    The objection comes up more in your drills; in their words it is a new card from tomorrow. When
    to call again is proposed, 7 to 14 days later, and any other day may be given.
    """
    from voicecoach.terminal.people.calls import Told, list_objections, run_done

    if list_noes:
        return list_objections()
    told = Told(outcome, objection, said, spoken, may_use or "", tuple(named), company, back, on)
    raise typer.Exit(run_done(who, told))


def cancel(who: str = WHO) -> None:
    """Drop the planned calls to somebody; what was held stays."""
    from voicecoach.terminal.people.calls import run_cancel

    run_cancel(who)


def export(
    file: Path = typer.Argument(..., help="A new file: .ics for a calendar, .csv for the rest."),
    semicolons: bool = typer.Option(False, "--semicolons", help="Between cells, for Excel."),
) -> None:
    """Write the planned calls as a calendar, or all calls with their people as CSV.

    A call keeps its identity: taken into a calendar again, it is moved and not doubled.
    """
    from voicecoach.terminal.people.calls import run_export

    run_export(file, semicolons=semicolons)


def take_in(file: Path = typer.Argument(..., help="CSV, as `calls export` wrote it.")) -> None:
    """Add the calls and people of a CSV file."""
    from voicecoach.terminal.people.people import run_import

    run_import(file)
