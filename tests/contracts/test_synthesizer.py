"""What every synthesizer does: one suite over the real one and the fake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from voicecoach.domain.turn import Voice
from voicecoach.errors import SpeechError
from voicecoach.speech.voice.synthesizer import Pyttsx3Synthesizer, Synthesizer, ToneSynthesizer

VOICE = Voice("gmw/en-us+f2")
SHORT = "Good morning."
LONG = "Good morning, I am calling because a friend told me about your company."


@pytest.fixture(params=["tone", "pyttsx3"])
def synthesizer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Synthesizer]:
    made: Synthesizer = (
        ToneSynthesizer() if request.param == "tone" else Pyttsx3Synthesizer(tmp_path)
    )
    yield made
    made.close()


def test_a_longer_text_takes_longer(synthesizer: Synthesizer) -> None:
    short, long = synthesizer.render(SHORT, VOICE), synthesizer.render(LONG, VOICE)
    assert 0.3 < short.seconds < 2.0
    assert long.seconds > 2 * short.seconds
    assert any(short.pcm)


def test_the_same_line_again_is_the_same_sound(synthesizer: Synthesizer) -> None:
    assert synthesizer.render(LONG, VOICE) == synthesizer.render(LONG, VOICE)


def test_lines_can_be_prepared(synthesizer: Synthesizer) -> None:
    synthesizer.prepare([(SHORT, VOICE), ("...", VOICE), (LONG, VOICE)])
    assert synthesizer.render(LONG, VOICE).seconds > 2.0


@pytest.mark.parametrize("text", ["", "  \n", "... !!!", "\U0001f600", "word " * 1000])
def test_what_cannot_be_said_is_refused(synthesizer: Synthesizer, text: str) -> None:
    with pytest.raises(SpeechError):
        synthesizer.render(text, VOICE)


def test_emoji_and_control_characters_take_no_time(synthesizer: Synthesizer) -> None:
    plain = synthesizer.render("I am glad to hear that", VOICE)
    decorated = "I am\x00 glad \U0001f600\u2764\ufe0f to\x01 hear \ud800that \u200b\U0001f44d"
    assert synthesizer.render(decorated, VOICE).seconds == pytest.approx(plain.seconds, abs=0.05)


def test_close_twice_is_harmless(synthesizer: Synthesizer) -> None:
    synthesizer.close()
    synthesizer.close()
