from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.dialogue.making import SMALL, write
from voicecoach.cli.main import main
from voicecoach.dialogue import loader

DOCS = Path(__file__).parents[2] / "docs" / "scenarios.md"


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main(["scenarios", *map(str, words)])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_list_names_every_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "list")
    assert status == 0
    assert all(f"  {key} " in out for key in loader.available())
    status, out, _ = run(capsys, "list", "--json")
    assert [row["key"] for row in json.loads(out)] == loader.available()


def test_list_of_a_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path)
    assert run(capsys, "list", tmp_path)[1] == "others:\n  small  A small call\n"


def test_show_tells_what_to_know_and_what_can_happen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, _ = run(capsys, "show", "no-jobs")
    assert status == 0
    for words in ("Dana Price (past co-worker, Northfield Packaging)", "-> thinks if", "Goal: A"):
        assert words in out
    shown = json.loads(run(capsys, "show", "no-jobs", "--json")[1])
    assert shown["lines"]["opening"]["situation"] == "no-jobs"


def test_show_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "show", write(tmp_path))
    assert status == 0
    assert "-> over if said 2 times" in out
    assert "lead (the end, goal reached):" in out


def test_show_of_what_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "show", "no-job")
    assert (status, out) == (1, "")
    assert "Did you mean no-jobs?" in err


def test_check_counts_and_tells_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = write(tmp_path)
    bad = write(tmp_path, SMALL.replace("to: again", "to: agian", 1), "bad.yaml")
    status, out, err = run(capsys, "check", good, bad)
    assert (status, err) == (1, "")
    assert f"{bad}:20: error: lines.opening.next: there is no line 'agian'" in out
    assert out.endswith("2 scenarios, 1 problem\n")
    status, out, _ = run(capsys, "check", bad, "--json")
    assert status == 1
    assert json.loads(out)[0]["problems"][0]["line"] == 20


def test_warnings_alone_are_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, SMALL.replace("key: small", "key: other"))
    status, out, _ = run(capsys, "check", path)
    assert status == 0
    assert "1 problem" in out
    values = json.loads(run(capsys, "check", path, "--json")[1])
    assert values[0]["playable"] is True
    assert values[0]["replies"] == [1, 2]


def test_a_scenario_that_says_no(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, SMALL.replace("[Goodbye.]", "\n      - No\n      - Yes"))
    assert run(capsys, "check", path)[0] == 0


def test_bad_usage_is_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check")[0] == 2
    assert run(capsys, "nothing")[0] == 2


def test_play_says_what_is_wrong_before_the_telephone_rings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, SMALL.replace("any: [pushy]", "any: [pushi]"))
    status, out, err = run(capsys, "play", path, "--typed")
    assert (status, out) == (1, "")
    assert "did you mean pushy?" in err


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(run(capsys, "schema")[1])["title"] == "voicecoach scenario"


def test_the_tutorial_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = DOCS.read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    broken = example.replace("I can't hear you. Bye!", "Ask for Dr. Hahn, $35/hr. Bye!")
    assert broken != example
    blocks = re.findall(r"```console\n\$ voicecoach (.*?)\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 3
    for command, expected in blocks:
        main(shlex.split(command))
        assert capsys.readouterr().out == expected
        Path("coffee-machines.yaml").write_text(example, encoding="utf-8")
        Path("broken.yaml").write_text(broken, encoding="utf-8")


def test_the_tutorial_names_every_field() -> None:
    from voicecoach.dialogue.writing import schema

    text = DOCS.read_text(encoding="utf-8").split("## Every field")[1]
    described = schema()
    for fields in [described, *described["$defs"].values()]:
        for name in fields["properties"]:
            assert f"`{name}" in text, name
