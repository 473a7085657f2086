"""The caller's own best recording is heard in place of the model answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.practice.drilling import CARDS, KEYS
from tests.practice.making import BEGAN, VOICE, header
from voicecoach.app.drills.own_answers import best, own_answers
from voicecoach.domain.turn import Ended, Reply, Turn, Verdict
from voicecoach.history.database import FILE, Database
from voicecoach.history.decks import DeckStore
from voicecoach.history.sound import as_flac
from voicecoach.history.store import open_store
from voicecoach.practice import events
from voicecoach.practice.commands import Scripted
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.speech.line.simulated_line import SimulatedLine
from voicecoach.speech.sound.audio import RATE

SOON = BEGAN + timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path):
    """Answers of 40, 75, 90 and 75 points to the same no; the best one's sound is there."""
    line = CARDS[KEYS[0]].spoken("neutral", [])
    (tmp_path / "recordings").mkdir()
    (tmp_path / "recordings" / "90.flac").write_bytes(as_flac(bytes(2 * RATE)) or b"")
    with open_store(tmp_path) as kept:
        kept.begin(header())
        for number, score in enumerate((40, 75, 90, 75), start=1):
            reply = Reply(f"reply {number}", "spoken", Ended("pause", "quiet"))
            reply = replace(reply, recording=f"recordings/{score}.flac")
            verdict = Verdict(score, "good")
            at = BEGAN + timedelta(minutes=number)
            kept.add_turn(header().id, Turn(number, 1, line, reply, verdict, at))
    decks = DeckStore(Database(tmp_path / FILE))
    yield decks
    decks.close()


def test_the_best_is_the_highest_score_of_before(store: DeckStore) -> None:
    found = best(store, KEYS[0], SOON)
    assert found is not None
    assert found.reply.text == "reply 3"
    earlier = best(store, KEYS[0], BEGAN + timedelta(minutes=3))
    assert earlier is not None
    assert earlier.reply.text == "reply 2"
    assert best(store, KEYS[0], BEGAN + timedelta(minutes=2)) is None, "40 points are no model"
    assert best(store, KEYS[1], SOON) is None


def test_it_is_heard_where_there_is_sound(store: DeckStore, tmp_path: Path) -> None:
    line = SimulatedLine()
    voice = VoiceOut(line, None, VOICE)
    play = own_answers(store, tmp_path, voice, VOICE, SOON)
    told = list(play(KEYS[0], Scripted()))
    assert told == [events.ModelAnswer("reply 3", 90)]
    assert list(play(KEYS[1], Scripted())) == []
    (tmp_path / "recordings" / "90.flac").unlink()
    assert list(play(KEYS[0], Scripted())) == [], "a recording that is gone is passed over"
    assert list(own_answers(store, tmp_path, None, VOICE, SOON)(KEYS[0], Scripted())) == []
