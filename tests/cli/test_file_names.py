"""H-33: names of files as people have them, with accents, brackets, blanks, dashes in front."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.hearing import SENTENCE, spoken, write_wav
from voicecoach.cli import main
from voicecoach.cli.main import spread

NAMES = ["Réponse à Søren [take 2].wav", "-h33b.wav", "--help", "100% mine.wav", "録音 {x}.wav"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        write_wav(tmp_path / name, spoken(SENTENCE))
    return tmp_path


@pytest.mark.slow
@pytest.mark.usefixtures("folder")
def test_each_is_read_and_named_unharmed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["transcribe", "--listener", "vosk", "--json", "--", *NAMES]) == 0
    heard = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["file"] for one in heard] == NAMES
    assert all("talk" in one["text"] for one in heard)


@pytest.mark.slow
@pytest.mark.usefixtures("folder")
def test_each_can_be_a_reply(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["practice", "no-jobs", "--seed", "1", "--no-voice", "--no-ring", "--listener", "vosk"]
    assert main([*words, "--replies", "--", *NAMES[:3]]) == 0
    out = capsys.readouterr().out
    assert "Score:" in out
    assert "Usage" not in out


@pytest.mark.usefixtures("folder")
def test_one_that_is_not_there_is_named_unharmed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["transcribe", "--listener", "vosk", "--", "-né [b].wav"]) == 1
    assert "-né [b].wav cannot be read" in capsys.readouterr().err


def test_after_two_dashes_everything_is_a_file() -> None:
    assert spread(["practice", "--replies", "a", "--", "-b", "--plain"]) == [
        *("practice", "--replies", "a", "--replies=-b", "--replies=--plain")
    ]
    assert spread(["transcribe", "--json", "--", "-b"]) == ["transcribe", "--json", "--", "-b"]
