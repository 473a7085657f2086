from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicecoach.errors import AssetError
from voicecoach.scoring.features import damped, letter_grams, word_grams
from voicecoach.scoring.linear import LinearModel, Vocabulary, best_run, load, save

WORDS = st.lists(st.text("abcdefgh'", min_size=1, max_size=8), max_size=12)


def made() -> LinearModel:
    words = Vocabulary(("who", "who else", "thanks"), np.array([1.0, 2.0, 1.0]))
    letters = Vocabulary((" who ",), np.array([1.0]))
    weights = np.array([[1.0, 2.0, -1.0, 0.5, 0.25], [-1.0, 0.0, 3.0, 0.0, 0.0]])
    return LinearModel(
        ("first", "second"), ("here",), words, letters, weights, np.array([-1, -2.0])
    )


def test_words_and_edges_are_counted_with_the_words_they_stand_on() -> None:
    found = set(word_grams(["who", "else"]))
    assert found == {
        ("who", 0, 1),
        ("else", 1, 2),
        ("< who", 0, 1),
        ("who else", 0, 2),
        ("else >", 1, 2),
        ("< who else", 0, 2),
        ("who else >", 0, 2),
        ("< who else >", 0, 2),
    }


def test_letters_stay_inside_their_word() -> None:
    assert [gram for gram, *_ in letter_grams(["ok"])] == [" o", "ok", "k ", " ok", "ok ", " ok "]
    assert {place for *_, place in letter_grams(["who", "else"])} == {1, 2}


@given(WORDS)
def test_every_gram_stands_on_words_that_are_there(words: list[str]) -> None:
    for gram, first, last in (*word_grams(words), *letter_grams(words)):
        assert 0 <= first < last <= len(words)
        assert gram


def test_a_logit_can_be_added_up_by_hand() -> None:
    seen = made().seen("here", ["who", "else"])
    # who 1, who else 2: length sqrt(5); the letters' one gram: length 1; the situation a half.
    assert seen.logits[0] == pytest.approx(-1 + (1 + 2 * 2) / math.sqrt(5) + 0.5 + 0.25 / 2)
    assert seen.brought[0].sum() == pytest.approx((1 + 2 * 2) / math.sqrt(5) + 0.5)
    assert made().seen("elsewhere", ["who", "else"]).logits[0] < seen.logits[0]
    assert damped(1) == 1


def test_no_known_word_leaves_the_bias() -> None:
    seen = made().seen("nowhere", ["zebra"])
    assert list(seen.logits) == [-1, -2]
    assert seen.evidence(0) == (0, 0)
    assert made().seen("nowhere", []).evidence(0) == (0, 0)


def test_evidence_is_where_the_weight_comes_from() -> None:
    seen = made().seen("here", ["zebra", "thanks", "zebra", "who", "else"])
    assert seen.evidence(0) == (3, 5)
    assert seen.evidence(1) == (1, 2)


@settings(max_examples=50)
@given(st.lists(st.floats(-5, 5), min_size=1, max_size=8))
def test_the_best_run_is_the_best_of_all(values: list[float]) -> None:
    first, last = best_run(np.array(values))
    sums = [sum(values[a:b]) for a in range(len(values)) for b in range(a + 1, len(values) + 1)]
    assert sum(values[first:last]) == pytest.approx(max(sums))


def test_what_was_saved_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    save(path, made())
    back = load(path)
    assert (back.labels, back.situations) == (made().labels, made().situations)
    assert back.words.grams == made().words.grams
    assert np.allclose(back.columns(slice(None)), made().weights, atol=3 / 127)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"text"])
def test_damaged_weights_say_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(content)
    with pytest.raises(AssetError, match="cannot be read"):
        load(path)
    with pytest.raises(AssetError, match="cannot be read"):
        load(tmp_path / "missing.npz")
