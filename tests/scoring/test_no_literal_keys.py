"""Moves, slips and situations are data: no Python file of the program names one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import voicecoach
from tests.scoring.making import advice
from voicecoach import assets

PACKAGE = Path(voicecoach.__file__).parent
SCENARIOS = {path.stem for path in (assets.scenarios() / "calls").glob("*.yaml")}
KEYS = {*advice().moves, *advice().slips, *advice().situations}


def literals(source: str, keys: set[str]) -> list[tuple[int, str]]:
    """Where a whole text is a key."""
    return [
        (node.lineno, node.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in keys
    ]


def test_no_file_names_a_move_or_a_slip() -> None:
    named = {*advice().moves, *advice().slips}
    found = [
        f"{path.relative_to(PACKAGE)}:{line}: {key}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line, key in literals(path.read_text(encoding="utf-8"), named)
    ]
    assert not found


def test_no_file_names_a_situation() -> None:
    """Several scenarios are called like the situation they rehearse: those names may stand."""
    named = set(advice().situations) - SCENARIOS
    found = [
        f"{path.relative_to(PACKAGE)}:{line}: {key}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line, key in literals(path.read_text(encoding="utf-8"), named)
    ]
    assert not found


@pytest.mark.parametrize("key", ["vague", "ask-contacts", "no-jobs"])
def test_the_search_itself_finds_one(key: str) -> None:
    assert literals(f"x = 1\ny = {{{key!r}: 2}}", KEYS) == [(2, key)]
    assert literals(f'"""About {key}."""', KEYS) == []
