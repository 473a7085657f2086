"""Settings and folders: the only reader of the environment and of the settings file.

The settings file is ``config.toml`` in the config folder (Linux: ``~/.config/voicecoach``). It is
optional; every key has a default. ``load`` depends on its mapping and on that file only, makes
no folder and needs none.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from voicecoach.errors import SettingsError

APP = "voicecoach"
CONFIG_NAME = "config.toml"
NUMBERS: Mapping[str, tuple[tuple[float, float], str]] = {
    "day_ends": ((0.0, 12.0), "an hour after midnight"),
    "new_cards": ((0.0, 100.0), "a number of cards"),
}
"""Lowest and highest value of each number, and what it is."""
WORDS: Mapping[str, tuple[str, ...]] = {"patience": ("relaxed", "normal", "brisk")}
"""What each setting that is one word of a few can be."""

Folder = Literal["config", "data", "cache"]
_XDG: dict[Folder, tuple[str, str]] = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}
"""Variable and default below the home folder: XDG Base Directory Specification 0.8."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the settings file can say.

    Attributes:
        model: folder of a recognition model; None: the built-in one.
        voice: the contact's lines are spoken.
        ring: the telephone rings before the contact answers.
        cue: a short tone says that it is the caller's turn.
        input_device: the microphone's name; None: the system's choice.
        output_device: the loudspeaker's name; None: the system's choice.
        patience: how long the contact waits for a reply to go on, in a word.
        press_to_talk: a key begins each reply and a key ends it.
        day_ends: hour after midnight at which a practice day of the deck ends.
        new_cards: how many cards of the deck are new on one day.
        mask: words that are masked in everything that shows past calls; None: none are.
    """

    model: Path | None = None
    voice: bool = True
    ring: bool = True
    cue: bool = False
    input_device: str | None = None
    output_device: str | None = None
    patience: str = "normal"
    press_to_talk: bool = False
    day_ends: float = 4.0
    new_cards: float = 5.0
    mask: str | None = None


@dataclass(frozen=True, slots=True)
class Settings(Preferences):
    """The preferences with what the environment says, and the folders.

    Attributes:
        plain: ``ACCESSIBLE`` is set, or the terminal is a ``dumb`` one: one line an event in
            place of a live screen, and nothing is written over.
        colour: False if ``NO_COLOR`` is set.
        editor: program and words that open a text file; empty where none is set.
        config_folder: of the settings file.
        data_folder: what the caller wants to keep.
        cache_folder: what can be made again.
    """

    plain: bool = False
    colour: bool = True
    editor: tuple[str, ...] = ()
    config_folder: Path = Path()
    data_folder: Path = Path()
    cache_folder: Path = Path()

    @property
    def config_file(self) -> Path:
        """The settings file, which need not be there."""
        return self.config_folder / CONFIG_NAME


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force.

    ``VOICECOACH_MODEL`` goes before the settings file.

    Args:
        environ: environment variables; None: the process's own.

    Raises:
        SettingsError: the settings file is malformed; the message names file, line and what
            was expected.
    """
    variables = os.environ if environ is None else environ
    config = folder("config", variables)
    preferences = read(config / CONFIG_NAME, _home(variables))
    wanted = variables.get("VOICECOACH_MODEL", "")
    model = _path(wanted, Path(), _home(variables)) if wanted else preferences.model
    return Settings(
        model=model,
        voice=preferences.voice,
        ring=preferences.ring,
        cue=preferences.cue,
        input_device=preferences.input_device,
        output_device=preferences.output_device,
        patience=preferences.patience,
        press_to_talk=preferences.press_to_talk,
        day_ends=preferences.day_ends,
        new_cards=preferences.new_cards,
        mask=preferences.mask,
        plain=variables.get("ACCESSIBLE", "").lower() not in ("", "0", "no", "false")
        or variables.get("TERM") == "dumb",
        colour=not variables.get("NO_COLOR"),
        editor=tuple((variables.get("VISUAL") or variables.get("EDITOR") or "").split()),
        config_folder=config,
        data_folder=folder("data", variables),
        cache_folder=folder("cache", variables),
    )


def folder(kind: Folder, environ: Mapping[str, str]) -> Path:
    """One of the program's folders; it is not made and need not be there.

    An absolute ``XDG_*_HOME`` decides on every system. Where a process has neither that nor a
    home (some containers), it is ``voicecoach-files`` in the current folder: in sight, and never
    a shared one.
    """
    variable, below_home = _XDG[kind]
    if (base := Path(environ.get(variable, ""))).is_absolute():
        return base / APP
    if sys.platform in ("darwin", "win32"):
        import platformdirs

        return Path(getattr(platformdirs, f"user_{kind}_dir")(APP, appauthor=False))
    home = _home(environ)
    return home / below_home / APP if home else Path(f"{APP}-files") / kind


def read(file: Path, home: Path | None = None) -> Preferences:
    """The settings file's content; defaults where there is no such file.

    Args:
        file: TOML in UTF-8.
        home: what ``~`` stands for.

    Raises:
        SettingsError: it cannot be read, is no TOML, or has a key or value that is not known.
    """
    import tomllib

    if not os.path.exists(file):  # unlike Path.exists, also where the folder is forbidden
        return Preferences()
    try:
        text = file.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{file}: not UTF-8 text.", "Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"{file}:{_error_line(error, text)}: not valid TOML: {error}.",
            "Write one `key = value` a line, and texts in quotes.",
        ) from None
    return Preferences(**{key: _checked(key, table[key], file, text, home) for key in table})


def _checked(key: str, value: Any, file: Path, text: str, home: Path | None) -> Any:
    """The value in its final type."""
    known = {field.name: field.default for field in fields(Preferences)}
    if key not in known:
        near = difflib.get_close_matches(key, known, 1)
        todo = f"Did you mean {near[0]}?" if near else f"Known keys: {', '.join(known)}."
        raise SettingsError(f"{file}:{_line(key, text)}: there is no setting {key!r}.", todo)
    if isinstance(known[key], bool):
        fits, expected = isinstance(value, bool), "true or false"
    elif key in WORDS:
        fits, expected = value in WORDS[key], " or ".join(f'"{word}"' for word in WORDS[key])
    elif isinstance(known[key], float):
        (low, high), what_it_is = NUMBERS[key]
        number = isinstance(value, int | float) and not isinstance(value, bool)
        fits = number and low <= value <= high
        expected = f"{what_it_is}, {low:g} to {high:g}"
    else:
        fits, expected = isinstance(value, str), "a text in quotes"
    if not fits:
        what = f"{file}:{_line(key, text)}: {key} = {_shown(value)} does not fit."
        raise SettingsError(what, f"Expected: {expected}.")
    if isinstance(value, str):  # an empty text is the same as no setting
        return (_path(value, file.parent, home) if key == "model" else value) if value else None
    return float(value) if isinstance(known[key], float) else value


def _shown(value: Any) -> str:
    """As written in TOML, short."""
    written = str(value).lower() if isinstance(value, bool) else repr(value)
    return written if len(written) <= 40 else written[:37] + "..."


def _line(key: str, text: str) -> int:
    """The line, from 1, that sets a top-level key (or opens a table of its name)."""
    pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=.\]]""")
    numbers = (number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line))
    return next(numbers, 1)


def _error_line(error: Exception, text: str) -> int:
    """The line, which tomllib (3.11) tells in words only or calls "end of document"."""
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else max(1, len(text.splitlines()))


def _path(written: str, base: Path, home: Path | None) -> Path:
    """A path as people write it: ``~`` is the home folder, else relative to ``base``."""
    if home and (written == "~" or written.startswith(("~/", "~\\"))):
        return home / written[2:]
    return base / written


def _home(environ: Mapping[str, str]) -> Path | None:
    """The home folder, or None where the process has none."""
    for variable in ("HOME", "USERPROFILE"):
        if (home := Path(environ.get(variable, ""))).is_absolute():
            return home
    if sys.platform == "win32":
        return None
    import pwd

    try:
        home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        return None
    return home if home.is_absolute() else None
