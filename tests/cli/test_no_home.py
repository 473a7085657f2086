"""H-35: no home to write to. What needs no history works; the rest says which variable to set."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.offline.story import QUICK, SAID, Told, told
from tests.hearing import SENTENCE, spoken, write_wav
from voicecoach.cli import main

NEEDS_NONE = {"scenarios", "score", "--help", "practice", "demo"}
"""First words of commands that work all the same."""

NOT_THERE = re.compile(r"There (is|are) no(body)?\b|Nobody is")
"""Said of what is read and was never kept."""

MORE = (
    told("--help"),
    told("score --situation no-jobs --contact No. Who_else?"),
    told("practice no-jobs --typed --no-best", SAID * 3),
    told("today"),
    told("review"),
    told("mark last --star"),
    told("now Dana --typed", SAID * 3),
    told("script show"),
    told("script build --typed --only ask", "Whom should I talk to?\n1\n"),
    told("if-then add We_are_cutting_staff. I_see._Who_else? --situation not-hiring"),
    told("drill daily --typed --cards 1", SAID * 4),
)


@pytest.fixture(params=["a file", "not ours"])
def homeless(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process has a home in which nothing can be made, whoever runs it."""
    homes = {"a file": "/dev/null", "not ours": "/sys"}
    for variable in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "USERPROFILE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", homes[request.param])
    monkeypatch.chdir(tmp_path)


@pytest.mark.slow
@pytest.mark.usefixtures("homeless")
def test_every_command_works_or_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [problem for one in (*MORE, *QUICK) for problem in _problems(one, monkeypatch, capsys)]
    assert not wrong, "\n".join(wrong)


def _problems(
    one: Told, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    monkeypatch.setattr(sys, "stdin", io.StringIO(one.stdin))
    line = " ".join(one.words)
    try:
        status = main(one.words)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told with its command
        return [f"{line}: {type(error).__name__}: {error}"]
    shown = "".join(capsys.readouterr())
    if one.words[0] in NEEDS_NONE and status:
        return [f"{line}: {status}: {shown[-300:]}"]
    if status not in (0, 1) or "Traceback" in shown:
        return [f"{line}: {status}: {shown[-300:]}"]
    says_where = "XDG_DATA_HOME" in shown or NOT_THERE.search(shown)
    if status and not says_where:
        return [f"{line}: says nothing of use: {shown[-300:]}"]
    return []


NOBODY = Path(__file__).parent / "no_home"


@pytest.mark.slow
@pytest.mark.parametrize("words", [("transcribe", "reply.wav"), ("demo", "--json")], ids=" ".join)
def test_a_user_whom_the_system_does_not_know(tmp_path: Path, words: tuple[str, ...]) -> None:
    """No HOME, no entry in the list of users: Vosk could not even be imported."""
    write_wav(tmp_path / "reply.wav", spoken(SENTENCE))
    done = subprocess.run(
        [sys.executable, "-m", "voicecoach", *words],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(NOBODY)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "talk" in done.stdout
