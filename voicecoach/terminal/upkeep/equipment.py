"""Shows ``voicecoach devices`` and ``voicecoach voices``."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import asdict

from voicecoach import settings as settings_module
from voicecoach.app.parts import building
from voicecoach.app.upkeep.doctor import VOICE
from voicecoach.domain.turn import Voice
from voicecoach.errors import NoDeviceError
from voicecoach.settings import Settings
from voicecoach.speech.line.devices import Device
from voicecoach.speech.line.devices import devices as all_devices
from voicecoach.speech.line.portaudio import NAMES, Kind, check
from voicecoach.speech.line.sound_card import SoundCardLine
from voicecoach.terminal.text.out import put

POLL = 0.02
"""s between looks whether a line was spoken to its end."""


def show_devices(*, as_json: bool) -> None:
    """List the sound devices.

    Raises:
        NoDeviceError: PortAudio is not installed.
    """
    found = all_devices()
    if as_json:
        put(json.dumps([asdict(device) for device in found], ensure_ascii=False, indent=1))
        return
    for device in found:
        put(f"{device.name} ({_kind(device)}, {device.rate} Hz)")
    if not any(device.inputs for device in found):
        put("There is no microphone. Type: voicecoach practice --typed, or: voicecoach demo")
    for line in _chosen(settings_module.load()):
        put(line)


def _chosen(settings: Settings) -> Iterator[str]:
    """What the settings name, and whether it is there: an absent device is never replaced."""
    wanted: tuple[tuple[Kind, str | None], ...] = (
        ("input", settings.input_device),
        ("output", settings.output_device),
    )
    for kind, name in wanted:
        if name is None:
            continue
        try:
            check(kind, name)
            yield f"Your {NAMES[kind]}, chosen in the settings: {name}"
        except NoDeviceError as error:
            yield f"{error.what} It is not replaced by another: connect it, or choose a listed one."


def _kind(device: Device) -> str:
    kinds = []
    if device.inputs:
        kinds.append("microphone" + (", the system's choice" if device.chosen_in else ""))
    if device.outputs:
        kinds.append("loudspeaker" + (", the system's choice" if device.chosen_out else ""))
    return " and ".join(kinds) or "no sound"


def show_voices(find: str, *, as_json: bool) -> None:
    """List voices and variants.

    Raises:
        NoVoiceError: there is no synthesizer.
    """
    synthesizer = building.synthesizer(settings_module.load())
    try:
        names, variants = synthesizer.voices()
    finally:
        synthesizer.close()
    base = find.split("+")[0].casefold()
    names = [name for name in names if base in name.casefold()]
    if as_json:
        put(json.dumps({"voices": names, "variants": variants}, ensure_ascii=False))
        return
    for name in names:
        put(name)
    put(f"Each with one of these after a plus: {', '.join(variants)}")


def say_aloud(name: str, text: str) -> None:
    """Say a text with a voice through the loudspeaker.

    Raises:
        SpeechError: that voice or text cannot be spoken.
        DeviceError: there is no loudspeaker.
    """
    settings = settings_module.load()
    synthesizer = building.synthesizer(settings)
    line = SoundCardLine(settings.input_device, settings.output_device)
    try:
        playback = line.load(synthesizer.render(text, Voice(name) if name else VOICE))
        playback.start()
        while not playback.finished:
            time.sleep(POLL)
    finally:
        line.close()
        synthesizer.close()
