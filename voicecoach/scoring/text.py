"""One folding of text for everything that is compared: replies, phrasings, searches. Pure.

Apostrophes of all kinds are one, case, accents and punctuation go, digits and clock times become
words, hesitations and stutters collapse. Every word keeps its place in the original text, so that
evidence can be shown as it was said.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

from voicecoach.domain.turn import Span

APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ′`´‘＇", "'"))
FILLERS = frozenset({"um", "umm", "uh", "uhm", "er", "erm", "hmm", "mm", "mmm", "eh"})
BARE = {
    short.replace("'", ""): short
    for short in (
        *("i'm", "i've", "don't", "didn't", "doesn't", "can't", "couldn't", "wouldn't"),
        *("shouldn't", "isn't", "wasn't", "aren't", "weren't", "haven't", "hasn't", "hadn't"),
        *("you're", "you've", "you'd", "you'll", "that's", "what's", "who's", "there's"),
        *("they're", "they've", "they'd", "they'll", "he's", "she's", "it'll", "let's", "we've"),
        *("who'd", "who'll", "where's", "when's", "how's", "that'll", "that'd", "it'd"),
    )
}
"""Short forms without their apostrophe, as people type and some listeners write them; those that
are words of their own (well, were, wed, hell, shell, wont) stay what they are, and its, ill and id
where their neighbours say so."""
NOT_ID = re.compile(r"a|an|the|my|your|his|her|our|their|no|photo|staff|company|valid|of|with")
NOT_ILL = re.compile(
    r"is|was|be|been|being|am|i'm|are|were|he's|she's|they're|feel|feeling|felt|fell|fall|fallen|"
    r"got|getting|taken|very|too|seriously|critically|mentally|terminally"
)
ID_CARD = re.compile(r"|cards?|badges?|numbers?|check|and|or|please")
WHEN_ILL = re.compile(
    r"|and|or|with|at|for|in|health|people|patients|all|last|since|because|but|when|now|today"
)
AFTER_IT_IS = re.compile(
    r"an?|the|not|been|fine|ok|okay|alright|just|about|me|my|your|nothing|because|what|that|hard|"
    r"fair|kind"
)
"""Words beside "id", "ill" and "its" that show which of the two they are: a card or "I'd", sick or
"I'll", belonging to it or "it's". They are typed on every telephone."""
_SENTENCE_END = re.compile(r"[.?!\n]")
LONGEST_REPEAT = 3
"""Words of a false start that is said again: "could I could I ask"."""

_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f'][^\W_]+)*[\u0300-\u036f]*")
_STUTTER = re.compile(r"\b(?:([^\W\d_]{1,3})-)+(?=\1)", re.IGNORECASE)
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b(?![:.]?\d)")
_HALF_OF_DAY = re.compile(
    r"(?<![^\W_])([ap])(?!['\u0300-\u036f]m)(?:(?![\u0300-\u036f])[\W_])+m(?![^\W_])\.?"
)
"""Whatever stands between the two letters: folded it is a space."""
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word and where it stands in the original text: ``text[start:end]``."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Folded:
    """A text and its folded words.

    Attributes:
        text: as it was said or written.
        tokens: the words that count, in order.
    """

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def plain(self) -> str:
        """The words joined by single spaces."""
        return " ".join(token.word for token in self.tokens)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins in ``plain``."""
        found, place = [], 0
        for token in self.tokens:
            found.append(place)
            place += len(token.word) + 1
        return tuple(found)

    def span(self, first: int, last: int) -> Span:
        """The original words from token ``first`` up to, not including, token ``last``."""
        if first >= last:
            return Span("", 0, 0)
        start = self.tokens[first].start
        end = max(token.end for token in self.tokens[first:last])
        return Span(self.text[start:end], start, end)

    def between(self, number: int) -> str:
        """What stands in the original before token ``number`` and after the one before it."""
        return self.text[self.tokens[number - 1].end : self.tokens[number].start]

    def begins_sentence(self, number: int) -> bool:
        """Whether a sentence begins with token ``number``, not the first, as far as marks show."""
        return _SENTENCE_END.search(self.between(number)) is not None


def folded(text: str) -> Folded:
    """The text with its folded words."""
    return Folded(text, tuple(tokens(text)))


def tokens(text: str) -> list[Token]:
    """The words that count, in order."""
    plain = _same_length(text)
    plain = _STUTTER.sub(lambda match: " " * len(match.group()), plain)
    found: list[Token] = []
    place = 0
    for match in _CLOCK.finditer(plain):
        found += _words(plain, place, match.start())
        spoken = _time_of_day(int(match[1]), int(match[2]))
        found += [Token(word, match.start(), match.end()) for word in spoken]
        place = match.end()
    found += _words(plain, place, len(plain))
    return _without_repeats(_short_forms(found))


def fold(text: str) -> str:
    """The words that count, joined by single spaces."""
    return " ".join(token.word for token in tokens(text))


def _words(plain: str, start: int, end: int) -> list[Token]:
    """The words of one part of the text, "p.m." as one."""
    found: list[Token] = []
    part = _HALF_OF_DAY.sub(_joined, plain[start:end])
    for match in _WORD.finditer(part):
        place = (start + match.start(), start + match.end())
        for word in _as_words(match.group()):
            if word not in FILLERS:
                found.append(Token(BARE.get(word, word), *place))
    return found


def _short_forms(found: list[Token]) -> list[Token]:
    """With the apostrophe of short forms that could be words of their own."""
    words = ["", *(token.word for token in found), ""]
    return [
        replace(token, word=_short_form(*words[number : number + 3]))
        for number, token in enumerate(found)
    ]


def _short_form(before: str, word: str, after: str) -> str:
    if word == "id" and not (NOT_ID.fullmatch(before) or ID_CARD.fullmatch(after)):
        return "i'd"
    if word == "ill" and not (NOT_ILL.fullmatch(before) or WHEN_ILL.fullmatch(after)):
        return "i'll"
    if word == "its" and AFTER_IT_IS.fullmatch(after):
        return "it's"
    return word


def _joined(match: re.Match[str]) -> str:
    return f"{match[1]}m".ljust(len(match.group()))


def _same_length(text: str) -> str:
    """Lower case, no accents, one kind of apostrophe; every character keeps its position."""
    return "".join(map(_plain_character, text.translate(APOSTROPHES)))


def _plain_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    wide = unicodedata.normalize("NFKD", character)
    base = wide[0] if all(unicodedata.combining(mark) for mark in wide[1:]) else character
    small = base.lower()
    return small if len(small) == 1 else base


def _as_words(word: str) -> list[str]:
    word = "".join(letter for letter in word if not unicodedata.combining(letter))
    if word.isalpha():
        return [word]
    parts = re.findall(r"\d+|\D+", word)
    return [spoken.strip("'") for part in parts for spoken in _number(part) if spoken.strip("'")]


def _number(part: str) -> list[str]:
    if not part.isdecimal():
        return [part]
    value = int(part)
    if len(part) > 2 or part.startswith("0"):
        return [_ONES[int(digit)] for digit in part]  # telephone numbers are said digit by digit
    if value < len(_ONES):
        return [_ONES[value]]
    tens, ones = divmod(value, 10)
    return [_TENS[tens - 2]] + ([_ONES[ones]] if ones else [])


def _time_of_day(hour: int, minute: int) -> list[str]:
    """Fourteen hours is "two pm", 2:30 is "two thirty"; before noon no "am" is said."""
    half = ["pm"] if hour > 12 else []
    hour = hour - 12 if hour > 12 else hour
    return [*_number(str(hour)), *(_number(str(minute)) if minute else []), *half]


def _without_repeats(found: list[Token]) -> list[Token]:
    """Without words said again at once: stutters and false starts."""
    kept: list[Token] = []
    for token in found:
        kept.append(token)
        for size in range(1, LONGEST_REPEAT + 1):
            words = [item.word for item in kept[-2 * size :]]
            if len(words) == 2 * size and words[:size] == words[size:]:
                del kept[-size:]
                break
    return kept
