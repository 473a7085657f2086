"""What every recognizer does: one suite over real Vosk and the fake that replays it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hearing import Samples, pieces, placed, spoken, vosk
from voicecoach import assets
from voicecoach.domain.transcript import Segment, Word
from voicecoach.speech.hearing.recognizer import Recognizer, ScriptedRecognizer, VoskRecognizer
from voicecoach.speech.sound.audio import RATE

PAUSE = 1.6
"""s between two sentences: Vosk ends its segment in it."""

FIRST, SECOND = 0.4, 0.4 + len(spoken()) / RATE + PAUSE
SOUND = placed(SECOND + len(spoken()) / RATE + 0.05, (FIRST, spoken()), (SECOND, spoken()))
TEXT = "i understand who else should i talk to in your company"


def scripted() -> ScriptedRecognizer:
    end = FIRST + len(spoken()) / RATE
    return ScriptedRecognizer(
        [
            (FIRST + 1.0, "partial", "i understand"),
            (end, "partial", TEXT),
            (end + 1.0, "segment", TEXT),
            (SECOND + 1.0, "partial", "i understand"),
            (SECOND + 3.0, "partial", TEXT),
        ]
    )


@pytest.fixture(params=[vosk, scripted], ids=["vosk", "scripted"])
def recognizer(request: pytest.FixtureRequest) -> Recognizer:
    make: Callable[[], Recognizer] = request.param
    made = make()
    made.begin()
    return made


def hear(recognizer: Recognizer, samples: Samples, size: int = 320) -> list[Segment]:
    """All segments, the last one by ``finish``."""
    ended = [recognizer.accept(piece) for piece in pieces(samples, size)]
    return [segment for segment in [*ended, recognizer.finish()] if segment is not None]


def words(segments: list[Segment]) -> list[Word]:
    return [word for segment in segments for word in segment.words]


def test_it_has_a_name(recognizer: Recognizer) -> None:
    assert recognizer.name


def test_a_pause_ends_a_segment_and_finish_gives_the_rest(recognizer: Recognizer) -> None:
    segments = hear(recognizer, SOUND)
    assert len(segments) == 2
    for segment in segments:
        assert "talk to" in segment.text
        assert segment.text == " ".join(word.word for word in segment.words)


def test_word_times_are_those_of_the_sound(recognizer: Recognizer) -> None:
    heard = words(hear(recognizer, SOUND))
    times = [time for word in heard for time in (word.start, word.end)]
    assert times == sorted(times)
    assert 0 <= times[0] < FIRST + 0.5
    assert times[-1] <= len(SOUND) / RATE
    second = [word for word in heard if word.start > SECOND - 0.3]
    assert len(second) == pytest.approx(len(heard) / 2, abs=2)
    assert all(0 <= word.confidence <= 1 for word in heard)


def test_partials_grow_and_are_gone_when_the_segment_ends(recognizer: Recognizer) -> None:
    seen = []
    for piece in pieces(SOUND):
        ended = recognizer.accept(piece)
        if ended is not None:
            assert recognizer.partial() == ""
            break
        seen.append(recognizer.partial())
    else:
        raise AssertionError("no segment ended in the pause")
    assert seen[0] == ""
    lengths = [len(text.split()) for text in seen]
    assert max(lengths) >= 5
    assert lengths.index(max(lengths)) > lengths.index(next(filter(None, lengths)))


def test_finish_twice_and_after_nothing_is_nothing(recognizer: Recognizer) -> None:
    assert recognizer.finish() is None
    recognizer.begin()
    assert hear(recognizer, SOUND)
    recognizer.begin()
    assert recognizer.finish() is None
    assert recognizer.partial() == ""


def test_begin_forgets_everything(recognizer: Recognizer) -> None:
    for piece in pieces(SOUND[: int(2.5 * RATE)]):
        recognizer.accept(piece)
    recognizer.begin()
    assert recognizer.partial() == ""
    again = hear(recognizer, SOUND)
    assert words(again)[0].start < FIRST + 0.5
    assert len(again) == 2


@pytest.mark.parametrize("size", [1, 7 * RATE])
def test_the_size_of_the_pieces_makes_no_difference(recognizer: Recognizer, size: int) -> None:
    short = SOUND[: int(SECOND * RATE)] if size > 1 else SOUND[: RATE // 2]
    texts = " ".join(segment.text for segment in hear(recognizer, short, size))
    recognizer.begin()
    assert texts == " ".join(segment.text for segment in hear(recognizer, short))


def test_the_last_word_of_sound_that_stops_is_not_lost() -> None:
    recognizer: VoskRecognizer = vosk()
    recognizer.begin()
    (segment,) = hear(recognizer, placed(0.3 + len(spoken()) / RATE, (0.3, spoken())))
    assert segment.text.split()[-1] == "company"


def test_times_stay_true_when_a_fresh_decoder_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """In use that is after a minute; our sample count is the clock."""
    monkeypatch.setattr("voicecoach.speech.hearing.recognizer.RENEW_SECONDS", 5.0)
    recognizer = vosk()
    recognizer.begin()
    starts = [1.0, 7.0, 13.0]
    sound = placed(17.0, *((start, spoken()) for start in starts))
    heard = words(hear(recognizer, sound, 3200))
    found = [word.start for word in heard if word.word == "company"]
    offset = found[0] - starts[0]
    assert [time - offset for time in found] == pytest.approx(starts, abs=0.15)


@pytest.mark.parametrize("factor", [1, 2, 3])
def test_a_model_of_any_frames_in_a_folder_of_any_name_gives_true_times(
    tmp_path: Path, factor: int
) -> None:
    """Frames thrown away make the built-in model mishear, but where somebody spoke stays true."""
    folder = tmp_path / "Антон é [1] 100%" / "model"
    shutil.copytree(assets.builtin_model(), folder)
    conf = folder / "conf" / "model.conf"
    named = "--frame-subsampling-factor"
    assert f"{named}=1\n" in conf.read_text(encoding="utf-8")
    conf.write_text(conf.read_text(encoding="utf-8").replace(f"{named}=1", f"{named}={factor}"))
    recognizer = VoskRecognizer(folder)
    recognizer.begin()
    end = 2.0 + len(spoken()) / RATE
    heard = words(hear(recognizer, placed(end + 3.0, (2.0, spoken()))))
    assert heard[0].start == pytest.approx(2.0, abs=0.3)
    assert heard[-1].end == pytest.approx(end, abs=0.3)
