"""What `make bench` writes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from benchmarks import __main__ as bench
from benchmarks import report

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def test_a_section_says_command_machine_and_date() -> None:
    name = (report.benchmarks() or ["report"])[0]
    section = report.section(name, "| a | b |\n", "a processor, 2 cores", AT)
    assert section.startswith(f"## {name}\n")
    assert f"`make bench-{name.replace('_', '-')}`, 2026-03-01 12:30 +0000. a processor" in section
    assert report.purpose(name) in section
    assert section.endswith("| a | b |\n")


def test_a_new_measurement_replaces_its_own_section_only() -> None:
    first = report.merged("", "b", "## b\n\nold\n")
    second = report.merged(first, "a", "## a\n\nother\n")
    third = report.merged(second, "b", "## b\n\nnew\n")
    assert third == report.HEAD + "\n## a\n\nother\n" + "\n## b\n\nnew\n"


def test_a_part_takes_the_place_of_the_whole() -> None:
    whole = report.merged("", "a", "## a\n\nold\n")
    assert report.merged(whole, "a: b", "## a: b\n\nnew\n") == report.HEAD + "\n## a: b\n\nnew\n"


def test_a_part_has_a_section_of_its_own_that_tells_how_it_was_run() -> None:
    assert report.runs("hearing") == [("hearing", part) for part in ("people", "voices", "cost")]
    assert report.runs("hearing:cost") == [("hearing", "cost")]
    assert report.runs("page") == [("page", "")]
    section = report.section("hearing", "x", "m", AT, "cost", ["--part", "cost"])
    assert section.startswith("## hearing: cost\n")
    assert '`make bench-hearing ARGS="--part cost"`' in section


def test_every_benchmark_says_what_it_measures() -> None:
    for name in report.benchmarks():
        assert len(report.purpose(name)) > 20, name


def test_the_machine_is_described_without_its_name() -> None:
    described = report.machine()
    assert "cores" in described
    assert "Python 3" in described


@pytest.mark.parametrize("options", [["--help"], ["--only=asleep", "--help"]])
def test_help_and_some_rows_replace_no_section(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], options: list[str]
) -> None:
    written: list[object] = []
    monkeypatch.setattr(report, "write", lambda *given: written.append(given))
    assert bench.main(["endings", *options]) == 0
    assert "--together" in capfd.readouterr().out
    assert written == []
