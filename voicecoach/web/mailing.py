"""The report of a call, or its captions, as one file that can be given to somebody."""

from __future__ import annotations

import base64
from pathlib import Path

from voicecoach.app.look_back import looking_back
from voicecoach.app.parts.new_file import write_new
from voicecoach.app.people.network import Network
from voicecoach.errors import StorageError
from voicecoach.review import captions
from voicecoach.review.private import without_names
from voicecoach.review.report import Report
from voicecoach.settings import Settings
from voicecoach.web.rendering import STATIC, render

HTML, CAPTIONS = ".html", (".vtt", ".srt")
TYPES = {".flac": "audio/flac", ".wav": "audio/wav"}


def export(settings: Settings, wanted: str, target: Path, *, with_names: bool) -> int:
    """Write one call to a new file; its ending says as what.

    Returns:
        bytes written.

    Raises:
        StorageError: there is no such call, the ending is none of ours, or the file is there
            already or cannot be written.
    """
    suffix = target.suffix.lower()
    if suffix not in (HTML, *CAPTIONS):
        raise StorageError(
            f"{target}: what kind of file is that?",
            "End its name in .html (a report with sound), .vtt or .srt (captions).",
        )
    with looking_back.history(settings) as store:
        report = looking_back.report(store, wanted, settings.mask)
    if suffix == HTML:
        text = as_html(report, settings, with_names=with_names)
    else:
        text = captions.written(captions.of_call(report), suffix)
    return write_new(target, text.encode())


def as_html(report: Report, settings: Settings, *, with_names: bool) -> str:
    """The report with style and sound inside: no other file, no script, no connection.

    Args:
        report: the call.
        settings: whose recordings and network.
        with_names: of the contact, the company and the caller's network, and replies that were
            played from sound files, in which anybody may speak; else these are left out.
    """
    data = settings.data_folder
    found = {turn.recording: turn.source for turn in report.turns if turn.recording}
    there = {path: source for path, source in found.items() if (data / path).is_file()}
    given = [path for path, source in there.items() if with_names or source != "file"]
    people = () if with_names else [one.name for one in Network(settings).read().people]
    return render(
        "mail.html",
        report=report if with_names else without_names(report, people),
        sounds={path: _data_url(data / path) for path in given},
        left_out=len(there) - len(given),
        with_names=with_names,
        style=(STATIC / "page.css").read_text(encoding="utf-8"),
    )


def _data_url(path: Path) -> str:
    return f"data:{TYPES[path.suffix]};base64,{base64.b64encode(path.read_bytes()).decode()}"
