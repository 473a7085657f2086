"""Settings and folders: the only reader of the environment and of the settings file.

The file is TOML, ``config.toml`` in the platform's configuration folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from voicecoach.errors import SettingsError

NAME = "voicecoach"
EXPECTED = {"str": "text in quotes", "bool": "true or false", "Path": "a path in quotes"}


@dataclass(frozen=True, slots=True)
class Stored:
    """What the settings file can hold.

    Attributes:
        model: folder of the recognition model; None: the built-in one.
        ring: the telephone rings before a call.
        input_device: name of the microphone; None: the system's choice.
        output_device: name of the loudspeaker; None: the system's choice.
    """

    model: Path | None = None
    ring: bool = True
    input_device: str | None = None
    output_device: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the program is told from outside.

    Attributes:
        model, ring, input_device, output_device: as in ``Stored``.
        accessible: one line an event, always (variable ACCESSIBLE).
        data_folder: what the caller made: calls and recordings.
        cache_folder: what can be made again: rendered lines.
        config_file: where the settings are.
    """

    model: Path | None
    ring: bool
    input_device: str | None
    output_device: str | None
    accessible: bool
    data_folder: Path
    cache_folder: Path
    config_file: Path


def load(environ: Mapping[str, str]) -> Settings:
    """Read the settings file and the environment.

    Args:
        environ: usually ``os.environ``. VOICECOACH_MODEL goes before the file.

    Raises:
        SettingsError: the file is malformed.
    """
    import platformdirs

    config_file = Path(platformdirs.user_config_dir(NAME, appauthor=False)) / "config.toml"
    stored = read(config_file)
    model = environ.get("VOICECOACH_MODEL")
    return Settings(
        model=Path(model) if model else stored.model,
        ring=stored.ring,
        input_device=stored.input_device,
        output_device=stored.output_device,
        accessible=environ.get("ACCESSIBLE", "") not in ("", "0"),
        data_folder=Path(platformdirs.user_data_dir(NAME, appauthor=False)),
        cache_folder=Path(platformdirs.user_cache_dir(NAME, appauthor=False)),
        config_file=config_file,
    )


def read(path: Path) -> Stored:
    """The settings file; all defaults where there is none or it may not be read.

    Raises:
        SettingsError: it is no TOML, or a setting is unknown or of the wrong kind.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        return Stored()
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: not UTF-8 text.", "Save it as UTF-8.") from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {error}.", "Mend or remove the file.") from None
    return Stored(**{key: _checked(path, text, key, value) for key, value in values.items()})


def _checked(path: Path, text: str, key: str, value: object) -> Any:
    kinds = {field.name: str(field.type).removesuffix(" | None") for field in fields(Stored)}
    where = f"{path}:{_line(text, key)}"
    if key not in kinds:
        near = get_close_matches(key, kinds, n=1)
        todo = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(kinds)}."
        raise SettingsError(f"{where}: {key} is no setting.", todo)
    expected = bool if kinds[key] == "bool" else str
    if not isinstance(value, expected):
        raise SettingsError(f"{where}: {key}: expected {EXPECTED[kinds[key]]}, got {value!r}.")
    return Path(value).expanduser() if kinds[key] == "Path" and isinstance(value, str) else value


def _line(text: str, key: str) -> int:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.strip().startswith(key)), 1)
