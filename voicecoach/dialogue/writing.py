"""A new scenario file from the template, and the JSON Schema for editors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from voicecoach import assets
from voicecoach.errors import DataFileError

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")


def new_scenario(name: str, folder: Path) -> Path:
    """Write a commented scenario that can be played at once.

    Args:
        name: its key; the file is named after it.
        folder: where to.

    Returns:
        the new file.

    Raises:
        DataFileError: the name is no key, the file is there already, or cannot be written.
    """
    if not _KEY.fullmatch(name):
        raise DataFileError(
            f"{name!r} is no name for a scenario.",
            "Use small letters, digits and hyphens, e.g. my-first-call.",
        )
    path = folder / f"{name}.yaml"
    template = (assets.scenarios() / "template.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^key: \S+ ?", f"key: {name} ", template, count=1, flags=re.MULTILINE)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise DataFileError(f"{path} is there already.", "Choose another name.") from None
    except OSError as error:
        raise DataFileError(f"{path}: cannot be written: {error.strerror}.") from None
    return path


def schema() -> dict[str, Any]:
    """The JSON Schema of a scenario file, for editors that complete and check YAML."""
    from voicecoach.dialogue.scenario import Scenario

    described = Scenario.model_json_schema()
    return {"$schema": SCHEMA_DIALECT, **described, "title": "voicecoach scenario"}
