"""Output in any code page and into a pipe that is closed: of the program as it is started."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sound.program import Program
from voicecoach.cli import main

PROGRAM = [sys.executable, "-m", "voicecoach"]
CODE_PAGES = ("ascii", "cp437")
NAME = "Zoë Nguyễn"
ROW = {"id": "é", "situation": "no-jobs", "contact": "No jobs.", "reply": f"Who else, {NAME} ✓?"}


def started(folder: Path, *words: str, stdin: str = "", **more: str) -> subprocess.Popen[bytes]:
    homes = {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("DATA", "CACHE", "CONFIG")}
    process = subprocess.Popen(
        [*PROGRAM, *words],
        env={**os.environ, **homes, "PYTHONUTF8": "0", **more},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(stdin.encode())
    process.stdin.close()
    process.stdin = None
    return process


def ran(folder: Path, *words: str, stdin: str = "", **more: str) -> bytes:
    process = started(folder, *words, stdin=stdin, **more)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err.decode("utf-8", "replace")
    assert b"Traceback" not in err
    return out


@pytest.mark.slow
@pytest.mark.parametrize("page", CODE_PAGES)
def test_names_that_a_code_page_lacks_are_no_trouble(tmp_path: Path, page: str) -> None:
    code_page = {"PYTHONIOENCODING": page}
    ran(tmp_path, "people", "add", NAME, **code_page)
    assert "Zo" in ran(tmp_path, "people", "list", **code_page).decode(page)
    ran(tmp_path, "scenarios", "show", "turned-down", **code_page)
    out = ran(tmp_path, "score", "--jsonl", "-", stdin=json.dumps(ROW) + "\n", **code_page)
    assert json.loads(out.decode(page))["id"] == ROW["id"], "what is meant for programs is whole"


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["scenarios", "list"],
        ["scenarios", "schema"],
        ["scenarios", "coverage"],
        ["phrasings", "list", "--all"],
        ["drill", "--list"],
        ["practice", "no-jobs", "--typed", "--plain"],
    ],
    ids=" ".join,
)
def test_a_reader_that_has_gone_is_a_quiet_end(tmp_path: Path, words: list[str]) -> None:
    """H-24: as with ``| head -1``: the pipe is closed after the first line."""
    process = started(tmp_path, *words, PYTHONUNBUFFERED="1")
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    err = process.stderr.read().decode()
    assert process.wait(60) in {0, 130}
    assert not err, err
    process.stderr.close()


@pytest.mark.slow
def test_rows_that_nobody_reads_any_more_are_a_quiet_end(tmp_path: Path) -> None:
    """H-24: ``score --jsonl - | head -1``, where much is still to be written."""
    process = started(tmp_path, "score", "--jsonl", "-", stdin=(json.dumps(ROW) + "\n") * 300)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


BRACKETS = "i [unk] see [/b] who else [link=x] works there"


def test_brackets_are_text_wherever_people_wrote_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """H-23: words heard, names and notes are never markup."""
    for kind in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))

    def said(*words: str, stdin: str = "") -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        assert main(words) == 0
        return capsys.readouterr().out

    contact = ("--situation", "no-jobs", "--contact", "[/] none")
    assert BRACKETS in said("score", *contact, BRACKETS)
    said("people", "add", "Ann [/b] Bo", "--notes", "[/] x")
    assert "Ann [/b] Bo" in said("people", "list")
    assert "[/] x" in said("people", "show", "Ann")
    assert BRACKETS in said("practice", "no-jobs", "--typed", "--no-best", stdin=f"{BRACKETS}\n")
    said("mark", "last", "--note", "[/b] note")
    seen = said("review")
    assert BRACKETS in seen
    assert "[/b] note" in seen


@pytest.mark.slow
@pytest.mark.parametrize(
    ("closed", "words"),
    [
        ("<&-", ("practice", "--typed")),
        (">&-", ("practice", "--typed")),
        ("2>&-", ("transcribe", "no-such-file.wav")),
        ("<&- >&- 2>&-", ("practice", "--typed")),
        ("<&- >&- 2>&-", ("scenarios", "list")),
    ],
)
def test_without_standard_streams_nothing_breaks(
    tmp_path: Path, words: tuple[str, ...], closed: str
) -> None:
    """H-24's kind: started by a service, or on Windows without a console."""
    command = f'"$@" {closed}; echo "status $?"'
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("DATA", "CACHE", "CONFIG")}
    done = subprocess.run(
        ["sh", "-c", command, "sh", *PROGRAM, *words],
        env={**os.environ, **homes},
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stderr.count("\n") <= 1, done.stderr
    assert done.stdout.endswith(f"status {int(words[0] == 'transcribe')}\n"), done.stdout


@pytest.mark.slow
def test_accessible_means_lines_and_no_cursor_movement(tmp_path: Path) -> None:
    """H-22: a screen reader reads each event once, and whoever hung up by mistake goes on."""
    environ = {**os.environ, "ACCESSIBLE": "1"}
    words = ("practice", "no-jobs", "--typed")
    with Program(*words, environ=environ, home=tmp_path, terminal=True) as program:
        program.wait_for("Type your reply")
        program.press("Who else could I ask?\n")
        program.wait_for("Choose: 1 go on")
        program.press("4\n")
        program.wait_for("You hung up.")
        program.wait_for("Choose: 1 end the call")
        program.press("2\n")
        program.wait_for("Choose: 1 go on")
        program.press("4\n")
        program.wait_for("Choose: 1 end the call")
        program.press("1\n")
        assert program.ended() == 0
        assert "\x1b" not in program.raw
        assert "\r" not in program.raw.replace("\r\n", "\n")
        assert "You said: Who else could I ask?" in program.raw


@pytest.mark.slow
@pytest.mark.parametrize("words", [["--help"], ["scenarios", "list"], ["progress"]])
def test_a_full_disk_behind_the_output_is_told_in_one_line(
    tmp_path: Path, words: list[str]
) -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [*PROGRAM, *words],
            env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert run.returncode == 1
    assert run.stderr == (
        "voicecoach: Standard output cannot be written: No space left on device. "
        "Send it somewhere else.\n"
    )
