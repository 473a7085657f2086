"""Drills that are killed, broken off, or held at a terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.drilling import STRONG, data, log
from tests.house.checkout import ROOT
from tests.sound.program import Program
from voicecoach.history.database import FILE, Database
from voicecoach.history.decks import DeckStore
from voicecoach.history.store import open_store

__all__ = ["data"]
pytestmark = pytest.mark.usefixtures("data")


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_whatever_ends_the_program_every_finished_card_is_kept(data: Path, how: int) -> None:
    command = [sys.executable, "-m", "voicecoach", "drill", "--typed"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        graded = 0
        for line in program.stdout:
            if line.startswith("Your turn"):
                if graded == 2:
                    break
                program.stdin.write(f"{STRONG}\n")
            graded += line.startswith("Graded")
        program.send_signal(how)
        program.communicate()
    assert [one.score for one in log(data)] == [log(data)[0].score] * 2
    with open_store(data) as store:
        assert [turn.number for turn in store.get().turns] == [1, 2]


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_an_answer_is_kept_while_it_is_asked_how_it_felt(
    data: Path, tmp_path: Path, how: int
) -> None:
    words = ("drill", "--typed", "--plain", "--cards", "2")
    with Program(*words, environ=dict(os.environ), home=tmp_path, terminal=True) as program:
        program.wait_for("How nervous")
        program.press("\n")
        program.wait_for("Your turn")
        program.press(f"{STRONG}\n")
        program.wait_for("How did that")
        program.process.send_signal(how)
        program.process.wait(10)
        with open_store(program.data) as store:
            assert [turn.reply.text for turn in store.get().turns] == [STRONG]


@pytest.mark.slow
@pytest.mark.parametrize("words", [["practice", "--typed", "--no-voice"], ["drill", "--typed"]])
def test_a_live_screen_does_not_outlive_its_terminal(data: Path, words: list[str]) -> None:
    """Without a signal: as of a program that is not its terminal's master."""
    keyboard, screen = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "voicecoach", *words],
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color"},
        stdin=screen,
        stdout=screen,
        stderr=screen,
        start_new_session=True,
    )
    os.close(screen)
    shown = b""
    with program:
        try:
            while b"\x1b[?1049h" not in shown:  # the live screen stands
                assert select.select([keyboard], [], [], 30)[0], shown
                shown += os.read(keyboard, 65536)
            os.close(keyboard)
            assert program.wait(15) != 0
        finally:
            program.kill()


def at_a_terminal(words: list[str], answers: list[tuple[str, str]]) -> str:
    """Run the program at a terminal; each answer is typed when its text has appeared."""
    main_end, end = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "voicecoach", *words],
        cwd=ROOT,
        env={**os.environ, "ACCESSIBLE": "1"},
        stdin=end,
        stdout=end,
        stderr=end,
        close_fds=True,
    )
    os.close(end)
    shown, seen, waiting = "", 0, list(answers)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        ready = select.select([main_end], [], [], 0.2)[0]
        if ready:
            try:
                shown += os.read(main_end, 65536).decode()
            except OSError:  # the program closed its end
                break
        if waiting and waiting[0][0] in shown[seen:]:
            text, answer = waiting.pop(0)
            seen = shown.index(text, seen) + len(text)
            os.write(main_end, answer.encode())
        if not ready and program.poll() is not None:
            break
    program.kill()  # harmless when it has ended
    program.wait(10)
    os.close(main_end)
    assert not waiting, shown
    return shown


@pytest.mark.slow
def test_at_a_terminal_with_corrections_and_nerves(data: Path) -> None:
    shown = at_a_terminal(
        ["drill", "--typed"],
        [
            ("How nervous are you?", "4\n"),
            ("Type your reply", "okay thanks bye\n"),
            ("How did that go?", "5\n"),
            ("Choose: 1 go on", "л\n"),  # the key k in Cyrillic: I knew that
            ("The last grade is now: good.", "\n"),
            ("Type your reply", "okay bye\n"),
            ("How did that go?", "\n"),
            ("Choose: 1 go on", "u\n"),
            ("The last grade is taken back", "h\n"),
            ("how nervous are you?", "2\n"),
        ],
    )
    assert "Nerves: 4 before, 2 after. Calmer than before." in shown
    assert "\x1b" not in shown
    assert "\r" not in shown.replace("\r\n", "\n")
    kept = log(data)
    assert [(one.grade, one.by_rule, one.undone, one.felt) for one in kept] == [
        (3, 1, False, 5),
        (1, 1, True, None),
    ]
    store = DeckStore(Database(data / FILE))
    (drill,) = store.drills()
    store.close()
    assert (drill.nerves_before, drill.nerves_after) == (4, 2)
