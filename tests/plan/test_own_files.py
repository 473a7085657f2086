"""Files that program and caller both write: remarks stay, mistakes are told, nothing is lost."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicecoach.data_files import LOCK
from voicecoach.errors import DataFileError, StorageError, VoiceCoachError
from voicecoach.plan import if_then, own_phrasings, profile
from voicecoach.plan.own_phrasings import load_wordings, wording
from voicecoach.plan.phone_script import (
    Said,
    existing,
    keep_line,
    load_script,
    load_steps,
    purposes,
    said,
    script_file,
)
from voicecoach.plan.profile import load_profile, tell


def test_what_is_written_by_hand_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / profile.FILE
    file.write_text("# mine\nphone: +49 30 0123  # at home\nyears: 06\nname: No\n", "utf-8")
    told = load_profile(tmp_path)
    assert (told.phone, told.years, told.name) == ("+49 30 0123", "06", "No")
    tell(tmp_path, {"companies": "Harbor Foods, Calder"})
    written = file.read_text("utf-8")
    assert "# mine\nphone: +49 30 0123  # at home\nyears: 06\nname: No\n" in written
    assert load_profile(tmp_path).details["company"] == "Harbor Foods"
    assert load_profile(tmp_path).details["years"] == "06"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name: Maria\nnames: x\n", ":2: names: there is no such field here"),
        ("# one\nyears: [1, 2]\n", ":2: years: expected: a text"),
        ("name: Maria: x\n", ":1: mapping values are not allowed here"),
        ("just words\n", ":1: file: expected: lines of `name: text`"),
        ("companies: one\n", ":1: companies: expected: a list"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_stays_untouched(
    tmp_path: Path, content: str, told: str
) -> None:
    file = tmp_path / profile.FILE
    file.write_text(content, "utf-8")
    for action in (lambda: load_profile(tmp_path), lambda: tell(tmp_path, {"name": "x"})):
        with pytest.raises(DataFileError) as error:
            action()
        assert f"{profile.FILE}{told}" in str(error.value)
    assert file.read_text("utf-8") == content


def test_a_script_s_mistakes_are_told_with_their_lines(tmp_path: Path) -> None:
    file = script_file(tmp_path, "calls")
    file.parent.mkdir()
    file.write_text("lines:\n  ask: One thing?\n  aks: Another?\n", "utf-8")
    with pytest.raises(DataFileError, match=r"calls\.yaml:3: there is no line 'aks'"):
        load_script(tmp_path)
    file.write_text("parting:\n  - kind: ask-moon\n    say: Who?\n", "utf-8")
    with pytest.raises(DataFileError, match=r"calls\.yaml:2: there is no kind 'ask-moon'"):
        load_script(tmp_path)


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / profile.FILE).mkdir()
    with pytest.raises(DataFileError, match="cannot be read"):
        tell(tmp_path, {"name": "x"})
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="Nothing was changed"):
        tell(tmp_path / "file" / "data", {"name": "x"})


def test_unknown_keys_are_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(VoiceCoachError, match="Did you mean occupation"):
        tell(tmp_path, {"ocupation": "welder"})
    with pytest.raises(VoiceCoachError, match="how they sound"):
        tell(tmp_path, {"say": "Nguyen"})
    with pytest.raises(VoiceCoachError, match="too long"):
        tell(tmp_path, {"name": "x" * 300})


texts = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=120).filter(
    lambda text: "\ufeff" not in text and "\ufffe" not in text and "\uffff" not in text
)


@settings(max_examples=40)
@given(texts, texts)
def test_whatever_is_typed_comes_back(tmp_path_factory, one: str, other: str) -> None:
    folder = tmp_path_factory.mktemp("own")
    tell(folder, {"occupation": one})
    assert load_profile(folder).occupation == " ".join(one.split())
    step = load_steps().steps[0]
    keep_line(folder, "calls", Said(step, other))
    assert [line.text for line in said(load_script(folder), load_steps())] == [
        text for text in [" ".join(other.split())] if text
    ]


def _add(folder: Path, start: int) -> None:
    for number in range(start, start + 10):
        own_phrasings.add(folder, "thank", wording(f"thanks a lot number {number}"))


def test_two_programs_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_add, args=(tmp_path, start)) for start in (0, 10, 20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(load_wordings(tmp_path)["thank"]) == 30
    assert {path.name for path in tmp_path.iterdir()} == {own_phrasings.FILE, LOCK}


def test_a_writer_that_is_killed_leaves_the_file_whole(tmp_path: Path) -> None:
    tell(tmp_path, {"name": "Maria"})
    before = (tmp_path / profile.FILE).read_bytes()
    kill = (
        "import os, sys; from pathlib import Path; from voicecoach.plan import profile\n"
        "os.fsync = lambda number: os._exit(9)\n"
        "profile.tell(Path(sys.argv[1]), {'name': 'Half a na'})\n"
    )
    run = subprocess.run([sys.executable, "-c", kill, str(tmp_path)], check=False)
    assert run.returncode == 9
    assert (tmp_path / profile.FILE).read_bytes() == before
    tell(tmp_path, {"phone": "1"})
    assert load_profile(tmp_path).name == "Maria"


def test_scripts_by_purpose(tmp_path: Path) -> None:
    steps = load_steps()
    parting = next(step for step in steps.steps if step.kinds)
    keep_line(tmp_path, "old-friends", Said(steps.steps[0], "Hi, it's me."))
    keep_line(tmp_path, "calls", Said(parting, "Who else?", parting.kinds[0].move), 0)
    keep_line(tmp_path, "calls", Said(parting, "Where else?", parting.kinds[1].move), 1)
    assert purposes(tmp_path) == ["calls", "old-friends"]
    assert [line.text for line in said(load_script(tmp_path), steps)] == [
        "Who else?",
        "Where else?",
    ]
    keep_line(tmp_path, "calls", Said(parting, ""), 0)
    assert [each.say for each in load_script(tmp_path).parting] == ["Where else?"]
    with pytest.raises(VoiceCoachError, match="There are: calls, old-friends"):
        existing(tmp_path, "nobody")
    with pytest.raises(VoiceCoachError, match="cannot be the name"):
        script_file(tmp_path, "../profile")


def test_if_then_cards_have_keys_that_stay(tmp_path: Path) -> None:
    for they, i in (
        ("No time.", "When may I call?"),
        ("Busy!", "Tuesday?"),
        ("no time", "Monday?"),
    ):
        if_then.add(tmp_path, if_then.card("too-busy", they, i))
    cards = if_then.load_if_then(tmp_path)
    assert {key: card.i_say for key, card in cards.items()} == {
        "too-busy": "Monday?",
        "too-busy-2": "Tuesday?",
    }
    assert if_then.remove(tmp_path, "too-busy").they_say == "no time"
    with pytest.raises(VoiceCoachError, match="There are: too-busy-2"):
        if_then.remove(tmp_path, "too-busy")
    with pytest.raises(VoiceCoachError, match="words on both sides"):
        if_then.card("too-busy", "...", "x")


def test_a_wording_is_kept_once_and_forgotten_whatever_its_case(tmp_path: Path) -> None:
    assert own_phrasings.add(tmp_path, "thank", wording("  Cheers   for that "))
    assert not own_phrasings.add(tmp_path, "thank", wording("Cheers for that", "call", 2))
    assert own_phrasings.remove(tmp_path, "thank", "cheers FOR that").text == "Cheers for that"
    assert load_wordings(tmp_path) == {}
    with pytest.raises(VoiceCoachError, match="no wording"):
        own_phrasings.remove(tmp_path, "thank", "Cheers")
    with pytest.raises(VoiceCoachError, match="needs words"):
        wording(" ... ")
