"""Reads YAML data files and says exactly where one is wrong: file, line, field, expected.

YAML 1.2 by ruamel.yaml: ``- No`` stays text and ``2:30`` stays ``2:30``. Files that the program
and the caller both write hold texts only (``+49 30`` and ``06`` stay as they are), keep the
caller's remarks, are replaced in one step and changed by one program at a time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from voicecoach.errors import DataFileError, StorageError, where_to_write
from voicecoach.locks import alone

T = TypeVar("T")
PLAIN = {
    "extra_forbidden": "there is no such field here",
    "string_type": "expected: a text",
    "tuple_type": "expected: a list, one `- text` a line",
    "dict_type": "expected: lines of `name: text`",
    "model_type": "expected: lines of `name: text`",
    "missing": "is missing",
}
"""Faults in words that need no knowledge of Python, by pydantic's name of them."""
LOCK, PART = "own.lock", ".part"
"""The file that is locked while one of the same folder is changed; the end of a new file's name."""
WIDTH = 100
"""Columns from which a text is written on several lines."""
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
    return _checked(path, parse(path), type_)


def load_own(path: Path, type_: type[T]) -> T:
    """The same for a file of the caller's; one that is not there is an empty mapping.

    Raises:
        DataFileError: as in ``load``.
    """
    return _checked(path, _texts(path), type_)


@contextmanager
def changing(path: Path, type_: type[T]) -> Iterator[Any]:
    """The document of a caller's file, to be changed; it is kept at the end if it fits.

    Args:
        path: the file; it need not be there.
        type_: as in ``load``.

    Raises:
        DataFileError: the file was wrong before or would be after; it stays as it was.
        StorageError: it cannot be written.
    """
    with one_writer(path) as replace:
        document = _texts(path)
        _checked(path, document, type_)
        yield document
        _checked(path, document, type_)
        text = StringIO()
        _yaml(texts_only=True).dump(document, text)
        replace(text.getvalue().encode())


@contextmanager
def one_writer(path: Path) -> Iterator[Callable[[bytes], None]]:
    """While it lasts, no other program changes a file of this folder by it.

    Args:
        path: the file; it need not be there, nor its folder.

    Yields:
        what puts other bytes in the place of the file's, in one step.

    Raises:
        StorageError: it cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone(path.parent / LOCK):
            yield lambda content: _replace(path, content)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror}.",
            f"Nothing was changed. {where_to_write(error)}",
        ) from None


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}{PART}")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _checked(path: Path, document: Any, type_: type[T]) -> T:
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(type_).validate_python(document)
    except ValidationError as error:
        lines = [
            f"{path}:{line_of(document, problem['loc'])}: "
            f"{'.'.join(str(part) for part in problem['loc']) or 'file'}: "
            f"{PLAIN.get(problem['type'], problem['msg'])}"
            for problem in error.errors()
        ]
        raise DataFileError("\n".join(lines)) from None


def parse(path: Path) -> Any:
    """The file as ruamel's dictionaries and lists, which know their lines.

    Raises:
        DataFileError: it cannot be read or is no YAML.
    """
    return _parsed(path, _yaml().load)


def _texts(path: Path) -> Any:
    """A caller's file; an empty mapping where there is none or nothing in it."""
    from ruamel.yaml.comments import CommentedMap

    if not os.path.exists(path):
        return CommentedMap()
    document = _parsed(path, _yaml(texts_only=True).load)
    return CommentedMap() if document in (None, "") else document


def _yaml(*, texts_only: bool = False) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.resolver import VersionedResolver

    class TextsOnly(VersionedResolver):
        """Takes no scalar for a number, a truth value or a date."""

        @property
        def versioned_resolver(self) -> dict[str, Any]:
            return {}

    yaml = YAML(typ="rt")
    if texts_only:
        yaml.Resolver = TextsOnly
        yaml.width = WIDTH
        yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _parsed(path: Path, read: Callable[[str], Any]) -> Any:
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataFileError(
                f"{path}: larger than {MAX_BYTES:,} bytes.", "Is it the right file?"
            )
        return read(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DataFileError(f"{path}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise DataFileError(f"{path}: not UTF-8 text.", "Save it as UTF-8.") from None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataFileError(
            f"{path}:{line}: {error.problem or 'not valid YAML'}.",
            "Put a text that holds a colon or a # in quotes.",
        ) from None
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
