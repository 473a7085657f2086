"""Text that fits a terminal: safe to print, cut to a width, in columns, bars."""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence

NARROW = 72
"""Columns; below it a row takes two lines."""


def wrapped(line: str, columns: int) -> list[str]:
    """The line in pieces of at most ``columns``, cut between words, the rest set in.

    A word that is longer than that stays whole; the terminal cuts it.
    """
    line = safe(line)
    if width(line) <= columns:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    behind = indent + "  "
    pieces, current = [], indent
    for word in line.split():
        gap = "" if current in (indent, behind) else " "
        if gap and width(current + gap + word) > columns:
            pieces.append(current)
            current, gap = behind, ""
        current += gap + word
    return [*pieces, current]


def say_wrapped(lines: Iterable[str]) -> None:
    """Print lines: fitted to the terminal, or, in a pipe or file, as they are."""
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in lines:
        for piece in wrapped(line, columns) if columns else [line]:
            say(piece)


def say_json(value: object) -> None:
    """Print JSON in plain ASCII: safe for every terminal and code page."""
    print(json.dumps(value, indent=1))


def say(line: str = "") -> None:
    """Print one line in whatever code page the terminal has."""
    encoding = sys.stdout.encoding or "utf-8"
    print(safe(line).encode(encoding, "replace").decode(encoding))


def safe(text: str) -> str:
    """Without what would command a terminal: what people said is shown, never obeyed.

    Control and direction characters become spaces; brackets stay, nothing is markup here.
    """
    return "".join(
        " " if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") else character
        for character in text
    )


def width(text: str) -> int:
    """Columns the text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def cut(text: str, most: int) -> str:
    """The text in at most ``most`` columns, with an ellipsis where something is left out."""
    text = safe(text)
    if width(text) <= most:
        return text
    kept = ""
    for character in text:
        if width(kept + character) > most - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """The text in exactly ``columns`` columns."""
    short = cut(text, columns)
    space = " " * (columns - width(short))
    return space + short if right else short + space


def table(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> list[str]:
    """Rows in columns as wide as their widest cell, one space between.

    Args:
        rows: the first one is the heading.
        right: for each column, whether it is flush right.
    """
    widths = [max(width(row[column]) for row in rows) for column in range(len(right))]
    return [
        " ".join(
            padded(cell, columns, right=flush)
            for cell, columns, flush in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in rows
    ]


def bar(percent: int | None, columns: int) -> str:
    """A bar for 0–100 percent; empty where there is nothing to show."""
    full, empty = ("█", "·") if _can_print("█·") else ("#", ".")
    if percent is None:
        return " " * columns
    filled = round(columns * percent / 100)
    return full * filled + empty * (columns - filled)


def _can_print(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
