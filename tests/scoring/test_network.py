from __future__ import annotations

import builtins
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from voicecoach import assets
from voicecoach.errors import AssetError
from voicecoach.scoring import trained
from voicecoach.scoring.network import LONGEST, Network, NetworkSeen, framed, load
from voicecoach.scoring.wordpiece import WordPiece

PIECES = ["[UNK]", "[CLS]", "[SEP]", "who", "else", "##where", "no", "jobs", "'", "d", "un", "##a"]
CUTTER = WordPiece(PIECES)
WEIGHTS = assets.scoring_weights()


def test_words_are_cut_into_the_longest_known_pieces() -> None:
    numbers, places = CUTTER.numbers(["who'd", "elsewhere", "zebra"])
    assert [PIECES[number] for number in numbers] == ["who", "'", "d", "else", "##where", "[UNK]"]
    assert places == [0, 0, 0, 1, 1, 2]


def test_a_part_that_cannot_be_finished_is_unknown() -> None:
    assert CUTTER.numbers(["elsewho"])[0] == [0]
    assert CUTTER.numbers(["e" * 200])[0] == [0]


def test_the_situation_comes_first_and_the_rest_is_cut_off() -> None:
    cut = framed("no-jobs", ["who"] * 200, CUTTER)
    assert [PIECES[number] for number in cut.pieces[:5]] == ["[CLS]", "no", "jobs", "[SEP]", "who"]
    assert len(cut.pieces) == LONGEST
    assert cut.pieces[-1] == CUTTER.end
    assert (cut.first, len(cut.places)) == (4, LONGEST - 5)


class Session:
    """Holds the first label likely, and its second piece most telling."""

    def run(self, _: None, given: dict[str, Any]) -> list[Any]:
        tokens = np.full((1, given["pieces"].shape[1], 2), -9.0)
        tokens[0, 4:6, 0] = 3, 5
        return [np.array([[2.0, -2.0]]), tokens]


def test_a_word_is_as_telling_as_its_strongest_piece() -> None:
    seen = Network(Session(), CUTTER, ("a", "b")).seen("no-jobs", ["elsewhere", "who"])
    assert seen.probabilities == pytest.approx([0.88, 0.12], abs=0.01)
    assert list(seen.words[:, 0]) == [5, -9]
    assert seen.evidence(0) == (0, 1)


def test_evidence_bridges_one_word() -> None:
    held = np.array([[-9.0], [1.0], [-9.0], [3.0], [2.0], [-9.0], [-9.0], [2.0]])
    assert NetworkSeen(np.array([0.9]), held).evidence(0) == (1, 5)
    assert NetworkSeen(np.array([0.9]), np.zeros((0, 1))).evidence(0) == (0, 0)


def test_damaged_files_say_so(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match="cannot be read"):
        load(tmp_path)
    (tmp_path / "pieces.txt").write_text("\n".join(PIECES), encoding="utf-8")
    (tmp_path / "labels.json").write_text(json.dumps(["a"]), encoding="utf-8")
    (tmp_path / "network.onnx").write_bytes(b"nonsense")
    with pytest.raises(AssetError, match="cannot be read"):
        load(tmp_path)


def test_without_onnxruntime_the_linear_part_alone_and_it_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name == "onnxruntime":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    alone = trained.load(WEIGHTS)
    assert alone.network is None
    assert "onnxruntime is not installed" in caplog.text
    opinions = alone.opinions("no-jobs", "", "Who else could I talk to?")
    assert set(opinions) == set(alone.linear.labels)


def test_both_models_must_know_the_same_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    other = SimpleNamespace(labels=("other",))
    monkeypatch.setattr("voicecoach.scoring.trained.network.load", lambda folder: other)
    with pytest.raises(AssetError, match="different labels"):
        trained.load(WEIGHTS)


def test_damaged_thresholds_say_so(tmp_path: Path) -> None:
    (tmp_path / "linear.npz").write_bytes((WEIGHTS / "linear.npz").read_bytes())
    (tmp_path / "thresholds.json").write_text("{}", encoding="utf-8")
    with pytest.raises(AssetError, match="thresholds"):
        trained.load(tmp_path)


def test_a_threshold_becomes_one_half() -> None:
    shown = trained.shifted(np.array([0.2, 0.1, 0.9]), np.array([0.2, 0.2, 0.2]))
    assert shown[0] == pytest.approx(0.5)
    assert shown[1] < 0.5 < shown[2]
