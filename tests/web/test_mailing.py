"""The report in one file, and captions, as they are given to somebody."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.history.making import BLOCK, call, turn
from tests.web.making import SPOKEN, Page, keep_a_call, settings_in
from tests.web.test_pages import plain
from voicecoach.app.people.network import Network, add
from voicecoach.errors import StorageError
from voicecoach.history.recorder import CallRecorder
from voicecoach.web.mailing import export


def test_the_report_is_one_file_with_the_sound_inside(page: Page, tmp_path: Path) -> None:
    size = export(page.settings, SPOKEN, tmp_path / "r.html", with_names=True)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert size == (tmp_path / "r.html").stat().st_size
    (sound,) = re.findall(r'src="data:audio/flac;base64,([^"]+)"', text)
    kept = page.settings.data_folder / f"recordings/{SPOKEN}/reply-01-1.flac"
    assert base64.b64decode(sound) == kept.read_bytes()
    assert not re.search(r"(?:src|href)=\"(?!data:)", text)
    assert "<script" not in text
    assert "default-src 'none'" in text
    assert "Dana Price" in text
    assert "1 recording" in text


def test_names_of_others_are_left_out_unless_asked_for(page: Page, tmp_path: Path) -> None:
    export(page.settings, SPOKEN, tmp_path / "r.html", with_names=False)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert not re.search(r"\b(dana|price|hale tools)\b", text, re.IGNORECASE)
    assert "the contact.</span>" in text
    assert "the recordings may say them" in text
    assert page.browser().get(f"/calls/{SPOKEN}/report.html").text == text


def test_voices_that_may_be_others_and_the_network_are_left_out(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    for name in ("Will Kim", "Jo Ann"):
        add(Network(settings), name, {})
    recorder = CallRecorder(settings.data_folder)
    recorder.began(call("c"))
    recorder.turn_started(1, 1)
    recorder.sound(BLOCK * 50)
    said = "Kim and Ann said that Will will help."
    kept = recorder.turn_done(turn(1, 1, said, source="file"))
    recorder.ended(call("c", kept))
    recorder.close()
    export(settings, "c", tmp_path / "plain.html", with_names=False)
    export(settings, "c", tmp_path / "names.html", with_names=True)
    text, named = ((tmp_path / name).read_text() for name in ("plain.html", "names.html"))
    assert "You: somebody and somebody said that somebody will help." in plain(text)
    assert "1 reply played from sound files" in text
    assert "data:audio" not in text
    assert "data:audio" in named
    assert "Ann" in plain(named)


@pytest.mark.parametrize(("suffix", "first"), [(".vtt", "WEBVTT\n"), (".srt", "1\n00:00:2")])
def test_captions_as_a_file(page: Page, tmp_path: Path, suffix: str, first: str) -> None:
    export(page.settings, "last", tmp_path / f"c{suffix}", with_names=False)
    text = (tmp_path / f"c{suffix}").read_text(encoding="utf-8")
    assert text.startswith(first)
    assert "Oh ok." in text
    assert page.browser().get(f"/calls/last/captions{suffix}").text == text


def test_captions_of_one_reply_are_on_its_own_clock(page: Page) -> None:
    text = page.browser().get(f"/calls/{SPOKEN}/1-1.vtt").text
    assert text.splitlines()[2] == "00:00:00.400 --> 00:00:01.000"


def test_nothing_is_overwritten(page: Page, tmp_path: Path) -> None:
    target = tmp_path / "mine.html"
    target.write_text("mine")
    with pytest.raises(StorageError, match="is there already"):
        export(page.settings, SPOKEN, target, with_names=False)
    assert target.read_text() == "mine"


@pytest.mark.parametrize("name", ["r.pdf", "r", "no/such/folder/r.html"])
def test_what_cannot_be_written_is_told(page: Page, tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError):
        export(page.settings, SPOKEN, tmp_path / name, with_names=False)


def test_masked_words_stand_in_no_view_but_where_they_are_put_right(tmp_path: Path) -> None:
    settings = replace(settings_in(tmp_path), mask="goodbye")
    keep_a_call(settings)
    export(settings, SPOKEN, tmp_path / "r.html", with_names=True)
    export(settings, SPOKEN, tmp_path / "r.vtt", with_names=True)
    browser = Page(settings).browser()
    shown = browser.get(f"/calls/{SPOKEN}").text
    views = [(tmp_path / name).read_text(encoding="utf-8") for name in ("r.html", "r.vtt")]
    hits = browser.get("/calls?q=goodbye").text
    views.append(re.sub('value="goodbye"|“goodbye”', "", hits))  # as it was asked for
    views.append(re.sub("(?s)<textarea.*?</textarea>", "", shown))
    for text in views:
        assert "g******" in text
        assert "goodbye" not in text.casefold()
    # the words are not lost to who puts the reply right: masked ones would be kept in their place
    assert "never mind then goodbye dana</textarea>" in shown
