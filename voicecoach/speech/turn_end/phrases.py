"""What the last words of a reply promise: more, an answer, nothing. Pure.

The lists hold closed classes of words (fillers, connectives, question words, figures) and no word
of anybody's trade: a rule that knows whole sentences works on those it was made from.
"""

from __future__ import annotations

import re

OPEN_END = re.compile(
    r"\b(um|uh|uhm|er|erm|hmm|mm|and|but|or|so|because|if|when|as|which|who|whose|how|than|whether"
    r"|a|an|the|my|our|your|their|his|i|i'd|i'm|i've|i'll|we|we're|they're|it's|that's|there's"
    r"|is|are|was|were|am|be|been|could|would|can|may|might|will|shall|should|does|did"
    r"|could (?:i|you|we)|can (?:i|you|we)|would (?:i|you|we)|may (?:i|we)|is (?:that|it|there)"
    r"|still|just|also|even|very|such|every|each|another|let me|let me see"
    r"|wondering if|wondering what|was wondering|you know)$"
)
"""A last word (or phrase) that promises more: fillers, connectives, words no sentence ends with.
Prepositions are not among them: "whom should I talk to" is a finished question."""

HOLDING = re.compile(
    r"\b(um|uh|uhm|er|erm|hmm|mm|and|but|or|so|because|if|you know|let me(?: see)?)$"
)
"""Of them those with which people keep their turn, in whatever tone: fillers and connectives."""

_WHO = r"(?:i|you|he|she|we|they|any|anyone|anybody|anything|someone|somebody)"
_WHAT = r"(?:it|there|that|this|these|those)"
_DETERMINER = r"(?:a|an|the|some|one|my|our|your|his|her|their|its)"
_MODAL = r"(?:can|could|would|should|will|may|might|shall)(?:n't)?"
_BE = r"(?:is|are|was|were|has|does)(?:n't)?"
_HELPER = rf"(?:{_MODAL}|{_BE}|(?:do|did|have|had)(?:n't)?)"
_INVERTED = r"(?:can|could|would|should|shall|couldn't|wouldn't)"
"""Where a clause begins with one of these it asks, whatever was understood of its subject."""
_ASKING = r"(?:who|who's|whom|whose|which|what|what's|where|where's|when|how|how's|why)"
_BEGIN = (
    r"(?:^|\b(?:and|so|but|or|then|well|okay|please|now|case|(?<!you )know|ask|tell me"
    r"|wonder(?:ing)?|um|uh))"
)

QUESTION = re.compile(
    rf"{_BEGIN}\s*(?:on |in |to |at |for |with |about |from )?"
    rf"(?:{_ASKING}|{_HELPER} {_DETERMINER}|{_INVERTED})\b"
    rf"|\b(?:what|how) (?:if|about)\b|\bhow (?:many|much|long|soon|often|far)\b"
    rf"|\b(?:whose|which|what) (?!{_WHO}\b|{_WHAT}\b)\S+(?: \S+){{0,4}} {_HELPER}\b"
    rf"|\bwhich (?:one|ones|of)\b|\b{_HELPER} {_WHO}\b|\b(?:{_MODAL}|{_BE}) {_WHAT}\b"
)
"""Words that open a question: a question word where a clause begins, or a verb before its subject.
"The person who hires" is none, nor is "Dana is my friend" or "I'll do it"."""

FAREWELL = re.compile(
    r"\b(bye|goodbye|good bye|bye now|take care|have a (?:good|nice|great|lovely) \w+"
    r"|(?:talk|speak) (?:to you )?(?:soon|then|later|again))$"
)

CARRIES_ON = re.compile(r"(?:and|or|but|so|because|then|if)\b")
"""A first word with which nobody begins."""

FIGURES = {
    *("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("double", "triple"),
}
WHOLE_NUMBER = 7
"""Digits of a local telephone number: fewer, said one by one, are half of one."""

SPELT = 2
"""Figures in a row from which they are said one by one: "at two" is a time of day."""


def half_a_number(text: str) -> bool:
    """Whether it ends within a telephone number."""
    count = 0
    for word in reversed(text.split()):
        if word not in FIGURES:
            break
        count += 1
    return SPELT <= count < WHOLE_NUMBER


def open_end(text: str) -> str:
    """The last words that promise more; empty where they promise nothing."""
    found = OPEN_END.search(text)
    if found:
        return found.group()
    return text.split()[-1] if half_a_number(text) else ""


def holds(text: str) -> bool:
    """Whether its last word keeps the turn: it is said on purpose."""
    return HOLDING.search(text) is not None


def carries_on(text: str) -> bool:
    """Whether it begins as the rest of what was said before a pause."""
    return CARRIES_ON.match(text) is not None


def asks(text: str) -> bool:
    """Whether a question is opened in these words."""
    return QUESTION.search(text) is not None


def says_goodbye(text: str) -> bool:
    """Whether it ends with a goodbye."""
    return FAREWELL.search(text) is not None
