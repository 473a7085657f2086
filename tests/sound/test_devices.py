"""Which devices are there, and what is said when there are none."""

from __future__ import annotations

import pytest

from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import noise_clip
from voicecoach.errors import NoDeviceError
from voicecoach.speech.line import portaudio
from voicecoach.speech.line.devices import devices, probe
from voicecoach.speech.line.sound_card import SoundCardLine

pytestmark = pytest.mark.card


def test_devices_are_listed(sound_card: VirtualCard) -> None:
    found = {device.name: device for device in devices()}
    assert {"speaker", "microphone"} <= set(found)
    assert found["microphone"].inputs > 0
    assert found["speaker"].outputs > 0
    assert sum(device.chosen_in for device in found.values()) == 1


def test_a_call_with_sound_can_be_held(sound_card: VirtualCard) -> None:
    found = probe()
    assert found.can_record
    assert found.can_play


@pytest.mark.usefixtures("no_sound_card")
def test_a_machine_without_devices_says_so() -> None:
    assert devices() == []
    found = probe()
    assert not found.can_record
    assert not found.can_play
    assert "There is no microphone" in str(found.record_problem)
    assert "There is no loudspeaker" in str(found.play_problem)
    with pytest.raises(NoDeviceError, match="There is no microphone"):
        portaudio.check("input")
    line = SoundCardLine()
    with pytest.raises(NoDeviceError, match="no microphone"):
        line.blocks()
    with pytest.raises(NoDeviceError, match="no loudspeaker"):
        line.load(noise_clip(0.1, 16_000))
    line.close()


def test_devices_are_chosen_by_name(sound_card: VirtualCard) -> None:
    line = SoundCardLine("microphone", "speaker")
    assert next(line.blocks()).samples == 320
    line.load(noise_clip(0.1, 16_000)).stop()
    line.close()


def test_an_unknown_name_is_told(sound_card: VirtualCard) -> None:
    with pytest.raises(NoDeviceError, match="nothing-like-it"):
        SoundCardLine("nothing-like-it").blocks()
    with pytest.raises(NoDeviceError, match="loudspeaker in the settings"):
        SoundCardLine(None, "nothing-like-it").load(noise_clip(0.1, 16_000))


def test_an_ambiguous_name_is_told(sound_card: VirtualCard) -> None:
    with pytest.raises(NoDeviceError, match="Multiple input devices"):
        SoundCardLine("e").blocks()
