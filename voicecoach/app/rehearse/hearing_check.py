"""The hearing check on real devices, and what it found for which microphone and model."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from voicecoach import assets
from voicecoach.app.parts import building
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.data_files import load
from voicecoach.errors import DeviceError, StorageError
from voicecoach.practice.commands import Commands
from voicecoach.practice.hearing_check import Checked, CheckEvent, check_hearing
from voicecoach.settings import Settings
from voicecoach.speech.line.devices import devices
from voicecoach.speech.line.sound_card import SoundCardLine

FILE = "hearing.json"


@dataclass(frozen=True, slots=True)
class Known:
    """What a check found.

    Attributes:
        understood: share of the words, 0–1.
        reliable: whether scores on what is heard are worth something.
        loudspeaker: the microphone hears the loudspeaker.
        at: when, ISO 8601.
    """

    understood: float
    reliable: bool
    loudspeaker: bool
    at: str


def sentences() -> list[str]:
    """What may be read aloud.

    Raises:
        DataFileError: the file is malformed.
    """
    found = load(assets.scenarios() / "hearing_check.yaml", dict[str, list[str]])
    return found["sentences"]


def microphone(settings: Settings) -> str:
    """The microphone's name, for people and as a key; empty where there is none."""
    if settings.input_device is not None:
        return settings.input_device
    try:
        return next((device.name for device in devices() if device.chosen_in), "")
    except DeviceError:
        return ""


def known(settings: Settings, ear_name: str) -> Known | None:
    """What the last check with this microphone and these listeners found; None: there was none."""
    plain = _read(settings.data_folder / FILE).get(_key(settings, ear_name))
    try:
        return None if plain is None else Known(**plain)
    except TypeError:  # of another version
        return None


def trusted(options: PracticeOptions, settings: Settings) -> PracticeOptions:
    """The options with what is known of microphone and listeners.

    That is whether scores on what is heard are worth something, and whether the caller can
    interrupt by voice: only where a check found that the microphone hears no loudspeaker.

    Raises:
        ModelError: the model is missing or broken.
    """
    second = options.listener == "second"
    found = known(settings, building.ear_name(settings, options.model, second=second))
    if found is not None:
        reliable = found.reliable
    else:
        reliable = building.hears_people(settings, options.model, second=second)
    alone = found is not None and not found.loudspeaker
    return replace(options, reliable=reliable or options.confirm, interrupts=alone)


def remember(settings: Settings, ear_name: str, found: Checked) -> None:
    """Keep what was found.

    Raises:
        StorageError: it cannot be kept.
    """
    path = settings.data_folder / FILE
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    result = Known(round(found.understood, 3), found.reliable, found.loudspeaker, at)
    everything = {**_read(path), _key(settings, ear_name): asdict(result)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps(everything, ensure_ascii=False, indent=1), encoding="utf-8")
        new.replace(path)
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}.") from error


@contextmanager
def checking(
    settings: Settings, model: Path | None, *, second: bool
) -> Iterator[tuple[str, Callable[[Commands], Iterator[CheckEvent]]]]:
    """The parts of a check: who hears, and what runs it.

    Args:
        settings: name the devices.
        model: folder of the recognition model; None: the chosen or the built-in one.
        second: with the second listener.

    Raises:
        DeviceError: the microphone cannot be used.
        ModelError: the model is missing or broken.
    """
    ear = building.ear(settings, model, [] if second else None)
    line = SoundCardLine(settings.input_device, settings.output_device)
    sentence = random.SystemRandom().choice(sentences())
    try:
        ear.load()
        yield ear.name, lambda commands: check_hearing(line, ear.listening, sentence, commands)
    finally:
        line.close()
        ear.close()


def _key(settings: Settings, ear_name: str) -> str:
    return f"{microphone(settings)} | {ear_name}"


def _read(path: Path) -> dict[str, Any]:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return plain if isinstance(plain, dict) else {}
