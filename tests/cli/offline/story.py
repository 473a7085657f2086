"""Every command of the program once, one after another, as data: words, input, exit code.

Run as a module it types them in this process and writes what became of each:
``python -m tests.cli.offline.story quick|heavy RESULTS``.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROW = '{"id": 1, "situation": "no-jobs", "contact": "No jobs.", "reply": "Who else could I ask?"}\n'
SAID = "I see. Who else should I talk to?\n"
SPOKEN = ("--replies", "reply.wav", "--no-voice")


@dataclass(frozen=True, slots=True)
class Told:
    """One command.

    Attributes:
        words: behind the program's name.
        stdin: what its standard input holds.
        status: its exit code; None: whichever, it depends on the machine.
    """

    words: tuple[str, ...]
    stdin: str = ""
    status: int | None = 0


def told(line: str, stdin: str = "", status: int | None = 0) -> Told:
    """A command as it is typed; ``_`` stands for a space inside a word."""
    return Told(tuple(word.replace("_", " ") for word in line.split()), stdin, status)


QUICK = (
    told("profile set name Ada"),
    told("profile show"),
    told("profile", "\n" * 12),
    told("progress"),
    told("drill --list"),
    told("deck"),
    told("deck export deck.json"),
    told("deck import deck.json"),
    told("deck hear --json", status=1),
    told("people add Dana_Price --company Hale --on today"),
    told("people list"),
    told("people show Dana"),
    told("people edit Dana --role buyer"),
    told("people tree"),
    told("people export people.csv"),
    told("people import people.csv"),
    told("calls add Dana --on today"),
    told("calls list"),
    told("calls next"),
    told("calls done Dana --outcome promised --said No_jobs."),
    told("calls add Dana --on today"),
    told("calls cancel Dana"),
    told("calls export calls.csv"),
    told("calls import calls.csv"),
    told("people remove Dana --yes"),
    told("week"),
    told("if-then list"),
    told("phrasings add use-name May_I_say_you_sent_me?"),
    told("phrasings list"),
    told("phrasings remove use-name May_I_say_you_sent_me?"),
    told("scenarios show no-jobs"),
    told("scenarios new my-call"),
    told("scenarios schema"),
    told("models list"),
    told("models use built-in"),
    told("models remove vosk-model-small-en-us-0.15", status=1),
    told("data where"),
    told("data size"),
    told("data keep 100"),
    told("data backup kept.zip"),
    told("data restore kept.zip"),
    told("data wipe --yes"),
)
"""What neither judges nor sounds: a fraction of a second each."""

HEAVY = (
    told("practice no-jobs --typed --no-best", SAID * 12),
    told("review last"),
    told("review last --export call.html"),
    told("mark last --star --note good"),
    told("today --json"),
    told("drill daily --typed --cards 1", SAID * 4),
    told("people add Dana_Price"),
    told("rehearse Dana --save ."),
    told("now Dana --typed", SAID * 2),
    told("script build --typed --only ask", "Whom should I talk to?\n1\n"),
    told("script show"),
    told("script edit --line ask --say Whom_would_you_ask?"),
    told("script hear --json"),
    told("script print --out script.html"),
    told("if-then add We_are_cutting_staff. I_see._Who_else? --situation not-hiring"),
    told("if-then remove not-hiring"),
    told("scenarios list"),
    told("scenarios new my-other-call"),
    told("scenarios check my-other-call.yaml"),
    told("scenarios play my-other-call.yaml --typed", SAID * 12),
    told("scenarios coverage"),
    told("score --jsonl -", ROW),
    Told(("practice", *SPOKEN, "--no-ring")),
    Told(("correct", "last", "--turn", "1", "--words", "Whom would you ask?")),
    told("transcribe reply.wav --json"),
    told("import reply.wav --consent"),
    told("demo --json"),
    told("voices en-us"),
    told("devices"),
    told("doctor", status=None),
)
"""With the scorer, voice, recognition and worker processes."""

INSTALL = told("models install", status=1)
"""The one that may try."""

PAGE = told("web --no-open")
"""Serves until it is told to end."""

EVERY = (*QUICK, *HEAVY, INSTALL, PAGE)


def main(which: str, results: str) -> None:
    """Type them; each line of the results is the status, what was printed, what was tried."""
    from voicecoach.cli.main import main as program

    tried = Path(os.environ["CONNECTIONS_TRIED"])
    with Path(results).open("w", encoding="utf-8") as file:
        for one in {"quick": QUICK, "heavy": HEAVY}[which]:
            tried.unlink(missing_ok=True)
            printed = io.StringIO()
            with tempfile.TemporaryFile() as typed:
                typed.write(one.stdin.encode())
                typed.seek(0)
                os.dup2(typed.fileno(), 0)
                with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
                    status = program(one.words)
            connections = tried.read_text(encoding="utf-8") if tried.exists() else ""
            file.write(json.dumps([status, printed.getvalue(), connections]) + "\n")
            file.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
