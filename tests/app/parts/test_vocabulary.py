from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from voicecoach import assets
from voicecoach.app.parts import vocabulary
from voicecoach.app.rehearse import hearing_check
from voicecoach.domain.transcript import Segment, Transcript
from voicecoach.domain.turn import Ended, Reply
from voicecoach.history import own_files
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
    assert hearing_check.FILE in BESIDE
    for name in (vocabulary.FILE, f"{vocabulary.FILE}.12.part"):
        assert own_files.NAME.fullmatch(name) or own_files.BESIDE.fullmatch(name)


def test_names_that_stand_together_are_one(tmp_path: Path) -> None:
    reply = corrected("ask someone", "Ask Ngozi Adichie, please.")
    vocabulary.learn(tmp_path, reply, KEYS)
    assert vocabulary.load(tmp_path) == ["Ngozi Adichie"]


def test_everyday_words_are_not_learned(tmp_path: Path) -> None:
    reply = corrected("who is", "Who else should I talk to in the company?")
    assert vocabulary.learn(tmp_path, reply, KEYS) == []


def test_only_the_newest_are_told_and_kept(tmp_path: Path) -> None:
    lines = [f"Name {n}" for n in range(vocabulary.KEPT)]
    (tmp_path / vocabulary.FILE).write_text("\n".join(lines), encoding="utf-8")
    assert vocabulary.load(tmp_path) == lines[-vocabulary.MOST :]
    vocabulary.learn(tmp_path, corrected("ask someone", "Ask Zorro"), KEYS)
    kept = (tmp_path / vocabulary.FILE).read_text(encoding="utf-8").splitlines()
    assert kept == [*lines[1:], "Zorro"]
    assert vocabulary.trouble(tmp_path) == ""


def test_a_line_that_is_no_name_is_told_left_out_and_never_lost(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfAda\n\xff\xfe\nBo\tb\n" + b"x" * 80 + b"\nCy"
    (tmp_path / vocabulary.FILE).write_bytes(content)
    assert vocabulary.load(tmp_path) == ["Ada", "Cy"]
    assert "line 2 is no name" in vocabulary.trouble(tmp_path)
    vocabulary.learn(tmp_path, corrected("ask someone", "Ask Zorro"), KEYS)
    assert vocabulary.load(tmp_path) == ["Ada", "Cy", "Zorro"]
    assert b"\xff\xfe\n" in (tmp_path / vocabulary.FILE).read_bytes()


def test_a_file_that_cannot_be_read_is_told_and_left_alone(tmp_path: Path) -> None:
    assert vocabulary.trouble(tmp_path) == ""
    reply = corrected("ask someone", "Ask Zorro")
    (tmp_path / vocabulary.FILE).write_bytes(b"x" * 1_000_001)
    assert vocabulary.load(tmp_path) == []
    assert "larger than" in vocabulary.trouble(tmp_path)
    assert vocabulary.learn(tmp_path, reply, KEYS) == []
    assert (tmp_path / vocabulary.FILE).stat().st_size == 1_000_001
    (tmp_path / vocabulary.FILE).unlink()
    (tmp_path / vocabulary.FILE).mkdir()
    assert "cannot be read" in vocabulary.trouble(tmp_path)
    assert vocabulary.learn(tmp_path, reply, KEYS) == []


def test_a_sentence_that_was_put_right_is_no_name(tmp_path: Path) -> None:
    reply = corrected("ask someone", "Ask Zorro Quux Frob Baz Wibble, please, and Ada.")
    assert vocabulary.learn(tmp_path, reply, KEYS) == ["Ada"]


def test_two_programs_that_learn_at_once_lose_nothing(tmp_path: Path) -> None:
    names = [f"Zorr{letter}" for letter in "abcdefgh"]
    with ThreadPoolExecutor(8) as pool:
        each = [corrected("ask someone", f"Ask {name}") for name in names]
        list(pool.map(lambda reply: vocabulary.learn(tmp_path, reply, KEYS), each))
    assert sorted(vocabulary.load(tmp_path)) == names
