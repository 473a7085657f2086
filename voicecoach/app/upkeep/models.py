"""Recognition models on this machine, for the commands and for the question before a call."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from voicecoach import assets
from voicecoach import settings as settings_module
from voicecoach.errors import StorageError
from voicecoach.settings import Settings
from voicecoach.speech.hearing import model_install

BUILT_IN = "built-in"


def folder(settings: Settings | None = None) -> Path:
    """Where installed models are."""
    return (settings or settings_module.load()).data_folder / "models"


def overview() -> list[dict[str, Any]]:
    """Every model: name, state, what it is, whether it is used."""
    settings = settings_module.load()
    used = settings.model or model_install.chosen(folder(settings))
    there = model_install.installed(folder(settings))
    about = {model.name: model.about for model in model_install.OFFICIAL}
    rows = [_row(BUILT_IN, "installed", "a demonstrator: mishears most people", used is None)]
    rows += [_row(path.name, "installed", about.get(path.name, ""), path == used) for path in there]
    names = {path.name for path in there}
    rows += [
        _row(model.name, f"{model.size / 1e6:.0f} MB", model.about, False)
        for model in model_install.OFFICIAL
        if model.name not in names
    ]
    if settings.model is not None and settings.model not in there:
        rows.append(_row(str(settings.model), "by setting", "", True))
    return rows


def _row(name: str, state: str, about: str, used: bool) -> dict[str, Any]:
    return {"name": name, "state": state, "about": about, "used": used}


def fetch(name: str) -> str:
    """Install a model and use it.

    Raises:
        ModelError: it cannot be fetched or is not what it should be.
        StorageError: there is no room for it.
    """
    model = model_install.find(name)
    settings = settings_module.load()
    watched = sys.stderr.isatty() and not settings.plain  # a screen reader reads each repaint
    model_install.install(model, folder(settings), progress=watched)
    model_install.choose(model.name, folder(settings))
    return model.name


def use_model(name: str) -> None:
    """Use an installed model, or the built-in one.

    Raises:
        ModelError: it is not installed or broken.
    """
    model_install.choose("" if name == BUILT_IN else name, folder())


def remove_model(name: str) -> None:
    """Delete an installed model.

    Raises:
        ModelError: it is not installed.
    """
    model_install.remove(name, folder())


def should_ask(settings: Settings) -> bool:
    """Whether the caller hears by the built-in model and was never asked for a better one."""
    place = folder(settings)
    better = settings.model or model_install.chosen(place) or model_install.installed(place)
    return (
        not better
        and not (place / model_install.ASKED).exists()
        and assets.builtin_model().is_dir()
    )


def was_asked(settings: Settings) -> None:
    """Do not ask again.

    Raises:
        StorageError: that cannot be remembered.
    """
    place = folder(settings)
    try:
        place.mkdir(parents=True, exist_ok=True)
        (place / model_install.ASKED).write_text("asked\n", encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{place} cannot be written: {error.strerror}.") from error
