"""Which devices are there, and what is said when there are none."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import noise, noise_clip
from voicecoach.errors import NoDeviceError
from voicecoach.speech.line import portaudio
from voicecoach.speech.line.devices import devices, probe
from voicecoach.speech.line.microphone import Microphone
from voicecoach.speech.line.sound_card import ReroutedError, SoundCardLine
from voicecoach.terminal.upkeep.equipment import show_devices

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


def test_a_microphone_that_is_the_loudspeaker_is_no_microphone(sound_card: VirtualCard) -> None:
    """H-17: the default source is the output's monitor; the doctor says so before any call."""
    sound_card.pactl("set-default-source", "speaker.monitor")
    assert isinstance(probe().record_problem, ReroutedError)
    sound_card.pactl("set-default-source", "microphone")
    found = probe()
    assert found.can_record
    assert found.muted, "nobody speaks into the card: exact silence"


def test_a_microphone_that_gives_nothing_is_told(sound_card: VirtualCard) -> None:
    sound_card.suspend_mic()
    assert "stopped answering" in str(probe().record_problem)
    sound_card.suspend_mic(False)


@pytest.mark.parametrize("channels", [2, 4])
def test_an_array_of_several_channels_is_heard(
    sound_card: VirtualCard, tmp_path: Path, channels: int
) -> None:
    """H-16: the sound is on its last channel alone."""
    words = (f"channels={channels}", "rate=48000", "norewinds=1")
    sound_card.pactl("load-module", "module-null-sink", "sink_name=array", *words)
    sound_card.pactl("set-default-source", "array.monitor")
    silent = np.zeros((24_000, channels - 1), "<i2")
    file = tmp_path / "array.wav"
    soundfile.write(file, np.column_stack((silent, noise(0.5, 48_000))), 48_000)
    microphone = Microphone("default")
    blocks = microphone.blocks()
    next(blocks)
    words = ("paplay", "--device=array", "--no-remix", "--no-remap", str(file))
    speaking = threading.Thread(target=subprocess.run, args=(words,), kwargs={"check": True})
    speaking.start()
    heard = np.frombuffer(b"".join(next(blocks).pcm for _ in range(75)), "<i2")
    speaking.join()
    microphone.close()
    assert np.abs(heard.astype(int)).max() > 500


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


def test_what_the_settings_name_is_listed_and_never_replaced(
    sound_card: VirtualCard,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = tmp_path / "voicecoach"
    folder.mkdir()
    chosen = 'input_device = "Blue headset"\noutput_device = "speaker"\n'
    (folder / "config.toml").write_text(chosen, encoding="utf-8")
    show_devices(as_json=False)
    told = capsys.readouterr().out
    assert "'Blue headset'. It is not replaced by another" in told
    assert "Your loudspeaker, chosen in the settings: speaker" in told


def test_an_unknown_name_is_told(sound_card: VirtualCard) -> None:
    with pytest.raises(NoDeviceError, match="nothing-like-it"):
        SoundCardLine("nothing-like-it").blocks()
    with pytest.raises(NoDeviceError, match="loudspeaker in the settings"):
        SoundCardLine(None, "nothing-like-it").load(noise_clip(0.1, 16_000))


def test_an_ambiguous_name_is_told(sound_card: VirtualCard) -> None:
    with pytest.raises(NoDeviceError, match="Multiple input devices"):
        SoundCardLine("e").blocks()
