from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogue.making import standard
from voicecoach import data_files
from voicecoach.dialogue import checking, loader
from voicecoach.dialogue.packs import PackFile
from voicecoach.dialogue.writing import new_scenario, schema
from voicecoach.errors import DataFileError


def test_a_new_scenario_can_be_played_at_once(tmp_path: Path) -> None:
    path = new_scenario("my-first-call", tmp_path)
    assert path == tmp_path / "my-first-call.yaml"
    report = checking.check(PackFile(path, str(path)), standard())
    assert report.problems == ()
    assert report.scenario is not None
    assert report.scenario.key == "my-first-call"
    assert path.read_text(encoding="utf-8").count("#") > 10


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = new_scenario("mine", tmp_path)
    path.write_text("kept")
    with pytest.raises(DataFileError, match="is there already"):
        new_scenario("mine", tmp_path)
    assert path.read_text() == "kept"


@pytest.mark.parametrize("name", ["", "My Call", "../up", "a/b", "é", "1st", "-x", "a" * 41])
def test_what_is_no_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataFileError, match="no name for a scenario"):
        new_scenario(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="cannot be written"):
        new_scenario("mine", tmp_path / "nowhere")


def test_the_schema_knows_every_field_of_every_scenario() -> None:
    described = schema()
    assert described["$schema"].startswith("https://json-schema.org/")
    known = set(described["properties"])
    line = set(described["$defs"]["LineOf"]["properties"])
    for key in loader.available():
        document = data_files.parse(loader.builtin_file(key))
        assert set(document) <= known
        for fields in document["lines"].values():
            assert set(fields) <= line


def test_the_schema_lets_one_temper_stand_alone() -> None:
    temper = schema()["$defs"]["Persona"]["properties"]["temper"]
    kinds = {option.get("type") for option in temper["anyOf"]}
    assert kinds == {"string", "array"}
