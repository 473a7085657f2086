from __future__ import annotations

import io
import json

import pytest

from voicecoach.cli import main
from voicecoach.scoring.scorer import load_scorer

GOOD = "I understand. If you were me, who would you speak to?"
ROW = {"id": "r1", "situation": "no-jobs", "contact": "I know of no jobs.", "reply": GOOD}


def test_a_card_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--situation", "no-jobs", "--contact", "No jobs.", GOOD]) == 0
    shown = capsys.readouterr().out
    assert "You asked: yes." in shown
    assert '"I understand"' in shown


def test_brackets_of_people_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["score", "--situation", "no-jobs", "--contact", "[/] none"]
    assert main([*words, "i [unk] see [/b] who else [link=x]"]) == 0
    assert "[/b]" in capsys.readouterr().out


def test_rows_from_a_file_and_from_standard_input_are_the_same(
    tmp_path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = json.dumps(ROW) + "\n\n" + json.dumps({**ROW, "id": 2, "reply": ""}) + "\n"
    file = tmp_path / "rows.jsonl"
    file.write_text(text, encoding="utf-8")
    assert main(["score", "--jsonl", str(file)]) == 0
    from_file = capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(["score", "--jsonl", "-"]) == 0
    assert capsys.readouterr().out == from_file
    first, second = (json.loads(line) for line in from_file.splitlines())
    assert (first["id"], second["id"], second["score"]) == ("r1", 2, 0)
    for found in first["moves"]:
        evidence = found["evidence"]
        assert GOOD[evidence["start"] : evidence["end"]] == evidence["text"]
        assert set(found) == {"key", "confidence", "evidence", "phrasing", "similarity"}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{", "not a JSON object"),
        ("[1]", "expected a JSON object"),
        ("{", "Write one object a line"),
        ("[" * 200_000, "not a JSON object"),
        ('{"id": NaN}', "NaN is no JSON value"),
        (json.dumps({"id": 1}), "the field situation is missing"),
        (json.dumps({"id": 1}), "contact may be"),
        (json.dumps({**ROW, "reply": 3}), "the field reply must be text"),
        (json.dumps({**ROW, "situation": "nope"}), "no situation 'nope'"),
    ],
)
def test_a_malformed_row_is_named_by_its_line(
    tmp_path, capsys: pytest.CaptureFixture[str], row: str, told: str
) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(ROW) + "\n" + row + "\n", encoding="utf-8")
    assert main(["score", "--jsonl", str(file)]) == 1
    said = capsys.readouterr()
    assert f"{file}:2: " in said.err
    assert told in said.err
    assert len(said.out.splitlines()) == 1, "rows before it were judged"


@pytest.mark.parametrize("by", ["file", "standard input"])
def test_a_row_that_is_not_utf_8_is_named_by_its_line(
    tmp_path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b'\n{"id": "caf\xe9"}\n')
    source = str(file) if by == "file" else "-"
    with file.open() as opened:
        monkeypatch.setattr("sys.stdin", opened)
        assert main(["score", "--jsonl", source]) == 1
    said = capsys.readouterr()
    assert f"{source}:2: not UTF-8 text" in said.err
    assert len(said.out.splitlines()) == 1, "rows before it were judged"


def test_json_of_one_reply(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--situation", "no-jobs", "--json", GOOD]) == 0
    judged = json.loads(capsys.readouterr().out)
    assert judged["score"] == load_scorer().judge("no-jobs", "", GOOD).score
    assert judged["asked"] is True


@pytest.mark.parametrize(
    "words", [["score"], ["score", "hello"], ["score", "hello", "--jsonl", "x", "--situation", "y"]]
)
def test_bad_usage(words: list[str]) -> None:
    assert main(words) == 2
