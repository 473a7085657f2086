"""What the program plays really leaves the loudspeaker, when and as it should."""

from __future__ import annotations

import time

import numpy as np
import pytest

from tests.virtual_card.card import VirtualCard
from tests.virtual_card.comparing import found, noise, noise_clip
from voicecoach.speech.line.card_playback import CardPlayback

pytestmark = pytest.mark.card
RATE = 22_050
"""The card's loudspeaker and pyttsx3 both run at it: samples can be compared."""


def wait_for(playback: CardPlayback) -> None:
    deadline = time.monotonic() + 15
    while not playback.finished:
        assert time.monotonic() < deadline, "the playback never ends"
        time.sleep(0.002)


def test_every_sample_is_heard_when_it_should(sound_card: VirtualCard) -> None:
    tap = sound_card.record_speaker()
    playback = CardPlayback(noise_clip(2.0, RATE))
    began = time.perf_counter()
    playback.start()
    wait_for(playback)
    end = playback.end
    playback.stop()
    time.sleep(0.2)
    heard = tap.stop()
    at, same = found(noise(2.0, RATE), heard)
    assert same == 2 * RATE
    assert not playback.flags
    assert end is not None
    first_sample = tap.time_of(at) - began
    assert -0.02 < first_sample < 0.06
    assert end == pytest.approx(tap.time_of(at + 2 * RATE), abs=0.06)


def test_stop_silences_within_a_tenth_of_a_second(sound_card: VirtualCard) -> None:
    tap = sound_card.record_speaker()
    playback = CardPlayback(noise_clip(5.0, RATE))
    playback.start()
    tap.wait_for_sound()
    time.sleep(0.3)
    stopped = time.perf_counter()
    playback.stop()
    time.sleep(0.4)
    heard = tap.stop()
    last = int(np.flatnonzero(np.abs(heard.astype(np.int32)) > 64)[-1])
    assert tap.time_of(last) - stopped < 0.1


def test_nothing_sounds_before_start(sound_card: VirtualCard) -> None:
    tap = sound_card.record_speaker()
    playback = CardPlayback(noise_clip(0.5, RATE))
    time.sleep(0.2)
    playback.stop()
    playback.start()
    time.sleep(0.2)
    assert not tap.stop().any()


def test_the_loudspeaker_goes_away(sound_card: VirtualCard) -> None:
    from voicecoach.errors import DeviceLostError

    playback = CardPlayback(noise_clip(5.0, RATE))
    playback.start()
    time.sleep(0.3)
    sound_card.cut_streams("sink-input")
    with pytest.raises(DeviceLostError, match="loudspeaker went away"):
        wait_for(playback)
    playback.stop()


def test_it_goes_away_when_the_last_sample_is_already_in_its_buffer(
    sound_card: VirtualCard,
) -> None:
    from voicecoach.errors import DeviceLostError

    playback = CardPlayback(noise_clip(0.6, RATE))
    playback.start()
    while playback.end is None:
        time.sleep(0.002)
    assert playback.end - time.perf_counter() > 0.3
    sound_card.cut_streams("sink-input")
    with pytest.raises(DeviceLostError, match="loudspeaker went away"):
        wait_for(playback)
    playback.stop()
