from __future__ import annotations

from pathlib import Path

import pytest

from tests.scoring.making import ADVICE_LINES, REPLIES, advice, rows
from voicecoach import assets
from voicecoach.errors import DataFileError
from voicecoach.scoring.phrasings import load_phrasings, own_phrasings
from voicecoach.scoring.text import fold

LABELS = [*advice().moves, *advice().slips]


def test_every_label_has_wordings() -> None:
    found = load_phrasings(assets.scenarios() / "phrasings", LABELS)
    assert {phrasing.label for phrasing in found} >= set(LABELS)
    assert len(found) > 4000


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not json", "b.jsonl:2: expected one JSON object"),
        ('{"label": "thank"}', "b.jsonl:2: expected one JSON object"),
        ("[]", "b.jsonl:2: expected one JSON object"),
        ('{"label": "thanks", "text": "x"}', "b.jsonl:2: 'thanks' is no move or slip"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    good = '{"label": "thank", "text": "Thanks."}'
    (tmp_path / "b.jsonl").write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=said):
        load_phrasings(tmp_path, LABELS)


def test_empty_lines_and_wordless_wordings_are_left_out(tmp_path: Path) -> None:
    lines = ["", '{"label": "thank", "text": "..."}', '{"label": "thank", "text": "Ta."}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert [phrasing.text for phrasing in load_phrasings(tmp_path, LABELS)] == ["Ta."]


def test_own_wordings_are_marked_and_their_keys_checked() -> None:
    (own,) = own_phrasings({"thank": ["Cheers, mate!"]}, LABELS)
    assert (own.label, own.folded, own.own) == ("thank", "cheers mate", True)
    with pytest.raises(DataFileError, match="'thanks' is no move or slip"):
        own_phrasings({"thanks": ["x"]}, LABELS)


def test_the_articles_own_lines_stand_in_no_file_that_teaches() -> None:
    lines = {fold(row["reply"]) for row in rows(ADVICE_LINES)}
    sentences = {
        fold(part)
        for row in rows(ADVICE_LINES)
        for part in row["reply"].replace("?", ".").split(".")
        if len(part.split()) >= 7
    }
    taught = {
        phrasing.folded for phrasing in load_phrasings(assets.scenarios() / "phrasings", LABELS)
    }
    taught |= {
        fold(row["reply"]) for path in sorted(REPLIES.glob("train-*.jsonl")) for row in rows(path)
    }
    taught |= {fold(move.example) for move in advice().moves.values()}
    assert not lines & taught
    assert not sentences & taught
    assert not [text for text in taught if any(line in text for line in lines)]
