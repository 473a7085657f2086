from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.history.making import turn
from tests.review.making import ADVICE, whole_call
from voicecoach.review.captions import Cue, _ms, of_call, of_reply, stamp, to_srt, to_vtt
from voicecoach.review.report import make_report

REPORT = make_report(whole_call(), ADVICE)
TIMES = re.compile(r"(\d\d+):([0-5]\d):([0-5]\d)[.,](\d{3})")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0.9995, "00:00:01.000"),
        (59.9996, "00:01:00.000"),
        (3599.9999, "01:00:00.000"),
        (2.3, "00:00:02.300"),
        (360_000.0, "100:00:00.000"),
    ],
)
def test_times_are_rounded_once(seconds: float, shown: str) -> None:
    assert stamp(_ms(seconds), ".") == shown


@given(st.integers(0, 10**9))
def test_a_time_survives_being_written_and_read(milliseconds: int) -> None:
    match = TIMES.fullmatch(stamp(milliseconds, ","))
    assert match is not None
    hour, minute, second, rest = map(int, match.groups())
    assert ((hour * 60 + minute) * 60 + second) * 1000 + rest == milliseconds


def test_words_are_cut_at_sentences_and_long_pauses() -> None:
    cues = of_reply(REPORT.turns[0])
    assert [(cue.begin, cue.end, cue.text) for cue in cues] == [
        (400, 1000, "Oh ok."),
        (4100, 5600, "Never mind then goodbye Dana."),
    ]


def test_a_call_has_both_sides_in_order_without_overlaps() -> None:
    cues = of_call(REPORT)
    assert [cue.speaker for cue in cues[:3]] == ["Dana Price", "You", "You"]
    assert cues[-1] == Cue(cues[-2].end, cues[-1].end, "You", "i [unk] \x1b[31m see")
    for one, other in pairwise(cues):
        assert one.begin < one.end <= other.begin


@given(st.text(max_size=60), st.text(max_size=30))
def test_no_text_breaks_a_file(text: str, speaker: str) -> None:
    cues = [Cue(0, 1000, speaker, text), Cue(1000, 2000, "You", "end")]
    vtt, srt = to_vtt(cues), to_srt(cues)
    assert vtt.count("-->") == srt.count("-->") == 2
    assert len(vtt.split("\n\n")) == 3
    assert len(srt.strip().split("\n\n")) == 2
    assert vtt.count("<") == 2


def test_words_put_right_by_hand_keep_their_times() -> None:
    """H-44: untouched words keep theirs, new ones share the time of what they replace."""
    said = turn(text="i meat you at ten")
    for text in (
        "I meet you at ten",
        "i met all of you at ten",
        "i you at ten",
        "so i meat you at",
    ):
        put_right = replace(said, reply=replace(said.reply, text=text))
        (shown,) = make_report(replace(whole_call(), turns=(put_right,)), ADVICE).turns
        words = {
            word.text.strip(".?").lower(): word for piece in shown.pieces for word in piece.words
        }
        assert (words["you"].begins, words["you"].ends) == (1.0, 1.3)
        times = [(word.begins, word.ends) for piece in shown.pieces for word in piece.words]
        flat = [moment for pair in times for moment in pair if moment is not None]
        assert flat == sorted(flat)
        assert len(flat) == 2 * len(text.split())
