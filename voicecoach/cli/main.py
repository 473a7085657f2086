"""The program's entry: builds the commands, runs one, turns errors into words and exit codes.

Exit codes: 0 done, 1 could not be done (said why), 2 bad usage, 130 Ctrl-C.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable, Sequence

import typer

import voicecoach
from voicecoach.cli import (
    bring_in,
    calls,
    data,
    deck,
    demo,
    doctor,
    drill,
    equipment,
    if_then,
    marks,
    models,
    now,
    people,
    phrasings,
    practice,
    profile,
    progress,
    rehearse,
    review,
    scenarios,
    score,
    script,
    transcribe,
    web,
    week,
)
from voicecoach.errors import NO_ROOM, VoiceCoachError
from voicecoach.speech.line.hanging import hangs
from voicecoach.terminal.text.out import complain

DONE, FAILED, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130
UNWRITABLE = {*NO_ROOM, errno.EIO}
"""What a full disk, or a terminal that is gone, answers to what is written to it."""
LIST_OPTIONS = ("--replies",)
"""Options that take several values after one name, as in ``--replies a.wav b.flac``."""

GROUPS = (
    *(practice, drill, deck, review, marks, progress, week, rehearse, people, calls),
    *(now, profile, script, if_then, phrasings),
    *(web, demo, scenarios, score, transcribe, bring_in),
    *(models, doctor, equipment, data),
)
"""In the order that `--help` lists them."""


def build(words: Sequence[str] | None = None) -> typer.Typer:
    """All commands.

    Args:
        words: what the program was started with: commands that are not named in it are known by
            name and help only, since building them took a third of the time of ``--help``.
            None: all of it.
    """
    app = typer.Typer(
        name="voicecoach",
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(_top)
    for group in GROUPS:
        group.register(app)
    if words is not None:
        _only_names(app, words)
    return app


def _only_names(app: typer.Typer, words: Sequence[str]) -> None:
    """What is not named in the words is left with its name and help."""
    for command in app.registered_commands:
        callback = command.callback
        if callback is not None and _name(command.name, callback.__name__) not in words:
            command.callback = _nothing_of(callback)
    for group in app.registered_groups:
        held = group.typer_instance
        if held is not None and _name(group.name, _name(held.info.name, "")) not in words:
            group.typer_instance = stub = typer.Typer()
            stub.info, stub.registered_callback = held.info, held.registered_callback


def _name(given: object, otherwise: str) -> str:
    """The name of a command or group; where none was given, it comes from elsewhere."""
    return given if isinstance(given, str) else otherwise.replace("_", "-")


def _nothing_of(callback: Callable[..., object]) -> Callable[[], None]:
    """A command of the same name and help that takes nothing and does nothing."""

    def nothing() -> None:
        return None

    nothing.__name__, nothing.__doc__ = callback.__name__, callback.__doc__
    return nothing


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"voicecoach {voicecoach.__version__}")
        raise typer.Exit


def _top(
    context: typer.Context,
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    """Rehearse job-search phone calls out loud, on your own machine, without a network.

    Without a command it tells what is worth doing today, and Enter starts it.
    """
    if context.invoked_subcommand is None:
        drill.today(json=False)


def spread(argv: Sequence[str]) -> list[str]:
    """``--replies a b`` as ``--replies a --replies b``: click knows no open-ended options.

    After ``--replies --`` whatever follows is a file, also one that looks like an option.
    """
    result: list[str] = []
    current = ""
    for position, word in enumerate(argv):
        if word == "--":
            rest = argv[position + 1 :]
            return result + ([f"{current}={each}" for each in rest] if current else ["--", *rest])
        if word in LIST_OPTIONS:
            current = word
        elif word.startswith("-"):
            current = ""
            result.append(word)
        else:
            result += [current, word] if current else [word]
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        argv: the words after the program's name; None: those it was started with.

    Returns:
        the exit code.
    """
    if argv is not None:
        return _status(spread(argv))
    _fill_streams()
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name that the code page lacks is no trouble
        sys.stdout.reconfigure(errors="replace")
    status = _status(spread(sys.argv[1:]))
    if hangs():  # taking the process apart would crash in the sound system
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)
    return status


def _fill_streams() -> None:
    """A program started without its standard streams (`>&-`, no console) reads and writes nothing.

    Else the next file that is opened would take their place.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nowhere, mode, encoding="utf-8"))


def _status(words: list[str]) -> int:
    """Run these words; the exit code."""
    try:
        status = typer.main.get_command(build(words)).main(
            words, prog_name="voicecoach", standalone_mode=False
        )
        sys.stdout.flush()
    except typer.TyperException as error:
        error.show()  # type: ignore[attr-defined]  # all that Typer raises have it, not their base
        return BAD_USAGE
    except (typer.Abort, KeyboardInterrupt):
        print(file=sys.stderr)
        return INTERRUPTED
    except SystemExit as error:  # what Typer makes of a BrokenPipeError
        if not isinstance(error.__context__, BrokenPipeError):
            raise
        return _reader_has_gone()
    except (VoiceCoachError, OSError) as error:
        return _told(error)
    return status if isinstance(status, int) else DONE


def _told(error: VoiceCoachError | OSError) -> int:
    """Say what went wrong, also where nothing can be written any more; the exit code.

    Raises:
        OSError: it is a mistake of ours.
    """
    if isinstance(error, BrokenPipeError):
        return _reader_has_gone()
    what: object = error
    if isinstance(error, OSError):
        if error.filename is not None or error.errno not in UNWRITABLE:
            raise error
        _reader_has_gone()
        what = f"Standard output cannot be written: {error.strerror}. Send it somewhere else."
    with contextlib.suppress(OSError):
        complain(what)
    return FAILED


def _reader_has_gone() -> int:
    """`| head` or a pager that was left closed the pipe: a quiet end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
