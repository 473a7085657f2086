"""Where scenario files lie: one file, a folder of them, or a zip archive (a pack)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from voicecoach.data_files import MAX_BYTES
from voicecoach.errors import DataFileError

SUFFIXES = (".yaml", ".yml")
MAX_FILES = 200
"""A pack with more is a mistake, or meant to harm."""
MAX_PACK_BYTES = 20_000_000
"""Of all files together, unpacked."""


@dataclass(frozen=True, slots=True)
class PackFile:
    """One scenario file.

    Attributes:
        path: where it can be read.
        shown: how messages name it; in an archive it is the archive's path and the name inside.
    """

    path: Path
    shown: str


@contextmanager
def opened(source: Path) -> Iterator[list[PackFile]]:
    """The scenario files of a file, folder or archive, sorted; readable while it is open.

    Raises:
        DataFileError: it is not there, or breaks a limit, or holds no scenario.
    """
    if source.is_dir():
        files = _in_folder(source)
    elif source.suffix.lower() == ".zip":
        with TemporaryDirectory(prefix="voicecoach-") as folder:
            yield _some(source, _unpacked(source, Path(folder)))
        return
    elif source.is_file():
        files = [PackFile(source, str(source))]
    else:
        raise DataFileError(f"{source}: there is no such file or folder.")
    yield _some(source, files)


def is_scenario(name: PurePosixPath) -> bool:
    """False for hidden files, what a Mac adds to folders and archives, and other kinds."""
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in name.parts)
    return not hidden and name.suffix.lower() in SUFFIXES


def _some(source: Path, files: list[PackFile]) -> list[PackFile]:
    if not files:
        raise DataFileError(f"{source}: there is no scenario in it.", "They end in .yaml.")
    return files


def _in_folder(folder: Path) -> list[PackFile]:
    found = []
    inside = folder.resolve()
    for path in sorted(folder.rglob("*")):
        if not is_scenario(PurePosixPath(path.relative_to(folder).as_posix())):
            continue
        if not path.resolve().is_relative_to(inside):
            raise DataFileError(f"{path}: leads outside the folder.", "Put the file itself there.")
        if path.is_file():
            found.append(PackFile(path, str(path)))
        _keep_limits(folder, len(found), 0)
    _keep_limits(folder, len(found), sum(file.path.stat().st_size for file in found))
    return found


def _unpacked(archive: Path, folder: Path) -> list[PackFile]:
    try:
        with zipfile.ZipFile(archive) as pack:
            return _members(archive, pack, folder)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        # RuntimeError: the archive has a password.
        raise DataFileError(f"{archive}: cannot be unpacked: {error}.") from None


def _members(archive: Path, pack: zipfile.ZipFile, folder: Path) -> list[PackFile]:
    found: list[PackFile] = []
    total = 0
    for entry in sorted(pack.infolist(), key=lambda entry: entry.filename):
        name = PurePosixPath(entry.filename.replace("\\", "/"))
        if entry.is_dir() or (not is_scenario(name) and ".." not in name.parts):
            continue
        shown = f"{archive}/{name}"
        if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
            raise DataFileError(f"{shown}: leads outside the archive.")
        with pack.open(entry) as stream:
            content = stream.read(MAX_BYTES + 1)  # what the archive says of sizes may be untrue
        if len(content) > MAX_BYTES:
            raise DataFileError(f"{shown}: larger than {MAX_BYTES:,} bytes.")
        total += len(content)
        _keep_limits(archive, len(found) + 1, total)
        path = folder / f"{len(found):03d}{name.suffix}"
        path.write_bytes(content)
        found.append(PackFile(path, shown))
    return found


def _keep_limits(source: Path, files: int, size: int) -> None:
    if files > MAX_FILES:
        raise DataFileError(f"{source}: more than {MAX_FILES} scenarios.")
    if size > MAX_PACK_BYTES:
        raise DataFileError(f"{source}: more than {MAX_PACK_BYTES:,} bytes in all.")
