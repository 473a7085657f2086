"""What ``voicecoach transcribe`` says of one file, for people and for programs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from voicecoach.cli import main
from voicecoach.domain.transcript import Segment, Transcript, Word
from voicecoach.domain.turn import Ended
from voicecoach.speech.hearing.hear_file import FileHearing
from voicecoach.terminal.look_back.transcribing import document, hearing_lines

WORDS = ("Is", "Dana", "Bryce", "there", "today?")
BEST = Transcript(
    (Segment(" ".join(WORDS), tuple(Word(w, n, n + 0.5) for n, w in enumerate(WORDS))),), "better"
)
LIVE = Transcript((Segment("is dana price there today"),), "live")
FOUND = FileHearing("a.wav", 6.0, BEST, (LIVE, BEST), Ended("pause", "quiet", 5.5), ("a hum",))


def test_words_on_which_the_listeners_differ_are_told_with_their_times() -> None:
    assert document(FOUND)["unsure"] == [{"text": "Bryce", "start": 2, "end": 2.5}]
    assert hearing_lines(FOUND) == [
        "a.wav (6.0 s)",
        "  Is Dana Bryce there today?  [better]",
        "  is dana price there today  [live]",
        '  I may have misheard: "Bryce"',
        "  The first reply would have been over at 5.5 s: quiet.",
        "  Note: a hum",
    ]


def test_without_doubt_nothing_is_said_of_it() -> None:
    alone = replace(FOUND, hearings=(BEST,))
    assert document(alone)["unsure"] == []
    assert "misheard" not in "\n".join(hearing_lines(alone))


def test_a_file_s_name_never_commands_the_terminal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    name = tmp_path / "a\x1b[31m\nb\u202e.wav"
    name.touch()
    assert main(["transcribe", "--listener", "vosk", "--", str(name)]) == 1
    said = capsys.readouterr().err
    assert "is empty (0 bytes)" in said
    assert not {"\x1b", "\u202e"} & set(said)
