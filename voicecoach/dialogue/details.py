"""Fills ``{company}`` and the like from what is known, or leaves them out so that it reads well.

A part in square brackets belongs to the details inside it: where one of them is unknown the
whole part goes: ``I work[ at {company}] these days``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

KNOWN: Mapping[str, str] = {
    "name": "your name",
    "occupation": "what you do, e.g. electrician",
    "years": "for how many years, e.g. six",
    "company": "a company you would like to work for",
    "industry": "the trade or industry you look at",
    "phone": "your telephone number",
}
"""The details a line may speak of, and what each one is."""

_NAME = re.compile(r"\{([a-z_]+)\}")
_PART = re.compile(r"\[([^\[\]]*)\]")
_ARTICLE = re.compile(r"\b(an?) \{([a-z_]+)\}", re.IGNORECASE)
_GAP = "\x00"
"""Stands where a part was left out, until the sentence around it is mended."""

_BROKEN = re.compile(
    r"[{}\[\]]|\s{2,}|\s[.,;:!?]|,[.,;:!?]|[.;:][.,;:]"
    r"|\b(?:at|in|as|of|for|with|from|the|an?|my|your|to|is|and)[.,;:!?]",
    re.IGNORECASE,
)


def fill(text: str, details: Mapping[str, str]) -> str:
    """The text with its details, or without the parts whose details are unknown."""
    known = {name: value for name in details if (value := clean(details[name]))}

    def part(match: re.Match[str]) -> str:
        inside = _NAME.findall(match.group(1))
        return match.group(1) if inside and all(name in known for name in inside) else _GAP

    filled = _PART.sub(part, text)
    filled = _ARTICLE.sub(lambda match: _article(match, known), filled)
    filled = _NAME.sub(lambda match: known.get(match.group(1), _GAP), filled)
    return _mended(filled)


def clean(value: str) -> str:
    """A detail as it may stand in a line: on one line, without marks that mean something here."""
    printable = "".join(" " if c in "{}[]" or not c.isprintable() else c for c in value)
    return " ".join(printable.split())


def names(text: str) -> set[str]:
    """Which details a text speaks of."""
    return set(_NAME.findall(text))


def outside_parts(text: str) -> set[str]:
    """Details that stand outside square brackets: without them the text has a hole."""
    return names(_PART.sub("", text))


def subsets(text: str, details: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Every choice of which of the text's details are known.

    Args:
        text: a template.
        details: a value for each of them.
    """
    used = sorted(names(text) & set(details))
    for size in range(len(used) + 1):
        for kept in combinations(used, size):
            yield {name: details[name] for name in kept}


def reads_badly(text: str, samples: Mapping[str, str]) -> str:
    """The first reading of a template that has a hole in it; empty if there is none."""
    if not names(text) and "[" not in text:
        return ""
    if outside_parts(text):
        return fill(text, {})
    readings: Iterable[str] = (fill(text, known) for known in subsets(text, samples))
    return next((reading for reading in readings if _BROKEN.search(reading)), "")


def _article(match: re.Match[str], known: Mapping[str, str]) -> str:
    """``a`` or ``an`` by the letter that follows."""
    article, name = match.groups()
    value = known.get(name, "")
    if value:
        article = article[0] + ("n" if value[0].lower() in "aeiou" else "")
    return f"{article} {{{name}}}"


def _mended(text: str) -> str:
    """Close the gaps, and begin sentences with a capital again."""
    text = " ".join(text.replace(_GAP, f" {_GAP} ").split())
    text = re.sub(
        rf"(^|[.!?] )({_GAP} ?)+(\w)", lambda match: match.group(1) + match.group(3).upper(), text
    )
    text = " ".join(text.replace(_GAP, " ").split())
    return re.sub(r"\s+([.,;:!?])", r"\1", text)
