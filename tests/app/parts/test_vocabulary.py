from __future__ import annotations

from pathlib import Path

from voicecoach import assets
from voicecoach.app.parts import vocabulary
from voicecoach.app.rehearse import hearing_check
from voicecoach.domain.transcript import Segment, Transcript
from voicecoach.domain.turn import Ended, Reply
from voicecoach.history.wiping import BESIDE
from voicecoach.scoring.advice_files import load_advice

ADVICE = load_advice(assets.scenarios() / "moves.yaml")
KEYS = [*ADVICE.moves, *ADVICE.slips]


def corrected(heard: str, said: str) -> Reply:
    transcript = Transcript((Segment(heard),), "ear")
    return Reply(said, "spoken", Ended("key", "a key"), transcript, (transcript,))


def test_a_name_that_was_put_right_is_known_from_then_on(tmp_path: Path) -> None:
    folder = tmp_path / "not there yet"
    reply = corrected("may i call maria low pass about it", "May I call Mária Lópezky about it?")
    assert vocabulary.learn(folder, reply, KEYS) == ["Lópezky"]
    assert vocabulary.load(folder) == ["Lópezky"]
    assert vocabulary.learn(folder, reply, KEYS) == []


def test_wiping_removes_all_that_is_kept_beside_the_history() -> None:
    assert {vocabulary.FILE, hearing_check.FILE} <= set(BESIDE)


def test_names_that_stand_together_are_one(tmp_path: Path) -> None:
    reply = corrected("ask someone", "Ask Ngozi Adichie, please.")
    vocabulary.learn(tmp_path, reply, KEYS)
    assert vocabulary.load(tmp_path) == ["Ngozi Adichie"]


def test_everyday_words_are_not_learned(tmp_path: Path) -> None:
    reply = corrected("who is", "Who else should I talk to in the company?")
    assert vocabulary.learn(tmp_path, reply, KEYS) == []


def test_only_the_newest_are_told_and_a_broken_file_is_none(tmp_path: Path) -> None:
    lines = [f"Name {n}" for n in range(100)]
    (tmp_path / vocabulary.FILE).write_text("\n".join(lines), encoding="utf-8")
    assert vocabulary.load(tmp_path) == lines[-vocabulary.MOST :]
    (tmp_path / vocabulary.FILE).write_bytes(b"\xff\xfe\xff")
    assert vocabulary.load(tmp_path) == []
