"""A script as one HTML page that needs nothing else: for a sheet of paper and for a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

from voicecoach.app.prepare.own_words import OwnWords
from voicecoach.errors import StorageError
from voicecoach.plan.if_then import IfThen
from voicecoach.plan.phone_script import keywords, load_steps

TEMPLATE = Path(__file__).with_name("script_page.html")
SIZES = ((900, 13.0), (1400, 12.0), (1900, 11.0), (2500, 10.0), (3200, 9.0), (3800, 8.0))
"""Characters up to which a sheet holds letters of so many points; tried on A4 and Letter."""
SMALLEST = 6.5
MOST = SIZES[-1][0]
"""Characters of a sheet that can still be read; cards beyond stay out, and the page says so."""


def write(own: OwnWords, path: Path) -> None:
    """Write the page.

    Args:
        own: the script with what goes with it.
        path: a file; one that is there is replaced.

    Raises:
        StorageError: it cannot be written.
        AssetError: the installation is incomplete.
    """
    try:
        path.write_text(page(own), encoding="utf-8")
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror}.", "Choose another place."
        ) from None


def page(own: OwnWords) -> str:
    """The page as text."""
    used = sum(len(line.text) + 60 for line in own.lines)
    cards = list(_fitting(list(own.cards.values()), used))
    used += sum(_size(card) for card in cards)
    size = next((points for most, points in SIZES if used <= most), SMALLEST)
    left_out = len(own.cards) - len(cards)
    who = own.profile.name or "My phone script"
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        size=f"{size:g}",
        title=escape(who),
        purpose=escape(own.purpose),
        phone=escape(own.profile.phone),
        lines="\n".join(_lines(own)),
        cards=_cards(cards),
        left_out=f"<p>{left_out} more cards: voicecoach if-then list</p>" if left_out else "",
    )


def _lines(own: OwnWords) -> Iterator[str]:
    everyday = load_steps().everyday
    for title, lines in groupby(own.lines, key=lambda line: line.step.title):
        said = "".join(
            f"<p>{escape(line.text)}<br><small>{escape(keywords(line.text, everyday))}</small></p>"
            for line in lines
        )
        yield f"<section><h2>{escape(title)}</h2>{said}</section>"


def _cards(cards: list[IfThen]) -> str:
    if not cards:
        return ""
    rows = "".join(
        f"<div class=card><p><b>If</b> {escape(card.they_say)}</p>"
        f"<p><b>I say</b> {escape(card.i_say)}</p></div>"
        for card in cards
    )
    return f"<section class=cards><h2>If they say …</h2>{rows}</section>"


def _fitting(cards: list[IfThen], used: int) -> Iterator[IfThen]:
    for card in cards:
        used += _size(card)
        if used > MOST:
            return
        yield card


def _size(card: IfThen) -> int:
    return len(card.they_say) + len(card.i_say) + 60
