"""``voicecoach review`` and ``progress`` as they are typed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.history.making import BEGAN, BLOCK, call, turn
from voicecoach.app.parts import playing
from voicecoach.app.upkeep.kept_data import now
from voicecoach.cli import main
from voicecoach.history.recorder import CallRecorder
from voicecoach.history.recordings import Recordings
from voicecoach.history.store import open_store

HOSTILE = "i [unk] see [/b] who [link=x] \x1b[31m else \u202e"


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "100% mine #1" / name))
    return tmp_path / "100% mine #1" / "DATA" / "voicecoach"


@pytest.fixture
def kept(own_folders: Path) -> Path:
    """Two calls: c1 spoken with sound, c2 typed, a day later."""
    recorder = CallRecorder(own_folders)
    recorder.began(call("c1"))
    recorder.turn_started(1, 1)
    recorder.sound(BLOCK * 50)
    said = recorder.turn_done(turn(moves=[("thank", "i see")], missing=("purpose",)))
    recorder.ended(call("c1", said, reached=True))
    recorder.close()
    later = call("c2", began=BEGAN + timedelta(days=1), title="A long title of a call " * 4)
    with open_store(own_folders) as store:
        store.begin(later)
        typed = turn(1, text=HOSTILE, contact="No [b]jobs[/b].", score=90, source="typed")
        store.add_turn("c2", replace(typed, at=BEGAN + timedelta(days=1)))
    return own_folders


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(words) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def test_the_last_call_is_shown_unharmed(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "review")
    assert "Dana Price: No [b]jobs[/b]." in text
    assert "You: i [unk] see [/b] who [link=x]  [31m else" in text
    assert not {"\x1b", "\u202e"} & set(text)
    assert text == shown(capsys, "review", "last") == shown(capsys, "review", "c2")


def test_a_call_whole_as_json(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = json.loads(shown(capsys, "review", "c1", "--json"))
    (one,) = values["turns"]
    assert one["recording"] == "recordings/c1/reply-01-1.flac"
    assert (kept / one["recording"]).is_file()
    assert one["marks"][0]["evidence"] == "i see"
    assert one["ended"]
    assert json.loads(shown(capsys, "review", "--json"))["turns"][0]["raw"] == HOSTILE


def test_the_list_fits_forty_columns(
    kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in (40, 72, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = shown(capsys, "review", "--list").splitlines()
        assert max(map(len, lines)) <= columns
        assert "c2" in "".join(lines)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("--list", ["c2", "c1"]),
        ("--sort oldest", ["c1", "c2"]),
        ("--min-score 80", ["c2"]),
        ("--max-score 80", ["c1"]),
        ("--from 2026-01-06", ["c2"]),
        ("--to 2026-01-05", ["c1"]),
        ("--move thank", ["c1"]),
        ("--list --limit 1", ["c2"]),
        ("--call nobody", []),
    ],
)
def test_lists(kept: Path, capsys: pytest.CaptureFixture[str], words: str, ids: list[str]) -> None:
    values = json.loads(shown(capsys, "review", *words.split(), "--json"))
    assert [row["id"] for row in values["calls"]] == ids
    text = shown(capsys, "review", *words.split())
    assert all(id_ in text for id_ in ids)


def test_searching(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "*who* *else*" in shown(capsys, "review", "--search", "who else")
    for typed in ("", "isn't", '"', "*", "x" * 10_000, "nosuch"):
        assert shown(capsys, "review", "--search", typed) == "Nothing was found.\n"
        assert json.loads(shown(capsys, "review", "--search", typed, "--json")) == []
    hits = json.loads(shown(capsys, "review", "--search", "jobs", "--json"))
    assert {(hit["call_id"], hit["side"]) for hit in hits} == {("c1", "contact"), ("c2", "contact")}


def test_comparing(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = json.loads(shown(capsys, "review", "--compare", "c1", "--json"))
    assert (values["before"]["id"], values["after"]["id"]) == ("c1", "c2")
    assert "First tries, after: 90" in shown(capsys, "review", "c1", "--compare", "c2")


def test_playing(
    kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[object] = []
    monkeypatch.setattr(playing.Player, "play", lambda self, clip: played.append(clip.pcm))
    monkeypatch.setattr(playing.Player, "speak", lambda self, text, voice: played.append(text))
    text = shown(capsys, "review", "c1", "--play-turn", "1")
    assert played == ["I don't know of any jobs.", BLOCK * 50]
    assert text.startswith("Turn 1: 70 of 100")
    shown(capsys, "review", "c1", "--play")
    assert len(played) == 4


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("review nosuch", "There is no call 'nosuch'. See which there are"),
        ("review c", "fits more than one call"),
        ("review c1 --play-turn 7", "There is no turn 7. There are turns 1 to 1."),
        ("review c2 --play", "There is no sound of it."),
        ("review c2 --compare c2", "are the same call"),
        ("review --move thnk", "Did you mean thank?"),
    ],
)
def test_what_cannot_be_shown_is_said(
    kept: Path, capsys: pytest.CaptureFixture[str], words: str, told: str
) -> None:
    assert main(words.split()) == 1
    said = capsys.readouterr()
    assert told in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    "words",
    [
        *("--list --search x", "--play --compare c1", "--from yesterday", "--min-score 101"),
        *("--sort nosuch", "--play-turn 0", "--search x --min-score 3", "--limit 0"),
    ],
)
def test_what_makes_no_sense_is_bad_usage(
    kept: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert main(["review", *words.split()]) == 2
    assert "Usage" in capsys.readouterr().err


def test_without_any_call(own_folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, "review", "--list") == "No calls yet. Rehearse: voicecoach practice\n"
    assert json.loads(shown(capsys, "review", "--list", "--json")) == {"count": 0, "calls": []}
    assert "You met no noes yet." in shown(capsys, "progress")
    assert json.loads(shown(capsys, "progress", "--json"))["weeks"]
    assert main(["review"]) == 1
    assert "There are no calls yet. Rehearse one" in capsys.readouterr().err


def test_progress(
    kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(kept) as store:
        store.begin(call("now", began=now()))
        store.add_turn("now", turn(at=now()))
    text = shown(capsys, "progress")
    values = json.loads(shown(capsys, "progress", "--json"))
    assert values["sentence"] == "You asked in 1 of 1 no this week, 2 of 2 before."
    assert text.splitlines()[0] == values["sentence"]
    assert max(map(len, text.splitlines()[1:])) <= 40
    bars = set("█·")
    assert bars & set(text)
    assert not bars & set(shown(capsys, "progress", "--no-chart"))
    monkeypatch.setenv("ACCESSIBLE", "1")
    assert not bars & set(shown(capsys, "progress"))
    monkeypatch.delenv("ACCESSIBLE")
    assert len(json.loads(shown(capsys, "progress", "--weeks", "2", "--json"))["weeks"]) == 2


def test_sound_of_a_killed_program_is_saved_and_said(
    own_folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    killed = Recordings(own_folders).begin("c9", 1, 1)
    killed.write(BLOCK * 100)
    killed.leave()
    assert main(["review", "--list", "--json"]) == 0
    said = capsys.readouterr()
    assert "2.0 s of sound" in said.err
    json.loads(said.out)


@pytest.mark.parametrize("words", [["review", "--json"], ["review", "--list"], ["progress"]])
def test_a_closed_pipe_is_a_quiet_end(kept: Path, words: list[str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "voicecoach", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait() == 0
