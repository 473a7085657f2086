from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogue.making import SMALL, advice, small, standard, write
from voicecoach import assets
from voicecoach.dialogue import checking, details, packs
from voicecoach.dialogue.lengths import length
from voicecoach.dialogue.packs import PackFile


def problems(folder: Path, text: str) -> list[str]:
    path = write(folder, text)
    report = checking.check(PackFile(path, "small.yaml"), standard())
    assert report.file == "small.yaml"
    return [str(problem) for problem in report.problems]


def test_nothing_is_wrong_with_a_right_file(tmp_path: Path) -> None:
    assert problems(tmp_path, SMALL) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("[Goodbye.]", '["Ask for Dr. John."]', "Dr. John", "warning: lines.over.says: 'Dr.'"),
        ("[Goodbye.]", "[Good 🙂 bye.]", "Good 🙂", "SLIGHTLY SMILING FACE: cannot be spoken"),
        ("Whom would you call?", "It is $35/hr.", "$35", "lines.opening.answers: '35/hr'"),
        ("[Goodbye.]", f"[{'Well then. ' * 34}]", "Well then.", "s to say, over 20 s"),
        ("[Goodbye.]", '["Bye, {nam}."]', "{nam}", "error: lines.over.says: there is no detail"),
        ("[Goodbye.]", '["Bye at {company}."]', "{company}", "error: lines.over.says: without its"),
        ("[Goodbye.]", '["Bye[ at {company}."]', "{company}", "use [ ] parts"),
        ("[Goodbye.]", "[Bye., Bye.]", "says: [Bye.", "the same wording stands twice"),
        ("No jobs here., Nothing here., I know of none.", "No.", "says: [No.]", "one wording"),
        ("    answers: [Whom would you call?]\n", "", "  opening:", "no model answer"),
        ("key: small", "key: other", "key: other", "'other' is not the file's name"),
        ("key: small", "key: small\nteaches: [A99]", "teaches", "no piece of advice 'A99'"),
        ("reached: true", "reached: false", "goal:", "no ending reaches it"),
        ("  words: A name.", "  words: x\n  moves: [thank]\n  count: 2", "count", "larger than"),
        ("to: again\n  again", "to: agian\n  again", "to: agian", "error: lines.opening.next"),
        ("title:", "titel:", "titel", "error: titel: unknown field; did you mean title?"),
    ],
)
def test_a_problem_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, where: str, words: str
) -> None:
    assert old in SMALL
    text = SMALL.replace(old, new, 1)
    line = text[: text.index(where)].count("\n") + 1
    found = problems(tmp_path, text)
    assert any(
        problem.startswith(f"small.yaml:{line}: ") and words in problem for problem in found
    ), found


def test_a_spelling_mends_what_would_be_misread(tmp_path: Path) -> None:
    text = SMALL.replace("[Goodbye.]", '["I work at TDAE."]')
    assert len(problems(tmp_path, text)) == 1
    assert problems(tmp_path, text.replace("goal:", "say: {TDAE: T. D. A. E.}\ngoal:")) == []


def test_a_good_reply_that_makes_no_difference(tmp_path: Path) -> None:
    text = SMALL.replace(
        "      - {when: {any: [pushy]}, to: cross}\n"
        "      - {when: {any: [ask-contacts]}, to: lead}\n      - to: again",
        "      - {when: {any: [introduce]}, to: lead}\n"
        "      - {when: {score: 100}, to: cross}\n      - to: again",
    )
    # The score alone rewards a good reply, so that one is fine ...
    assert not any("never rewarded" in problem for problem in problems(tmp_path, text))
    # ... but a branch on something the advice does not prescribe here is none.
    text = text.replace("{score: 100}", "{any: [show-homework]}")
    found = [problem for problem in problems(tmp_path, text) if "never rewarded" in problem]
    assert len(found) == 1
    assert "lines.opening.next" in found[0]
    assert "ask-contacts" in found[0]


def test_a_file_that_cannot_be_read_is_a_report_too(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xff\xfe")
    report = checking.check(PackFile(path, "x.yaml"), standard())
    assert not report.playable
    assert report.scenario is None
    assert len(report.problems) == 1
    assert "UTF-8" in report.problems[0].words


def test_warnings_alone_do_not_stop(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL.replace("key: small", "key: other"))
    report = checking.check(PackFile(path, "small.yaml"), standard())
    assert report.problems
    assert report.playable


def test_the_length_runs_from_the_shortest_way_to_the_goal_to_the_longest() -> None:
    result = length(small())
    assert result.replies == (1, 2)
    assert 10 < result.seconds[0] < result.seconds[1] < 30


def test_there_is_a_sample_for_each_detail() -> None:
    assert set(checking.SAMPLES) == set(details.KNOWN)
    assert set(standard().prescribed) == set(advice().situations)


def test_nothing_is_wrong_with_what_comes_with_the_program() -> None:
    with packs.opened(assets.scenarios() / "calls") as files:
        found = [
            str(problem) for file in files for problem in checking.check(file, standard()).problems
        ]
    assert found == []
