"""Who says what to whom: an ask that is denied, told of others or answered at once is none.

"I'm not asking who else is hiring", "my brother said to ask who hires", "who else could I ask,
well, nobody" hold all words of an ask. The guard looks at the words before and after the
evidence. It works on folded words (no punctuation needed); punctuation narrows what it reaches.
"""

from __future__ import annotations

import re

from voicecoach.scoring.text import Folded

REACH = 14
"""Words that a denial or report reaches at most."""
RESTART = 3
"""From this many words after it, a direct question or a contrast begins anew."""

_ASK = (
    r"(?:ask|asks|asked|asking|say|saying|tell|telling|request|requesting|wonder|wondering|"
    r"inquire|enquire|inquiring|enquiring|mention|mentioning|find out|call about|calling about)"
)
_WANT = r"(?:want|need|require|care|wish|expect|looking|after|interested|fussed|bothered|curious)"
_NOT = (
    r"(?:not|never|no longer|don't|do not|won't|will not|wouldn't|would not|didn't|did not|"
    r"can't|cannot|shouldn't|isn't|wasn't|aren't|haven't|ain't)"
)
_SOMEONE = (
    r"(?:(?:my|his|her|our|your|their|the|a|an|some|one of my|this|that|another) "
    r"(?:(?!i\b|you\b|we\b)\w+ ){0,2}?(?!i\b|you\b|we\b)\w+|he|she|they|someone|somebody|people|"
    r"everyone|everybody|folks|others|friends)"
)
_TOLD = (
    r"(?:said|says|told|tells|suggested|suggests|advised|advises|reckons|reckoned|recommended|"
    r"recommends|insisted|insists|asked|asks|keeps asking|kept asking|keeps saying|"
    r"kept saying|wants|wanted|wondered|wonders)"
)
_BEFORE = re.compile(
    r"\b(?:"
    rf"{_NOT} (?:\w+ ){{0,3}}?{_ASK}"
    rf"|(?:i|we)(?: really| just)? (?:don't|do not|didn't|won't|wouldn't) {_WANT}"
    rf"|(?:i'm|i am|we're) not (?:here |ringing |calling |phoning )?{_WANT}"
    r"|(?:no need|no point|no reason)(?: to| in| for| of)?"
    rf"|(?:silly|daft|pointless|foolish|unfair|wrong|mad|stupid)(?: of me)? to {_ASK}"
    rf"|(?:without|instead of|rather than|stop|stopped|quit|gave up|nothing about) {_ASK}"
    rf"|(?:far be it from me|i'd hate|i would hate|god forbid i|i refuse|hardly the time) to {_ASK}"
    rf"|{_SOMEONE} (?:\w+ly )?(?:always |once |just |even )?{_TOLD}"
    rf"(?: (?:me|us|him|her|them|you))?(?: (?:to|that|i should|i could|i must|i ought to|i|about))*"
    rf"(?: {_ASK})?"
    rf"|(?:i was|i've been|i got|i'd been|we were) (?:told|advised|supposed|meant|asked)"
    rf"(?: to)?(?: {_ASK})?"
    rf"|(?:i used to|i'd normally|i would normally|normally i'd|i might have|i could have|"
    rf"i would have|i was going to|i was about to|i had meant to|last (?:week|month|year) i) {_ASK}"
    r"|(?:the|this|that|a|some|my) (?:\w+ ){0,1}?(?:book|article|site|website|leaflet|course|coach|"
    r"advice|guide|video|script) (?:says|said|tells|told|goes)"
    r")\b"
)
_NAMES_SOURCE = re.compile(r"\b(?:said|says|told|reckons|suggested|thought) (?:\w+ )?(?:you|i) ")
_ANEW = re.compile(
    r"^(?:but|instead|only|just|though|however|still|anyway|what i|i'd|i would|i'm|i am|so|"
    r"who's|what's|where's|when's|how's|"
    r"(?:who|whom|what|which|where|when|how)(?: else| other \w+)? "
    r"(?:would|could|should|do|does|is|are|can|might)|"
    r"(?:could|can|may|might|would|will|should|do|does|is|are) (?:i|you|we|there|it|that|they))\b"
)
_AFTER = re.compile(
    r"^(?:(?:well|oh|no|but|actually|sorry|or|and) )*(?:"
    r"(?:i )?(?:guess |suppose |imagine |bet )?(?:nobody|no one|nowhere|none of)|"
    r"no of course not|of course not|(?:i )?(?:guess|suppose) not|"
    r"probably (?:nobody|not|none)|never mind|forget (?:it|i)|don't answer|scratch that|"
    r"i (?:already )?know (?:the answer|already|who|that)|i already know|no need to answer|"
    r"(?:you don't|no you don't) (?:have|need) to answer|just kidding|"
    r"not that (?:i'm|i am|i'd|it matters|you)|i can guess|i'll answer that|"
    r"(?:is|was|that's|that is|that was) what (?:\w+ ){1,3}?(?:would ask|asked|asks|said|says|"
    r"wanted)|"
    r"(?:my|his|her|the|our) \w+ (?:asked|asks|said|says|wants to know|wanted to know|wondered)|"
    r"(?:he|she|they) (?:asked|asks|said|says|wondered|wanted to know)"
    r")\b"
)


def withdrawn(reply: Folded, first: int, last: int) -> tuple[int, int] | None:
    """Whether the words ``first`` up to ``last`` are denied, reported or answered by the caller.

    Returns:
        All that is taken back with them, from the denial to where a new thought begins; None
        where nothing is.
    """
    cue = _denied(reply, first, last)
    if cue is None and not _answered(reply, last):
        return None
    words = [token.word for token in reply.tokens]
    start, end = (first, last) if cue is None else (min(first, cue), cue + 1)
    while end < len(words) and not reply.begins_sentence(end):
        if end >= last and _ANEW.match(" ".join(words[end : end + 4])):
            break
        end += 1
    return start, end


def _denied(reply: Folded, first: int, last: int) -> int | None:
    """Where a denial or report begins that stands before the words and still reaches them."""
    begin = max(0, first - REACH)
    before = _sentence_start(reply, begin, first)
    words = [token.word for token in reply.tokens]
    text = " ".join(words[before:last])
    middle = (first + last) / 2
    for cue in _BEFORE.finditer(text):
        end = before + len(text[: cue.end()].split())
        start = before + len(text[: cue.start()].split())
        if start >= middle or _NAMES_SOURCE.match(text[cue.start() :]):
            continue
        # A question inside the evidence itself begins no new thought.
        until = first if first >= end else max(end, int(middle))
        if not _begins_anew(reply, end, until):
            return start
    return None


def _begins_anew(reply: Folded, after: int, until: int) -> bool:
    """Whether a new thought begins between the cue and the middle of the evidence."""
    words = [token.word for token in reply.tokens]
    for number in range(after, until + 1):
        if number >= len(words):
            return False
        far = number - after >= RESTART
        if number > after and far and re.search(r"[,;:–—]", reply.between(number)):
            return True
        rest = " ".join(words[number : number + 4])
        contrast = words[number] in _CONTRASTS
        if (far or contrast) and _ANEW.match(rest):
            return True
    return False


_CONTRASTS = frozenset({"but", "instead", "only", "just", "though", "however", "anyway"})


def _sentence_start(reply: Folded, begin: int, first: int) -> int:
    """The first token of the sentence that token ``first`` is in, not before ``begin``."""
    for number in range(first, begin, -1):
        if reply.begins_sentence(number):
            return number
    return begin


def _answered(reply: Folded, last: int) -> bool:
    """The caller answers the question, or says whose it was, right after it."""
    words = [token.word for token in reply.tokens]
    return any(
        _AFTER.match(" ".join(words[number : number + 7])) is not None
        for number in range(last, min(last + 2, len(words)))
    )
