"""The real second listener: Whisper in its worker process, with sound of our own voices."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from voicecoach.domain.turn import Voice
from voicecoach.speech.hearing import whisper_worker
from voicecoach.speech.hearing.second_listener import WhisperListener, installed
from voicecoach.speech.sound.audio import RATE
from voicecoach.speech.sound.conversion import resampled
from voicecoach.speech.voice.line_cache import LineCache
from voicecoach.speech.voice.synthesizer import Pyttsx3Synthesizer

SAID = "I understand. If you were me, who would you speak to?"
WAIT = 60.0


@pytest.fixture(scope="module")
def sound() -> bytes:
    voice = Pyttsx3Synthesizer(LineCache(None))
    clip = resampled(voice.render(SAID, Voice("gmw/en-us+klatt2", 150)), RATE)
    voice.close()
    return clip.pcm


@pytest.fixture
def listener() -> Iterator[WhisperListener]:
    found = WhisperListener(["Dana Price", "Northfield Packaging"])
    yield found
    found.close()


def test_it_hears_with_punctuation_and_word_times(listener: WhisperListener, sound: bytes) -> None:
    assert installed()
    heard = listener.result(listener.begin(sound), WAIT)
    assert heard is not None
    assert "who would you speak to" in heard.text.lower()
    assert heard.text.rstrip()[-1] in ".?!"
    starts = [word.start for word in heard.words]
    assert starts == sorted(starts)
    assert 0 <= starts[0] < 0.5
    assert heard.words[-1].end <= len(sound) / 2 / RATE + 0.1


def test_pieces_of_a_word_are_one_word() -> None:
    texts = [" At", " three", " o", "'clock,", " it's", " over", "-lined."]
    pieces = [
        SimpleNamespace(word=text, start=float(n), end=n + 1.0, probability=1 - n / 10)
        for n, text in enumerate(texts)
    ]
    segments = [SimpleNamespace(words=pieces), SimpleNamespace(words=None)]
    model = SimpleNamespace(transcribe=lambda *_, **__: (segments, None))
    heard = whisper_worker.hear(model, bytes(4), [])
    assert heard["text"] == "At three o'clock, it's over-lined."
    assert heard["words"][2] == ["o'clock,", 2.0, 4.0, 0.7]


def test_only_the_newest_piece_is_heard(listener: WhisperListener, sound: bytes) -> None:
    tickets = [listener.begin(sound[: RATE * 2]) for _ in range(4)]
    last = listener.begin(sound)
    heard = listener.result(last, WAIT)
    assert heard is not None
    assert "speak" in heard.text.lower()
    assert [listener.result(ticket, 0.0) for ticket in tickets] == [None] * 4


def test_not_ready_is_none_at_once_and_a_dead_worker_too(
    listener: WhisperListener, sound: bytes
) -> None:
    assert listener.result(listener.begin(sound), 0.0) is None
    assert listener._process is not None
    os.kill(listener._process.pid, signal.SIGKILL)
    assert listener.result(listener.begin(sound), WAIT) is None
    assert listener.result(listener.begin(sound), WAIT) is None


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whisper_worker, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(RuntimeError, match="not the expected ones"):
        whisper_worker.load()


def test_loading_and_hearing_open_no_connection(
    monkeypatch: pytest.MonkeyPatch, sound: bytes
) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    heard = whisper_worker.hear(whisper_worker.load(), sound, ["Dana Price"])
    assert heard["words"]
