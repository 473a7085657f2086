"""Which model hears, and whether it is whole: over small made-up folders and the built-in one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach import assets
from voicecoach.errors import ModelError
from voicecoach.speech.hearing import model_store
from voicecoach.speech.hearing.model_store import FST_MAGIC, check, choose, frame_seconds

FILES = (
    *("am/final.mdl", "conf/model.conf", "conf/mfcc.conf"),
    *("graph/HCLG.fst", "graph/words.txt"),
)
PAIR = ("graph/HCLr.fst", "graph/Gr.fst", "graph/disambig_tid.int")
IVECTOR = ("final.ie", *model_store.IVECTOR)


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return folder


def fst(flags: int) -> bytes:
    """The head of an OpenFst file, as far as the flags."""
    texts = b"".join(len(text).to_bytes(4, "little") + text for text in (b"const", b"standard"))
    return FST_MAGIC + texts + (2).to_bytes(4, "little") + flags.to_bytes(4, "little")


def test_the_built_in_model_is_whole() -> None:
    check(assets.builtin_model())


@pytest.mark.parametrize(
    "names",
    [FILES, (*FILES[:3], *PAIR, FILES[4]), (*FILES, *(f"ivector/{name}" for name in IVECTOR))],
)
def test_whole_models(tmp_path: Path, names: tuple[str, ...]) -> None:
    check(make(tmp_path, *names))


@pytest.mark.parametrize("missing", FILES)
def test_the_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    make(tmp_path, *(name for name in FILES if name != missing))
    with pytest.raises(ModelError, match="missing or empty") as problem:
        check(tmp_path)
    assert missing in str(problem.value)


@pytest.mark.parametrize("missing", model_store.IVECTOR)
def test_with_speaker_vectors_all_their_files_are_needed(tmp_path: Path, missing: str) -> None:
    make(tmp_path, *FILES, *(f"ivector/{name}" for name in IVECTOR if name != missing))
    with pytest.raises(ModelError, match=missing.replace(".", r"\.")):
        check(tmp_path)


def test_an_empty_file_is_a_missing_one(tmp_path: Path) -> None:
    (make(tmp_path, *FILES) / "am" / "final.mdl").write_bytes(b"")
    with pytest.raises(ModelError, match=r"final\.mdl"):
        check(tmp_path)


@pytest.mark.parametrize(("flags", "whole"), [(0, False), (1, False), (2, True), (3, True)])
def test_a_graph_may_hold_its_words_itself(tmp_path: Path, flags: int, whole: bool) -> None:
    make(tmp_path, *FILES[:4])
    (tmp_path / "graph" / "HCLG.fst").write_bytes(fst(flags))
    if whole:
        check(tmp_path)
        return
    with pytest.raises(ModelError, match=r"words\.txt"):
        check(tmp_path)


def test_one_folder_too_high_is_told(tmp_path: Path) -> None:
    inner = make(tmp_path / "vosk-model-small", *FILES)
    with pytest.raises(ModelError) as problem:
        check(tmp_path)
    assert f"one folder deeper: {inner}" in str(problem.value)


def test_no_folder_at_all(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no recognition model in"):
        check(tmp_path / "nosuch")


def test_the_first_that_is_wanted_is_chosen(tmp_path: Path) -> None:
    ours, option, chosen = (make(tmp_path / name, *FILES) for name in ("ours", "option", "chosen"))
    assert choose(ours, None, None).builtin
    assert choose(ours, None, chosen).folder == chosen
    found = choose(ours, option, None, chosen)
    assert (found.folder, found.builtin) == (option, False)
    assert choose(ours, tmp_path / "option" / ".." / "ours").builtin


def test_a_broken_choice_is_told_not_passed_over(tmp_path: Path) -> None:
    ours = make(tmp_path / "ours", *FILES)
    with pytest.raises(ModelError, match="nosuch"):
        choose(ours, tmp_path / "nosuch")


@given(st.floats(1.0, 50.0).map(lambda value: round(value, 2)), st.integers(1, 4))
def test_frames_as_kaldi_reads_them(tmp_path_factory, shift: float, factor: int) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("model")
    (folder / "conf").mkdir()
    (folder / "conf" / "mfcc.conf").write_text(
        f"--frame_shift=99\n # --frame-shift=1\n--frame-shift={shift} # ms\n"
    )
    (folder / "conf" / "model.conf").write_text(f"--beam=10\n--frame-subsampling-factor={factor}\n")
    assert frame_seconds(folder) == pytest.approx(shift * factor / 1000)


def test_frames_where_nothing_is_said(tmp_path: Path) -> None:
    assert frame_seconds(tmp_path) == 0.01
    make(tmp_path, "conf/mfcc.conf")
    (tmp_path / "conf" / "mfcc.conf").write_text("--frame-shift=ten\n")
    assert frame_seconds(tmp_path) == 0.01
