"""``voicecoach scenarios``: see which calls there are, and write your own."""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from voicecoach.dialogue.checking import Standard
    from voicecoach.dialogue.scenario import Scenario

AS_JSON = typer.Option(False, "--json", help="Print it as JSON.")


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(
        name="scenarios",
        help="See which calls can be rehearsed, and write your own.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("list")(list_scenarios)
    for command in (show, check, play, new, schema, coverage):
        group.command()(command)
    app.add_typer(group)


def list_scenarios(
    pack: Path | None = typer.Argument(None, help="A folder or zip of scenarios to list instead."),
    json: bool = AS_JSON,
) -> None:
    """List the calls that can be rehearsed, by kind."""
    from voicecoach.dialogue import telling

    scenarios = _of_pack(pack) if pack else _builtin()
    if json:
        _print_json(telling.list_values(scenarios))
    else:
        _print(telling.list_lines(scenarios))


def show(
    scenario: str = typer.Argument(..., help="A scenario's key, or a file."),
    json: bool = AS_JSON,
) -> None:
    """Show one call: whom you call, what to know, what the contact can say."""
    from voicecoach.dialogue import loader, telling

    path = Path(scenario)
    is_file = path.suffix in loader.SUFFIXES
    found = loader.load(path) if is_file else loader.load_builtin(scenario)
    if json:
        _print_json(found.model_dump(mode="json"))
    else:
        _print(telling.show_lines(found))


def check(
    sources: list[Path] = typer.Argument(..., metavar="FILE...", help="Files, folders or zips."),
    json: bool = AS_JSON,
) -> None:
    """Check scenario files before anybody rehearses with them.

    Exits with 1 if one of them cannot be played; warnings alone do not.
    """
    from voicecoach.dialogue import checking, packs, telling

    standard, reports = _standard(), []
    for source in sources:
        with packs.opened(source) as files:
            reports += [checking.check(file, standard) for file in files]
    if json:
        _print_json(telling.check_values(reports))
    else:
        _print(telling.check_lines(reports))
    raise typer.Exit(0 if all(report.playable for report in reports) else 1)


def play(
    file: Path = typer.Argument(..., help="A scenario file."),
    typed: bool = typer.Option(False, "--typed", help="Type your replies; no sound at all."),
    plain: bool = typer.Option(False, "--plain", help="One line an event."),
    seed: int | None = typer.Option(None, help="Pick the same wordings as an earlier call."),
) -> None:
    """Rehearse a call from a file of your own."""
    from voicecoach.dialogue import loader

    loader.load(file, _standard().advice)  # says what is wrong before the telephone rings
    from voicecoach.app.parts.options import PracticeOptions
    from voicecoach.terminal.call.run import run_practice

    options = PracticeOptions(scenario=str(file), typed=typed, plain=plain, seed=seed)
    raise typer.Exit(run_practice(options))


def new(
    name: str = typer.Argument(..., help="Key of the new scenario, e.g. my-first-call."),
    folder: Path = typer.Option(Path(), "--in", help="Folder to write it to."),
) -> None:
    """Write a commented scenario file to start from."""
    from voicecoach.dialogue.writing import new_scenario

    path = new_scenario(name, folder)
    _print([f"Written: {path}", f"Next: voicecoach scenarios check {path}"])


def schema() -> None:
    """Print the JSON Schema of scenario files, for editors that complete and check YAML."""
    from voicecoach.dialogue.writing import schema as described

    _print_json(described())


def coverage(json: bool = AS_JSON) -> None:
    """Show which piece of the advice is practised in which call.

    A call counts only where its model answers really earn a move that belongs to the piece.
    Exits with 1 if a piece is practised nowhere.
    """
    from voicecoach.dialogue import telling
    from voicecoach.dialogue.coverage import coverage as covered
    from voicecoach.dialogue.coverage import earned
    from voicecoach.dialogue.teaching import load_teaching
    from voicecoach.scoring.scorer import load_scorer

    scorer, scenarios, teaching = load_scorer(), _builtin(), load_teaching()
    moves = {scenario.key: earned(scenario, scorer) for scenario in scenarios}
    rows = covered(teaching, scenarios, moves)
    if json:
        _print_json(telling.coverage_values(rows))
    else:
        _print(telling.coverage_lines(teaching, rows))
    raise typer.Exit(0 if all(row.covered for row in rows) else 1)


def _builtin() -> list[Scenario]:
    from voicecoach.dialogue import loader

    return [loader.load_builtin(key) for key in loader.available()]


def _of_pack(pack: Path) -> list[Scenario]:
    from voicecoach.dialogue import loader, packs

    with packs.opened(pack) as files:
        return [loader.load(file.path, shown=file.shown) for file in files]


def _standard() -> Standard:
    from voicecoach import assets
    from voicecoach.dialogue.checking import Standard
    from voicecoach.dialogue.teaching import load_teaching
    from voicecoach.scoring.advice_files import load_advice, load_rubric

    advice = load_advice(assets.scenarios() / "moves.yaml")
    rubric = load_rubric(assets.scenarios() / "rubric.yaml", advice)
    prescribed = {key: expected.open for key, expected in rubric.situations.items()}
    return Standard(advice, prescribed, [piece.key for piece in load_teaching().pieces])


def _print(lines: Iterable[str]) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    for line in lines:  # a terminal without the sign gets a question mark, not a traceback
        typer.echo(line.encode(encoding, "replace").decode(encoding))


def _print_json(values: Any) -> None:
    typer.echo(json_module.dumps(values, indent=2))
