"""Templates: what people or scenarios wrote is escaped; figures are shown as they come."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from voicecoach.history.listing import CallRow
from voicecoach.scoring.delivery import in_words

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"


@cache
def environment() -> Environment:
    """The templates, compiled once."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"when": when, "day": day, "length": length, "scores": scores}
    made.filters |= {"in_words": in_words}
    return made


def render(template: str, **values: Any) -> str:
    """A template as text; NUL, which HTML does not know, is shown as a missing letter."""
    return (
        environment()
        .get_template(template)
        .render(**values)
        .replace("\0", "\N{REPLACEMENT CHARACTER}")
    )


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A template as an answer."""
    return HTMLResponse(render(template, **values), status)


def when(moment: str | datetime) -> str:
    """A moment as people write it, where it was."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{at:%a} {at.day} {at:%b %Y, %H:%M}"


def day(which: str | date) -> str:
    """A day, short."""
    on = date.fromisoformat(which) if isinstance(which, str) else which
    return f"{on.day} {on:%b}"


def length(seconds: int) -> str:
    """How long something took."""
    return f"{seconds // 60} min {seconds % 60:02} s" if seconds >= 60 else f"{seconds} s"


def scores(row: CallRow) -> str:
    """The score at each contact line; where it was tried again, the first and the best."""
    told = [
        "–"
        if one.best is None
        else str(one.best)
        if one.tries == 1
        else f"{one.first} → {one.best}"
        for one in row.scores
    ]
    return ", ".join(told) or "no replies"
