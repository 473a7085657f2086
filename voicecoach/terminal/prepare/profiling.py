"""The profile in a terminal: asked, set, shown."""

from __future__ import annotations

import sys

from voicecoach import settings as settings_module
from voicecoach.errors import VoiceCoachError
from voicecoach.plan.profile import KEYS, Profile, load_profile, tell
from voicecoach.terminal.text.tables import say, say_json


def ask_profile() -> None:
    """Ask for everything; without anybody to answer show what is there.

    Raises:
        VoiceCoachError: the profile cannot be read or written.
    """
    folder = settings_module.load().data_folder
    profile = load_profile(folder)
    if not sys.stdin.isatty():
        show_profile(as_json=False)
        return
    say("Enter leaves an answer as it is, a single - forgets it.")
    for key, question in KEYS.items():
        profile = _ask(key, question, profile)
    say("Thank you. Change one thing later with: voicecoach profile set KEY VALUE")


def _ask(key: str, question: str, profile: Profile) -> Profile:
    """One answer, kept at once; asked again until it is one."""
    folder = settings_module.load().data_folder
    now = profile.told(key)
    while True:
        sys.stdout.write(f"{question}{f' [{now}]' if now else ''}: ")
        sys.stdout.flush()
        answer = sys.stdin.readline()
        if not answer.strip():
            return profile
        try:
            return tell(folder, {key: "" if answer.strip() == "-" else answer})
        except VoiceCoachError as error:
            if sys.stdin.isatty() and answer:
                say(str(error))


def set_profile(key: str, value: str) -> None:
    """Keep one answer.

    Raises:
        VoiceCoachError: there is no such key, or it cannot be kept.
    """
    key = "companies" if key == "company" else key
    profile = tell(settings_module.load().data_folder, {key: value})
    say(f"{key}: {profile.told(key) or '(nothing)'}")


def show_profile(*, as_json: bool) -> None:
    """Print the profile.

    Raises:
        DataFileError: it is malformed.
    """
    profile = load_profile(settings_module.load().data_folder)
    if as_json:
        say_json(profile.model_dump(mode="json"))
        return
    for key in KEYS:
        say(f"{key}: {profile.told(key) or '-'}")
    if not any(profile.told(key) for key in KEYS):
        say("Nothing is told yet. Begin with: voicecoach profile")
