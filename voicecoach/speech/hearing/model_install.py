"""Fetches official recognition models: the only part of the program that opens a connection."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from voicecoach.errors import ModelError, StorageError, where_to_write
from voicecoach.speech.hearing import model_store

SITE = "https://alphacephei.com/vosk/models"
TIMEOUT = 5.0
"""s to connect, and between two pieces: without a network the answer comes at once or never."""

UNPACKED_SHARE = 2.5
"""Room that is needed, in sizes of the archive: itself, and what is in it."""

CHOSEN = "chosen.txt"
ASKED = "asked.txt"
"""There once the caller was asked whether to fetch a model."""


@dataclass(frozen=True, slots=True)
class OfficialModel:
    """One that can be fetched.

    Attributes:
        name: of the archive and of the folder inside it.
        sha256: of the archive.
        size: of the archive, bytes.
        about: for people.
    """

    name: str
    sha256: str
    size: int
    about: str


OFFICIAL = (
    OfficialModel(
        "vosk-model-small-en-us-0.15",
        "30f26242c4eb449f948e42cb302dd7a686cb29a3423a8367f99ff41780942498",
        41_205_931,
        "recommended: quick and far better than the built-in one",
    ),
    OfficialModel(
        "vosk-model-en-us-0.22-lgraph",
        "d9838b4aaa82a75c4a17f5aca300eaca129aaab2a7cbf951bafbb500eb9c4334",
        130_557_655,
        "better still, more memory",
    ),
)


def find(name: str) -> OfficialModel:
    """The official model of that name; an empty name is the recommended one.

    Raises:
        ModelError: there is none.
    """
    for model in OFFICIAL:
        if name in ("", model.name):
            return model
    known = ", ".join(model.name for model in OFFICIAL)
    raise ModelError(f"There is no model {name!r}.", f"There are: {known}.")


def install(model: OfficialModel, folder: Path, *, progress: bool, site: str = SITE) -> Path:
    """Fetch, check and unpack a model; nothing half-done is left, whatever goes wrong.

    Args:
        model: which.
        folder: of the installed models; made where it is not there.
        progress: show how far it is on standard error.
        site: where the archives are.

    Returns:
        the model's folder.

    Raises:
        ModelError: it cannot be fetched, or is not what it should be.
        StorageError: there is no room for it.
    """
    target = folder / model.name
    if target.is_dir():
        model_store.check(target)
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
        if free < UNPACKED_SHARE * model.size:
            needed = f"{UNPACKED_SHARE * model.size / 1e6:.0f} MB"
            raise StorageError(f"There is no room in {folder}: {needed} are needed.", "Free some.")
        with tempfile.TemporaryDirectory(dir=folder, prefix=".fetch-") as work:
            archive = _fetch(model, Path(work), site, progress=progress)
            unpacked = _unpack(archive, Path(work) / "unpacked", model)
            model_store.check(unpacked)
            unpacked.rename(target)
    except OSError as error:
        what = f"The model cannot be stored in {folder}: {error.strerror or error}."
        raise StorageError(what, where_to_write(error)) from error
    return target


def _fetch(model: OfficialModel, work: Path, site: str, *, progress: bool) -> Path:
    import pooch
    import requests

    pooch.get_logger().setLevel("ERROR")  # it would tell the temporary folder's name
    try:
        return Path(
            pooch.retrieve(
                f"{site}/{model.name}.zip",
                known_hash=f"sha256:{model.sha256}",
                path=work,
                fname="model.zip",
                downloader=pooch.HTTPDownloader(progressbar=progress, timeout=TIMEOUT),
            )
        )
    except requests.RequestException as error:
        what = f"The model cannot be fetched from {site} ({type(error).__name__})."
        raise ModelError(what, "Check the network and try again.") from error
    except ValueError as error:  # pooch: the hash is another one
        what = "What came is not the model: it is incomplete or was changed."
        raise ModelError(what, "Try again.") from error


def _unpack(archive: Path, into: Path, model: OfficialModel) -> Path:
    try:
        with zipfile.ZipFile(archive) as packed:
            for info in _safe(packed, model.name):
                packed.extract(info, into)
    except zipfile.BadZipFile as error:
        raise ModelError("What came is no archive.", "Try again.") from error
    return into / model.name


def _safe(packed: zipfile.ZipFile, name: str) -> Iterator[zipfile.ZipInfo]:
    """The members, all of which must lie inside the one folder that is expected."""
    for info in packed.infolist():
        parts = PurePosixPath(info.filename).parts
        if not parts or parts[0] != name or ".." in parts or info.filename.startswith("/"):
            raise ModelError(f"The archive holds a strange path: {info.filename!r}.", "Not used.")
        yield info


def installed(folder: Path) -> list[Path]:
    """Folders of the installed models, sorted by name."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if (path / model_store.NEEDED[0]).is_file())


def choose(name: str, folder: Path) -> Path:
    """Use an installed model from now on; an empty name: the built-in one again.

    Raises:
        ModelError: it is not installed or broken.
        StorageError: the choice cannot be kept.
    """
    if name:
        model_store.check(folder / name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / CHOSEN).write_text(name, encoding="utf-8")
    except OSError as error:
        what = f"The choice cannot be kept in {folder}: {error.strerror}."
        raise StorageError(what, where_to_write(error)) from error
    return folder / name


def chosen(folder: Path) -> Path | None:
    """Folder of the chosen model; None: the built-in one."""
    try:
        name = (folder / CHOSEN).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return folder / name if name else None


def remove(name: str, folder: Path) -> None:
    """Delete an installed model; if it was the chosen one the built-in one hears again.

    Raises:
        ModelError: it is not installed.
        StorageError: it cannot be deleted.
    """
    if name not in {path.name for path in installed(folder)}:
        raise ModelError(f"There is no installed model {name!r}.", "See `voicecoach models list`.")
    if chosen(folder) == folder / name:
        choose("", folder)
    try:
        shutil.rmtree(folder / name)
    except OSError as error:
        raise StorageError(f"{folder / name} cannot be deleted: {error.strerror}.") from error
