"""What may be written to which terminal."""

from __future__ import annotations

import io

import pytest

from voicecoach.terminal.look_back import transcribing
from voicecoach.terminal.text import out
from voicecoach.terminal.text.out import live_screen, put, repaints


class Terminal(io.TextIOWrapper):
    """A terminal of some code page."""

    def __init__(self, page: str, *, there: bool = True) -> None:
        super().__init__(io.BytesIO(), encoding=page, errors="strict", write_through=True)
        self._there = there

    def isatty(self) -> bool:
        return self._there

    @property
    def shown(self) -> str:
        raw = self.buffer.getvalue()  # type: ignore[attr-defined]
        return raw.decode(self.encoding)


@pytest.mark.parametrize(
    ("pages", "live"),
    [
        (("utf-8", "utf-8"), True),
        (("utf-16", "utf-8"), True),
        (("ascii", "utf-8"), False),
        (("utf-8", "ascii"), False),
        (("cp437", "cp437"), False),
        (("cp1252", "cp1252"), False),
        (("iso8859-1", "iso8859-1"), False),
    ],
)
def test_a_screen_is_drawn_only_where_its_signs_can_be_shown(
    monkeypatch: pytest.MonkeyPatch, pages: tuple[str, str], live: bool
) -> None:
    """A frame of question marks or of backslashes and numbers is no screen."""
    monkeypatch.setattr(out.sys, "stdin", Terminal("utf-8"))
    monkeypatch.setattr(out.sys, "stdout", Terminal(pages[0]))
    monkeypatch.setattr(out.sys, "stderr", Terminal(pages[1]))
    assert live_screen(plain=False) is live
    assert not live_screen(plain=True)


@pytest.mark.parametrize("gone", ["stdin", "stdout"])
def test_without_a_terminal_there_is_no_screen(monkeypatch: pytest.MonkeyPatch, gone: str) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(out.sys, name, Terminal("utf-8", there=name != gone))
    assert not live_screen(plain=False)


@pytest.mark.parametrize("page", ["utf-8", "ascii", "cp437", "cp932", "koi8-r"])
def test_a_line_is_written_in_any_code_page_and_commands_nothing(
    monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """H-23 and its kind: brackets stay, and what somebody wrote is never obeyed."""
    terminal = Terminal(page)
    monkeypatch.setattr(out.sys, "stdout", terminal)
    put("[/b] Zoë Nguyễn \x1b[2J \u202e [unk]\nsecond")
    first, second = terminal.shown.splitlines()
    assert first.startswith("[/b] Zo")
    assert first.endswith("[unk]")
    assert second == "second"
    assert not {"\x1b", "\u202e"} & set(first)


def test_nothing_is_written_over_where_a_screen_reader_reads() -> None:
    """H-22: nor where nobody looks."""
    assert repaints(Terminal("utf-8"), plain=False)
    assert not repaints(Terminal("utf-8"), plain=True)
    assert not repaints(Terminal("utf-8", there=False), plain=False)


@pytest.mark.parametrize("accessible", ["", "1"])
def test_a_long_file_tells_how_far_it_is_but_not_to_a_screen_reader(
    monkeypatch: pytest.MonkeyPatch, accessible: str
) -> None:
    told = []
    monkeypatch.setenv("ACCESSIBLE", accessible)
    monkeypatch.setattr(transcribing.sys, "stderr", Terminal("utf-8"))
    monkeypatch.setattr(transcribing, "file_ear", lambda *given, **how: Ear(told))
    transcribing.run_transcribe([out.__file__], as_json=True, model=None, second=False)  # type: ignore[list-item]
    assert told == [None] if accessible else told[0] is not None


class Ear:
    """Hears nothing, and notes how it is asked to tell how far it is."""

    second = None

    def __init__(self, told: list[object]) -> None:
        self._told = told

    def hear(self, path: object, told: object) -> None:
        self._told.append(told)
        raise transcribing.SoundFileError("No sound.", "Take another one.")

    def close(self) -> None:
        pass
