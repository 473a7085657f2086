"""Looks at every part a call needs: what works, what is wrong, what to type."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass

from voicecoach.app.parts import building
from voicecoach.app.rehearse import hearing_check
from voicecoach.domain.turn import Voice
from voicecoach.errors import VoiceCoachError
from voicecoach.history import room, synced
from voicecoach.settings import Settings
from voicecoach.speech.hearing import second_listener
from voicecoach.speech.line.devices import Probe, probe
from voicecoach.speech.line.microphone_check import MUTED
from voicecoach.speech.sound.audio import RATE

VOICE = Voice("gmw/en-us+f2")
FIRST_HEARING = 20.0
"""s the second listener may take to load and hear its first second."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part and how it does.

    Attributes:
        name: what it is.
        ok: it works; a call can do without what is merely ``optional``.
        says: a sentence: what was found.
        todo: what to do or type; empty where there is nothing to do.
        optional: a call can be held without it.
    """

    name: str
    ok: bool
    says: str
    todo: str = ""
    optional: bool = False


def examine(settings: Settings) -> list[Part]:
    """All parts, in the order a call needs them."""
    found = probe(settings.input_device, settings.output_device)
    return [
        _part("voice", lambda: _voice(settings)),
        _microphone(found, hearing_check.microphone(settings)),
        _device("loudspeaker", found.play_problem, settings.output_device or "the system's"),
        _part("live listener", lambda: _live(settings)),
        _second(),
        _part("data folder", lambda: _data(settings)),
        _hearing(settings),
    ]


def _part(name: str, look: Callable[[], Part]) -> Part:
    try:
        return look()
    except VoiceCoachError as error:
        return Part(name, False, error.what, error.todo)


def _voice(settings: Settings) -> Part:
    synthesizer = building.synthesizer(settings)
    try:
        clip = synthesizer.render("This is the voice.", VOICE)
    finally:
        synthesizer.close()
    return Part("voice", True, f"It speaks ({clip.seconds:.1f} s rendered).")


def _microphone(found: Probe, called: str) -> Part:
    if found.muted:
        return Part("microphone", False, f"It opens: {called}. {MUTED.what}", MUTED.todo, True)
    return _device("microphone", found.record_problem, called)


def _device(name: str, problem: VoiceCoachError | None, called: str) -> Part:
    if problem is not None:
        return Part(name, False, problem.what, problem.todo)
    return Part(name, True, f"It opens: {called}.")


def _live(settings: Settings) -> Part:
    ear = building.ear(settings)
    ear.recognizer.load()
    if not ear.model.builtin:
        return Part("live listener", True, f"It loads: {ear.recognizer.name}.")
    return Part(
        "live listener",
        True,
        "It loads: the built-in model, a demonstrator that mishears most people.",
        "For better captions type: voicecoach models install",
    )


def _second() -> Part:
    name = "second listener"
    listener = building.second_listener()
    if listener is None:
        return Part(name, False, *_sentences(second_listener.MISSING), optional=True)
    try:
        heard = listener.result(listener.begin(bytes(2 * RATE)), FIRST_HEARING)
    finally:
        listener.close()
    if heard is None:
        why = listener.trouble or "it does not answer"
        todo = "Install it again: pip install --force-reinstall 'voicecoach[second]'"
        return Part(name, False, f"It does not work: {why}.", todo, optional=True)
    return Part(name, True, f"It hears: {listener.name}.")


def _sentences(text: str) -> tuple[str, str]:
    what, _, todo = text.partition(". ")
    return f"{what}.", todo


def _data(settings: Settings) -> Part:
    folder, name = settings.data_folder, "data folder"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        what = f"{folder} cannot be written ({error.strerror}): no call can be kept."
        return Part(name, False, what, "Set XDG_DATA_HOME to a folder of yours.")
    found = [*synced.warnings(folder), *filter(None, [room.warning(folder)])]
    if found:
        return Part(name, False, *_sentences(found[0]), optional=True)
    return Part(name, True, f"It can be written: {folder}.")


def _hearing(settings: Settings) -> Part:
    """What the last hearing check found; it is run by `doctor --speak`."""
    name = "hearing"
    todo = "Read one sentence aloud: voicecoach doctor --speak"
    found = hearing_check.known(settings, building.ear_name(settings))
    if found is None:
        return Part(name, False, "This microphone was not tried yet.", todo, optional=True)
    says = f"{found.understood:.0%} of the words were understood on {found.at[:10]}."
    return Part(name, found.reliable, says, "" if found.reliable else todo, optional=True)
