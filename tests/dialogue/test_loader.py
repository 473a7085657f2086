from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogue.making import SMALL, advice, small, write
from voicecoach.dialogue import loader
from voicecoach.errors import DataFileError

LEAD = "      - {when: {any: [ask-contacts]}, to: lead}\n"
AGAIN = "      - to: again\n"


def wrong(folder: Path, old: str, new: str) -> str:
    assert old in SMALL
    path = write(folder, SMALL.replace(old, new, 1))
    with pytest.raises(DataFileError) as caught:
        loader.load(path, advice())
    message = str(caught.value)
    assert str(path) in message
    return message.replace(str(path), "small.yaml")


def test_a_right_file_is_the_scenario(tmp_path: Path) -> None:
    assert loader.load(write(tmp_path), advice()) == small()


@pytest.mark.parametrize("word", ["No", "Yes", "on", "2:30", "~x"])
def test_short_words_stay_text(tmp_path: Path, word: str) -> None:
    path = write(tmp_path, SMALL.replace("[Goodbye.]", f"\n      - {word}"))
    assert loader.load(path).lines["over"].says == (word,)


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("says: [Goodbye.]", "sais: [Goodbye.]", "sais: [", "unknown field; did you mean says?"),
        ("title: A", "titel: A", "titel", "titel: unknown field; did you mean title?"),
        ("says: [Goodbye.]", "says: [0123]", "says: [0123]", "expected text, found 123; put quot"),
        ("says: [Goodbye.]", "says: Goodbye.", "says: Good", "lines.over.says: expected a list"),
        ("says: [Goodbye.]", "says: []", "says: []", "lines.over.says: is empty"),
        ("to: again", "to: agian", "to: agian", "lines.opening.next: there is no line 'agian'"),
        ("start: opening", "start: open", "start: open", "start: there is no line 'open'"),
        ("start: opening", "start: hello", "silence:", "the call cannot start with this line"),
        ("any: [pushy]", "any: [pushi]", "pushi", "no move or slip 'pushi'; did you mean pushy?"),
        ("any: [pushy]", "anny: [pushy]", "anny", "unknown field; did you mean any?"),
        ("situation: no-jobs", "situation: no-job", "no-job\n", "did you mean no-jobs?"),
        ("key: small", "key: Small Call", "key: S", "expected small letters, digits and hyphens"),
        ("goal:", "goals:", "goals:", "did you mean goal?"),
        ("  words: A name.", "  words: A.\n  moves: [x]", "moves: [x]", "goal.moves: no move 'x'"),
        ("      - to: again", "", "any: [ask-contacts]}, to: lead", "the last branch must have"),
        ("silence: hello", "silence: hello\nhang_up: again", "hang_up", "is no line with an end"),
        ("reached: true, best", "best", "end: {best", "lines.lead.end.reached: is missing"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_line_field_and_what_was_expected(
    tmp_path: Path, old: str, new: str, where: str, words: str
) -> None:
    message = wrong(tmp_path, old, new)
    written = SMALL.replace(old, new, 1)
    line = written[: written.index(where)].count("\n") + 1
    assert any(
        part.startswith(f"small.yaml:{line}: ") and words in part for part in message.split("\n")
    ), message


def test_every_mistake_is_told_at_once_in_order(tmp_path: Path) -> None:
    text = SMALL.replace("title:", "titel:").replace("says: [Goodbye.]", "says: [12]")
    with pytest.raises(DataFileError) as caught:
        loader.load(write(tmp_path, text))
    lines = [int(part.split(":")[1]) for part in str(caught.value).split("\n")]
    assert lines == sorted(lines)
    assert len(lines) == 3  # titel is unknown, title is missing, 12 is a number


def test_lines_that_no_branch_reaches_or_that_never_end(tmp_path: Path) -> None:
    lost = SMALL + "  lost:\n    says: [Lost.]\n    end: {reached: false, words: Lost.}\n"
    with pytest.raises(DataFileError, match=r"lines\.lost: no branch leads to this line"):
        loader.load(write(tmp_path, lost))
    loop = (
        SMALL.replace("      - {when: {visits: 2}, to: over}\n", "")
        .replace(LEAD + AGAIN + "  hello", AGAIN + "  hello")
        .replace("silence: hello", "silence: hello\nhang_up: over")
    )
    with pytest.raises(DataFileError, match=r"lines\.again: no way from here to an end"):
        loader.load(write(tmp_path, loop))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"key: [", "x.yaml:1"),
        (b"key: a\nkey: b\n", "x.yaml:2"),
        (b"", "expected fields"),
        (b"- a\n", "expected fields"),
    ],
)
def test_what_is_no_scenario_at_all(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(DataFileError, match=words):
        loader.load(path)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(DataFileError, match="Did you mean no-jobs"):
        loader.load_builtin("no-job")
    with pytest.raises(DataFileError, match="turned-down"):
        loader.load_builtin("xyzzy")


@pytest.mark.parametrize("key", loader.available())
def test_the_built_in_ones_are_right_and_named_like_their_file(key: str) -> None:
    scenario = loader.load_builtin(key, advice())
    assert scenario.key == key
    assert scenario.brief
    assert any(line.end and line.end.reached for line in scenario.lines.values())
