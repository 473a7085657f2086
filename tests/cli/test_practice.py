"""``voicecoach practice`` as it is typed, without devices; the card tests do the rest."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from voicecoach.cli import main
from voicecoach.cli.main import spread
from voicecoach.errors import NoDeviceError
from voicecoach.history import room
from voicecoach.history.store import open_store
from voicecoach.speech.line import portaudio

REPLIES = "I understand. If you were me, who would you talk to?\nThank you. May I use your name?\n"


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    return tmp_path / "DATA" / "voicecoach"


def test_a_typed_call_from_a_pipe_is_held_and_kept(
    own_folders: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(REPLIES))
    assert main(["practice", "--typed", "--seed", "4"]) == 0
    shown = capsys.readouterr().out
    assert "Goal reached." in shown
    assert "  Turn 2: " in shown
    with open_store(own_folders) as store:
        call = store.get("last")
    assert [turn.reply.text for turn in call.turns] == REPLIES.splitlines()
    assert call.outcome is not None
    assert call.outcome.reached


def test_the_same_seed_is_the_same_call(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    for _ in range(2):
        monkeypatch.setattr("sys.stdin", io.StringIO(REPLIES))
        assert main(["practice", "turned-down", "--typed", "--seed", "11"]) == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]


@pytest.mark.slow
def test_without_a_microphone_and_a_terminal_the_demo_is_run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_device(kind: str, device: str | None = None) -> None:
        raise NoDeviceError("There is no microphone.", "Connect one.")

    monkeypatch.setattr(portaudio, "check", no_device)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["practice"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("There is no microphone. Connect one.")
    assert "A strong reply" in shown
    assert "Word error rate" in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["practice", "no-jobz", "--typed"], "Did you mean no-jobs?"),
        (["practice", "--replies", "nosuch.wav"], "nosuch.wav"),
        (["practice", "--model", "nosuch", "--replies", "nosuch.wav"], "nosuch"),
    ],
)
def test_what_cannot_be_done_is_said(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    assert told in capsys.readouterr().err


def test_several_files_after_one_option() -> None:
    assert spread(["practice", "x", "--replies", "a", "b", "--plain", "--", "--replies", "c"]) == [
        *("practice", "x", "--replies", "a", "--replies", "b", "--plain", "--", "--replies", "c")
    ]


@pytest.mark.slow
def test_the_demo_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--json"]) == 0
    weak, strong = json.loads(capsys.readouterr().out)["calls"]
    assert (weak["kind"], strong["kind"]) == ("weak", "strong")
    assert weak["score"] < 40
    assert strong["score"] >= 60
    assert weak["slips"]
    assert len(strong["moves"]) >= 2
    for call in (weak, strong):
        assert 0 <= call["wer"] < 0.6
        assert call["said"] != call["heard"]
        ends = [word["end"] for word in call["words"]]
        assert ends == sorted(ends)


def test_little_room_is_said_before_the_telephone_rings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LITTLE", 10**18)
    monkeypatch.setattr("sys.stdin", io.StringIO(REPLIES))
    assert main(["practice", "--typed"]) == 0
    before, ringing, _ = capsys.readouterr().out.partition("Ringing")
    assert ringing
    assert "Free some space before you call." in before


def test_without_a_place_for_the_history_all_else_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("sys.stdin", io.StringIO(REPLIES))
    assert main(["practice", "--typed", "--seed", "4"]) == 0
    shown = capsys.readouterr().out
    assert "Set XDG_DATA_HOME to a folder that you may write to. This call is not kept." in shown
    assert "Goal reached." in shown
    assert main(["score", "--situation", "no-jobs", "Who else?"]) == 0
    assert main(["data", "where"]) == 0
    for words in (["review"], ["progress"], ["review", "--list"]):
        capsys.readouterr()
        assert main(words) == 1
        assert "XDG_DATA_HOME" in capsys.readouterr().err
