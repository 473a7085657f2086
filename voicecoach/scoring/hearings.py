"""One reply, several hearings: where they differ, and a score that does not pick one blindly. Pure.

A listener that understood next to nothing is no second opinion: only hearings that share most of
their words with the one that counts are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from voicecoach.domain.transcript import Transcript, Word
from voicecoach.domain.turn import Finding, Reply, Span, Verdict
from voicecoach.scoring.points import band
from voicecoach.scoring.text import Folded, Token, folded

ALIKE = 0.6
"""Share of words in common from which another hearing is a second opinion. The built-in model's
share with what people said is 0.3 on average, so it seldom counts against the second listener."""

BEST_COUNTS = 2
"""The hearing that counts weighs as much as two others."""

DOUBTED = 0.8
"""Confidence of a word below which its listener guessed: the highest limit at which at least half
of the words pointed at are wrong, and at most a third are pointed at, on recordings of people
and on replies by our own voice (``make bench-unsure-words``; built-in Vosk model)."""

DOUBTED_BY = {"whisper": 0.5}
"""The same by the beginning of a listener's name, where its confidences mean something else."""

LONGEST_DOUBT = 0.5
"""Share of a reply from which pointing at words says nothing any more."""


def second_opinions(reply: Reply) -> tuple[str, ...]:
    """Texts of the other hearings that are near enough to be true; none for corrected words."""
    counted = reply.transcript
    if counted is None or reply.text != counted.text:
        return ()
    return tuple(dict.fromkeys(heard.text for heard in near(counted, reply.hearings)))


def near(
    counted: Transcript, hearings: Sequence[Transcript], alike: float = ALIKE
) -> tuple[Transcript, ...]:
    """The other hearings that share enough words with the one that counts, but not all.

    Args:
        counted: the hearing that counts.
        hearings: all of them.
        alike: share of the words, 0-1.
    """
    words = folded(counted.text)
    others = [(heard, folded(heard.text)) for heard in hearings if heard != counted]
    return tuple(
        heard
        for heard, heard_words in others
        if _alike(words, heard_words) >= alike and heard_words.plain != words.plain
    )


def expected(best: Verdict, others: Sequence[Verdict]) -> Verdict:
    """The verdict on the best hearing with the score and the confidences that all hearings give.

    Args:
        best: on the hearing that counts; its evidence and tip are kept.
        others: on the second opinions.
    """
    if not others:
        return best
    whole = BEST_COUNTS + len(others)
    score = round((BEST_COUNTS * best.score + sum(each.score for each in others)) / whole)

    def shared(
        found: Sequence[Finding], of: Callable[[Verdict], Sequence[Finding]]
    ) -> list[Finding]:
        return [
            replace(
                one,
                confidence=(
                    BEST_COUNTS * one.confidence
                    + sum(_confidence(one.key, of(other)) for other in others)
                )
                / whole,
            )
            for one in found
        ]

    return replace(
        best,
        score=score,
        band=band(score),
        moves=tuple(shared(best.moves, lambda verdict: verdict.moves)),
        slips=tuple(shared(best.slips, lambda verdict: verdict.slips)),
    )


def unsure(reply: Reply) -> tuple[Span, ...]:
    """``doubtful`` words of a reply; none where they were typed or corrected."""
    counted = reply.transcript
    if counted is None or reply.text != counted.text:
        return ()
    return doubtful(counted, reply.hearings)


def doubtful(counted: Transcript, hearings: Sequence[Transcript]) -> tuple[Span, ...]:
    """Words of ``counted.text`` that may have been misheard, neighbours joined.

    Those that their listener guessed, and those where a second opinion differs. None where it
    would be half of them: then all is unsure.

    Args:
        counted: the hearing that counts.
        hearings: all of them.
    """
    words = folded(counted.text)
    doubted = _guessed(words, counted)
    for heard in near(counted, hearings):
        doubted |= _differing(words, folded(heard.text))
    if len(doubted) > LONGEST_DOUBT * len(words.tokens):
        return ()
    return tuple(words.span(first, last) for first, last in _runs(sorted(doubted)))


def doubted_below(listener: str) -> float:
    """Confidence of a word below which this listener guessed, 0-1."""
    limits = (limit for name, limit in DOUBTED_BY.items() if listener.startswith(name))
    return next(limits, DOUBTED)


def _confidence(key: str, found: Sequence[Finding]) -> float:
    return max((one.confidence for one in found if one.key == key), default=0.0)


def _alike(words: Folded, other: Folded) -> float:
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(_plain(words), _plain(other)))


def _differing(words: Folded, other: Folded) -> set[int]:
    from rapidfuzz.distance import Levenshtein

    changes = Levenshtein.opcodes(_plain(words), _plain(other))
    return {
        number
        for change in changes
        if change.tag in ("replace", "delete")
        for number in range(change.src_start, change.src_end)
    }


def _guessed(words: Folded, heard: Transcript) -> set[int]:
    """Numbers of folded words that lie in a word of low confidence."""
    limit, doubted = doubted_below(heard.listener), set()
    for word, start, end in _placed(heard):
        if word.confidence is not None and word.confidence < limit:
            doubted |= {n for n, token in enumerate(words.tokens) if _inside(token, start, end)}
    return doubted


def sounding(heard: Transcript, span: Span) -> tuple[float, float] | None:
    """When words of ``heard.text`` were said, (start, end) in s; None where it is not known."""
    times = [word for word, start, end in _placed(heard) if start < span.end and span.start < end]
    return (times[0].start, times[-1].end) if times else None


def _placed(heard: Transcript) -> Iterator[tuple[Word, int, int]]:
    """Each word with its first character in ``heard.text`` and the one after its last."""
    place = 0
    for word in heard.words:
        start = heard.text.find(word.word, place)
        if start >= 0:
            place = start + len(word.word)
            yield word, start, place


def _inside(token: Token, start: int, end: int) -> bool:
    return start <= token.start and token.end <= end


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    return runs


def _plain(words: Folded) -> list[str]:
    return [token.word for token in words.tokens]
