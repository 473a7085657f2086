"""A call is played back: the contact's line spoken anew, then the caller's own sound."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.history.making import BLOCK, call, turn
from tests.review.making import ADVICE, unjudged
from voicecoach.domain.turn import Turn, Voice
from voicecoach.errors import SoundFileError
from voicecoach.history.recordings import Recordings
from voicecoach.review.playback import chosen, play_back
from voicecoach.review.report import make_report
from voicecoach.speech.sound.audio import Clip


def sounding(folder: Path, number: int, attempt: int = 1) -> Turn:
    recording = Recordings(folder).begin("c", number, attempt)
    recording.write(BLOCK * (number + attempt))
    path = recording.commit()
    made = turn(number, attempt)
    line = replace(made.line, say=f"line {number}")
    return replace(made, line=line, reply=replace(made.reply, recording=path))


def test_both_sides_in_order_each_turn_shown_before_it_sounds(tmp_path: Path) -> None:
    made = make_report(call("c", sounding(tmp_path, 1), sounding(tmp_path, 1, 2)), ADVICE)
    happened: list[object] = []

    def speak(text: str, voice: Voice) -> Clip:
        happened.append((text, voice.name))
        return Clip(b"", 16_000)

    turns = chosen(made, None)
    for view in play_back(turns, tmp_path, lambda clip: happened.append(len(clip.pcm)), speak):
        happened.append(view.attempt)
    line = ("line 1", "gmw/en-us+f2")
    assert happened == [1, line, 0, 2 * len(BLOCK), 2, line, 0, 3 * len(BLOCK)]


def test_without_a_voice_the_caller_is_still_heard(tmp_path: Path) -> None:
    made = make_report(call("c", sounding(tmp_path, 1), unjudged()), ADVICE)
    played: list[bytes] = []
    views = play_back(
        chosen(made, None), tmp_path, lambda clip: played.append(clip.pcm), lambda *_: None
    )
    assert [view.number for view in views] == [1, 2]
    assert played == [BLOCK * 2]


def test_one_turn_with_all_its_tries(tmp_path: Path) -> None:
    tries = (sounding(tmp_path, 1), sounding(tmp_path, 2), sounding(tmp_path, 2, 2))
    made = make_report(call("c", *tries), ADVICE)
    assert [(one.number, one.attempt) for one in chosen(made, 2)] == [(2, 1), (2, 2)]
    with pytest.raises(SoundFileError, match=r"no turn 3.*1 to 2"):
        chosen(made, 3)


def test_a_recording_that_is_gone_is_told(tmp_path: Path) -> None:
    made = make_report(call("c", sounding(tmp_path, 1)), ADVICE)
    (tmp_path / made.turns[0].recording).unlink()
    with pytest.raises(SoundFileError, match="cannot be read"):
        list(play_back(chosen(made, None), tmp_path, lambda clip: None, lambda *_: None))


def test_nothing_to_play(tmp_path: Path) -> None:
    for one in (call("c"), call("c", unjudged())):
        with pytest.raises(SoundFileError):
            chosen(make_report(one, ADVICE), None)
