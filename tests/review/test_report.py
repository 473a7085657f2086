"""The one view-model: what it holds, and that every view shows the same figures."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from tests.history.making import BEGAN, call, turn
from tests.review.making import ADVICE, strong, unjudged, weak, whole_call
from tests.web.making import settings_in
from voicecoach.domain.transcript import Segment, Transcript
from voicecoach.domain.turn import Call, Outcome, Turn
from voicecoach.review.compare import compare
from voicecoach.review.report import Report, make_report
from voicecoach.terminal.look_back.report_text import comparison_lines, report_lines, turn_lines
from voicecoach.terminal.text.tables import safe, wrapped
from voicecoach.web.mailing import as_html
from voicecoach.web.rendering import render

SOUND = ("recordings/c/reply-01-1.flac", "recordings/c/reply-02-2.flac")


def report(one: Call | None = None) -> Report:
    return make_report(one or whole_call(), ADVICE, SOUND)


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def test_the_terminal_s_text(snapshot: SnapshotAssertion) -> None:
    assert "\n".join(map(safe, report_lines(report()))) == snapshot


def test_the_json(snapshot: SnapshotAssertion) -> None:
    assert json.dumps(report().plain(), indent=1) == snapshot


def test_every_figure_in_the_terminal_is_one_of_the_json() -> None:
    made = report()
    for view, values in zip(made.turns, made.plain()["turns"], strict=True):
        shown = "\n".join(turn_lines(view)).replace(" of 100", "")  # the scale's end
        assert numbers(shown) <= numbers(json.dumps(values))


def test_every_figure_of_the_json_that_is_shown_is_the_same_one() -> None:
    for view in report().turns:
        shown = "\n".join(turn_lines(view))
        told = [view.number, view.score, view.hesitation, view.pace, view.longest_pause]
        told += [mark.similarity for mark in view.marks]
        for figure in (figure for figure in told if figure is not None):
            assert str(figure) in numbers(shown), (figure, shown)


def test_figures_of_a_comparison_are_those_of_its_json() -> None:
    later = call("c2", strong(), began=BEGAN + timedelta(days=1), reached=True)
    found = compare(report(), report(later))
    shown = "\n".join(comparison_lines(found))
    assert numbers(shown) <= numbers(json.dumps(found.plain())) | numbers(BEGAN.isoformat())


def test_evidence_is_marked_by_number_and_slips_by_a_sign_too() -> None:
    lines = turn_lines(report().turns[0])
    assert "You: (waited 2.3 s) Oh ok. (pause 3.1 s) [1! Never mind] then goodbye Dana." in lines
    assert '  ! 1 gives up: "never mind" (like "as in gives-up", 71 % alike)' in lines
    second = turn_lines(report().turns[1])
    assert "You: [1 I see] [2 who at Hale Tools could I call] at 2:30 or on 555123?" in second, (
        second
    )


def test_sound_that_no_turn_names_is_told() -> None:
    made = report()
    assert made.turns[0].recording == SOUND[0]  # saved at a later start
    assert made.unfinished == (SOUND[1],)


def test_a_broken_off_call_and_a_clock_set_back_have_no_length() -> None:
    assert report(call("c", turn())).length is None
    assert "in the middle" in "\n".join(report_lines(report(call("c", turn()))))
    outcome = Outcome(True, "bye", "")
    back = replace(call("c", turn()), ended=BEGAN - timedelta(hours=2), outcome=outcome)
    assert report(back).length is None
    assert report(back).reached


def test_a_move_that_the_data_no_longer_names_is_shown_by_its_key() -> None:
    old = turn(moves=[("an-old-move", "who else")], missing=("older-still",))
    view = report(call("c", old)).turns[0]
    assert view.marks[0].name == "an-old-move"
    assert view.missing == ("older-still",)


def test_what_people_said_never_commands_the_terminal() -> None:
    lines = turn_lines(report().turns[2])
    assert lines[0] == "Turn 2"
    assert lines[1] == "Operator: Goodbye [/b]."
    for line in lines:
        for piece in wrapped(line, 40):
            assert "\x1b" not in piece
            assert len(piece) <= 40


def test_a_report_says_who_heard_it_and_in_which_voice_the_contact_spoke() -> None:
    values = report().plain()
    assert values["heard_by"] == "vosk tiny"
    second = values["turns"][1]
    assert second["voice"] == {"name": "gmw/en-us+f2", "rate": 160, "pitch": 50}
    assert [heard["listener"] for heard in second["hearings"]] == ["vosk tiny", "tiny"]
    assert second["raw"] == strong().reply.text


def doubted() -> Turn:
    """A reply whose listeners differ about one name."""
    best = Transcript((Segment("Is Dana Bryce there today?"),), "better")
    live = Transcript((Segment("is dana price there today"),), "live")
    reply = replace(turn().reply, text=best.text, transcript=best, hearings=(live, best))
    return replace(turn(), reply=reply)


def test_words_that_may_have_been_misheard_are_told_in_every_view(tmp_path: Path) -> None:
    made = report(call("c", doubted()))
    (first,) = json.loads(json.dumps(made.plain()))["turns"]
    assert first["unsure"] == [{"text": "Bryce", "start": 8, "end": 13}]
    assert '  I may have misheard: "Bryce"' in turn_lines(made.turns[0])
    for page in (render("card.html", turn=made.turns[0]), mailed(made, tmp_path)):
        assert "I may have misheard:" in page
        assert '<q dir="auto">Bryce</q>' in page
    sure = report(call("c", strong()))
    assert "misheard" not in "\n".join(turn_lines(sure.turns[0])) + mailed(sure, tmp_path)


def mailed(made: Report, folder: Path) -> str:
    return as_html(made, settings_in(folder), with_names=True)


def test_a_call_without_turns() -> None:
    assert report_lines(report(call("c")))[0] == call("c").title
    assert weak().verdict is not None
    assert unjudged().verdict is None
