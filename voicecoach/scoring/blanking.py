"""What is left of a reply when some of its words are taken out, and where it says a line. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from voicecoach.scoring.text import Folded, fold, folded

SHORTEST_LINE, SHORTEST_SENTENCE = 2, 4
"""Words from which a whole line, and one sentence of it, is known to be repeated: "thank you" may
be said by both."""

ASIDES = (
    r"(?:^well )?(?:^|(?<=\bwell )|(?<=\bso )|(?<=\blike )|(?<=\bmean )|(?<=\bbut )|(?<=\band ))"
    r"you know(?! (?:who|whom|what|which|where|when|how|why|if|that|of|me|us|him|her|them|it|this|"
    r"the|a|an|any|some|my|your|his|our|their|anyone|anybody|someone|somebody|people|everyone|as|"
    r"better|more|best|perfectly|full|very|damn)(?![\w']))",
)
"""Said while one thinks: "well, you know, I'd like to ask". The models hear pressure in it."""

Stretch = tuple[int, int]
"""Numbers of tokens, the second one not included."""


def sentences(reply: Folded) -> list[Stretch]:
    """As the marks show them; without marks it is one."""
    count = len(reply.tokens)
    starts = [n for n in range(count) if n == 0 or reply.begins_sentence(n)]
    return list(zip(starts, [*starts[1:], count], strict=True))


def without(reply: Folded, stretches: Iterable[Stretch]) -> Folded:
    """The reply with those words blanked; every other one stands where it stood."""
    text = reply.text
    for first, last in stretches:
        span = reply.span(first, last)
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return folded(text)


def repeated(reply: Folded, line: str) -> list[Stretch]:
    """Where the reply says the whole line, or a longer sentence of it, word for word."""
    whole = fold(line).split()
    parts = [fold(part).split() for part in re.split(r"[.?!\n]+", line)]
    parts = [part for part in parts if len(part) >= SHORTEST_SENTENCE]
    if len(whole) >= SHORTEST_LINE:
        parts.insert(0, whole)
    words = [token.word for token in reply.tokens]
    return [
        (first, first + len(part))
        for part in parts
        for first in range(len(words) - len(part) + 1)
        if words[first : first + len(part)] == part
    ]


def spoken(reply: Folded, wordings: Sequence[str]) -> list[Stretch]:
    """Where the reply says one of the wordings (regular expressions over folded words)."""
    return [
        (bisect_right(reply.starts, match.start()) - 1, bisect_left(reply.starts, match.end()))
        for wording in wordings
        for match in re.finditer(rf"\b(?:{wording})(?![\w'])", reply.plain)
    ]


def in_whole(rest: Folded, stretch: Stretch, reply: Folded) -> Stretch:
    """The numbers in the whole reply of words of what was left of it."""
    starts = [token.start for token in reply.tokens]
    first = bisect_left(starts, rest.tokens[stretch[0]].start)
    last = bisect_right(starts, rest.tokens[stretch[1] - 1].start)
    return first, max(last, first + 1)
