"""What can go wrong, as one tree. Every message says what happened and what to do.

VoiceCoachError
├── SettingsError        the settings file or an environment variable is wrong
├── AssetError           a built-in file of the program is missing
├── DataFileError        a YAML or JSONL file is malformed (file, line, what was expected)
├── ModelError           a recognition model is missing or broken
├── SoundFileError       a sound file cannot be read
├── SpeechError          a line could not be spoken
│   └── NoVoiceError     there is no speech synthesizer on this machine
├── DeviceError          a sound device cannot be used
│   ├── NoDeviceError    there is no microphone or no loudspeaker
│   └── DeviceLostError  it was there and went away, or stopped answering
└── StorageError         something could not be kept
"""

from __future__ import annotations

import errno


class VoiceCoachError(Exception):
    """Base of all errors a user can meet.

    Args:
        what: one sentence: what happened.
        todo: one sentence: what to do next (empty where there is nothing to do).
    """

    def __init__(self, what: str, todo: str = "") -> None:
        super().__init__(what, todo)
        self.what = what
        self.todo = todo

    def __str__(self) -> str:
        return f"{self.what} {self.todo}".strip()


class SettingsError(VoiceCoachError):
    """The settings file or an environment variable is wrong."""


class AssetError(VoiceCoachError):
    """A file that comes with the program is missing."""


class DataFileError(VoiceCoachError):
    """A data file is malformed; the message names file, line, field and what was expected."""


class ModelError(VoiceCoachError):
    """A recognition model is missing or broken."""


class SoundFileError(VoiceCoachError):
    """A sound file cannot be read."""


class SpeechError(VoiceCoachError):
    """A line could not be spoken."""


class NoVoiceError(SpeechError):
    """There is no speech synthesizer on this machine."""


class DeviceError(VoiceCoachError):
    """A sound device cannot be used."""


class NoDeviceError(DeviceError):
    """There is no microphone or no loudspeaker."""


class DeviceLostError(DeviceError):
    """A sound device went away, or stopped answering, while it was in use."""


class StorageError(VoiceCoachError):
    """Something could not be kept."""


NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""The disk is full, a quota is used up, or a file may not grow."""


def where_to_write(error: OSError) -> str:
    """What to do about something that could not be kept: make room, or take another folder."""
    if error.errno in NO_ROOM:
        return "Free some space and try again."
    return "Set XDG_DATA_HOME to a folder that you may write to."
