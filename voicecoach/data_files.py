"""Reads YAML data files and says exactly where one is wrong: file, line, field, expected.

YAML 1.2 by ruamel.yaml: ``- No`` stays text and ``2:30`` stays ``2:30``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from voicecoach.errors import DataFileError

T = TypeVar("T")
MAX_BYTES = 1_000_000
"""A hand-written data file is far smaller; a larger one is a mistake."""


def load(path: Path, type_: type[T]) -> T:
    """The file's content, checked against a pydantic-readable type.

    Args:
        path: a YAML file in UTF-8.
        type_: a pydantic model, a dataclass or a built-in generic.

    Raises:
        DataFileError: it cannot be read, is no YAML, or does not fit; the message names
            file, line, field and what was expected.
    """
    from pydantic import TypeAdapter, ValidationError

    document = parse(path)
    try:
        return TypeAdapter(type_).validate_python(document)
    except ValidationError as error:
        lines = [
            f"{path}:{line_of(document, problem['loc'])}: "
            f"{'.'.join(str(part) for part in problem['loc']) or 'file'}: {problem['msg']}"
            for problem in error.errors()
        ]
        raise DataFileError("\n".join(lines)) from None


def parse(path: Path) -> Any:
    """The file as ruamel's dictionaries and lists, which know their lines.

    Raises:
        DataFileError: it cannot be read or is no YAML.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataFileError(
                f"{path}: larger than {MAX_BYTES:,} bytes.", "Is it the right file?"
            )
        return YAML(typ="rt").load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DataFileError(f"{path}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise DataFileError(f"{path}: not UTF-8 text.", "Save it as UTF-8.") from None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataFileError(f"{path}:{line}: {error.problem or 'not valid YAML'}.") from None
    except YAMLError as error:
        raise DataFileError(f"{path}: not valid YAML: {error}") from None


def line_of(document: Any, location: tuple[str | int, ...]) -> int:
    """The line (from 1) of the deepest part of ``location`` that the document has."""
    node: Any = document
    line = 1
    for part in location:
        marks: Any = getattr(node, "lc", None)
        try:
            line = (marks.item(part) if isinstance(node, list) else marks.key(part))[0] + 1
            node = node[part]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line
