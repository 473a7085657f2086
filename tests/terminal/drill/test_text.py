"""What a tired person reads before and after a drill."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from voicecoach.practice.today import Today
from voicecoach.terminal.drill.text import today_lines

FIRST = Today(
    day=date(2026, 11, 27),
    due=0,
    new=5,
    proposed=5,
    minutes=2.0,
    hardest="",
    caught_up=None,
    last_day=None,
    done=0,
)


def test_who_never_practised_is_told_what_a_drill_is_and_what_else_there_is() -> None:
    shown = " ".join(today_lines(FIRST))
    assert "one no after another" in shown
    assert "voicecoach practice" in shown
    again = replace(FIRST, last_day=date(2026, 11, 26))
    assert "Not practised yet" not in " ".join(today_lines(again))
    assert "Not practised yet" not in " ".join(today_lines(replace(FIRST, done=1)))
