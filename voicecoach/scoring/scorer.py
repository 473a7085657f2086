"""Judges replies: text in, verdict out. The same reply always gets the same verdict."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from voicecoach import assets
from voicecoach.domain.advice import Advice
from voicecoach.domain.rubric import Rubric
from voicecoach.domain.turn import Finding, Verdict
from voicecoach.errors import VoiceCoachError
from voicecoach.scoring.advice_files import load_advice, load_rubric
from voicecoach.scoring.alignment import Alignment, neighbours, strangeness
from voicecoach.scoring.blanking import (
    ASIDES,
    in_whole,
    repeated,
    sentences,
    spoken,
    without,
)
from voicecoach.scoring.classifier import Classifier, Opinion
from voicecoach.scoring.deciding import ALIGNED, DOUBT, FOUND, Candidate, candidates, within_reach
from voicecoach.scoring.guard import withdrawn
from voicecoach.scoring.phrasings import Phrasing, load_phrasings, own_phrasings
from voicecoach.scoring.text import Folded, fold, folded
from voicecoach.scoring.tips import TipMaker
from voicecoach.scoring.trained import load as load_trained
from voicecoach.scoring.verdict import Rater

ECHO = 90.0
"""rapidfuzz ratio from which a reply only repeats the contact's line."""
SALAD = 0.85
"""Share of never-seen word pairs from which words are strung together without a sentence: 99.7 %
of the training replies that make a move have fewer."""
TALK = 0.1
"""Probability under which a sentence by itself makes no move. Moves of dev with small talk after
it that stay as they were: 0.96 to 0.99 of the replies (0.86 to 0.89 without this; 0.2 gives the
same), for 0.879 of the moves found (0.884)."""
SALAD_WORDS = 6
"""Shorter replies are not tested for it."""


@dataclass(frozen=True)
class Parts:
    """What a scorer is made of.

    Attributes:
        advice: the vocabulary.
        rubric: the figures.
        phrasings: the recommended wordings.
        own: the caller's own wordings by key of the move.
        classifier: the trained model; without one, alignment alone decides.
        aligned: share of the alignment where the classifier has an opinion, 0–1.
    """

    advice: Advice
    rubric: Rubric
    phrasings: Sequence[Phrasing]
    own: Mapping[str, Sequence[str]] = field(default_factory=dict)
    classifier: Classifier | None = None
    aligned: float = ALIGNED


class Scorer:
    """Judges replies move by move.

    Args:
        parts: what it is made of.

    Raises:
        DataFileError: an own wording names an unknown move.
    """

    def __init__(self, parts: Parts) -> None:
        self.advice = parts.advice
        self.rubric = parts.rubric
        self._classifier = parts.classifier
        self._aligned = parts.aligned
        own = own_phrasings(parts.own, [*parts.advice.moves, *parts.advice.slips])
        self._alignment = Alignment([*parts.phrasings, *own])
        self._pairs = neighbours([*parts.phrasings, *own])
        self._rater = Rater(
            parts.advice, parts.rubric, TipMaker(parts.advice, parts.rubric.caps, parts.own)
        )

    def judge(self, situation: str, contact: str, reply: str) -> Verdict:
        """How good ``reply`` is as an answer to ``contact`` in ``situation``.

        Args:
            situation: key of the situation.
            contact: what the contact just said; may be empty.
            reply: what the caller said back, written or as a recognizer gives it.

        Raises:
            VoiceCoachError: there is no such situation.
        """
        if situation not in self.advice.situations:
            known = ", ".join(self.advice.situations)
            raise VoiceCoachError(f"There is no situation {situation!r}.", f"Give one of: {known}.")
        words = folded(reply)
        if not words.tokens:
            return self._rater.silent(situation)
        found = self._found(situation, contact, words)
        return self._rater.rate(situation, *found, reply)

    def _found(
        self, situation: str, contact: str, reply: Folded
    ) -> tuple[list[Finding], list[Finding], dict[str, float]]:
        hollow = self._hollow(contact, reply)
        opinions = {} if hollow else self._opinions(situation, contact, reply)
        held = {}
        if not hollow:
            held = self._consistent(self._candidates(situation, contact, reply, opinions))
        moves = [
            each.finding(reply)
            for key, each in held.items()
            if key in self.advice.moves and each.confidence >= FOUND
        ]
        excused = self.rubric.situations[situation].excused
        slips = [
            each.finding(reply, whole=self._by_rule(key))
            for key, each in held.items()
            if key in self.advice.slips and each.confidence >= FOUND and key not in excused
        ]
        if not slips and not (held and self._may_ask(situation, held.values())):
            slips = self._unasked(reply, {*excused, *opinions})
        sure = {key: each.confidence for key, each in held.items() if key not in excused}
        return moves, slips, sure | {slip.key: slip.confidence for slip in slips}

    def _opinions(self, situation: str, contact: str, reply: Folded) -> Mapping[str, Opinion]:
        """The classifier's, of words that are the caller's own and not known to be harmless."""
        if self._classifier is None:
            return {}
        told = without(reply, spoken(reply, ASIDES))
        told = told if told.tokens else reply
        found = dict(self._classifier.opinions(situation, contact, told.text))
        to_the_point = self._without_talk(self._classifier, situation, contact, told)
        if to_the_point is not told:
            seen = self._classifier.opinions(situation, contact, to_the_point.text)
            found |= {key: seen[key] for key in seen if key in self.advice.moves}
        doubts = {key: spoken(reply, slip.harmless) for key, slip in self.advice.slips.items()}
        if echoed := repeated(reply, contact):
            doubts |= dict.fromkeys(self.advice.moves, echoed)
        for stretches in {tuple(each) for each in doubts.values() if each}:
            rest = without(reply, stretches)
            others = self._classifier.opinions(situation, contact, rest.text) if rest.tokens else {}
            for key in (key for key, each in doubts.items() if tuple(each) == stretches):
                other = others[key].probability if key in others else 0.0
                if key in found and other < found[key].probability:
                    found[key] = replace(found[key], probability=other)
        return found

    def _without_talk(
        self, classifier: Classifier, situation: str, contact: str, reply: Folded
    ) -> Folded:
        """The reply without sentences at its end in which nothing is done: the weather, the kettle.

        The models judge a reply as a whole, so that talk beside a move would make or cost one.
        """
        stretches = sentences(reply)
        last = len(stretches)
        while last > 1:
            span = reply.span(*stretches[last - 1])
            seen = classifier.opinions(situation, contact, reply.text[span.start : span.end])
            if any(seen[key].probability >= TALK for key in seen if key in self.advice.moves):
                break
            last -= 1
        return without(reply, stretches[last:]) if last < len(stretches) else reply

    def _candidates(
        self, situation: str, contact: str, reply: Folded, opinions: Mapping[str, Opinion]
    ) -> dict[str, Candidate]:
        """Every label with its confidence, without what the caller takes back.

        What is said once as somebody else's words may be said again as the caller's own: what
        was taken back is looked for in the rest of the reply.
        """
        held = self._held(reply, opinions)
        taken = {key: self._withdrawn(reply, each) for key, each in held.items()}
        kept = {key: each for key, each in held.items() if taken[key] is None}
        lost = {
            key: stretch
            for key, stretch in taken.items()
            if stretch is not None and held[key].confidence >= FOUND
        }
        rest = without(reply, lost.values())
        if lost and rest.tokens:
            again = self._held(rest, self._opinions(situation, contact, rest))
            for key in lost.keys() & again.keys():
                each = again[key]
                if each.confidence >= FOUND and self._withdrawn(rest, each) is None:
                    first, last = in_whole(rest, (each.first, each.last), reply)
                    kept[key] = replace(each, first=first, last=last)
        return kept

    def _held(self, reply: Folded, opinions: Mapping[str, Opinion]) -> dict[str, Candidate]:
        labels = [*self.advice.moves, *self.advice.slips]
        found = candidates(
            reply,
            self._alignment.closest(reply, within_reach(opinions, labels, self._aligned)),
            self._alignment.own(reply),
            opinions,
            self.advice.slips,
            self._alignment.closest_to,
            self._aligned,
        )
        return {
            key: each
            for key, each in found.items()
            if (key in opinions or not self._by_rule(key)) and not self._too_short(key, reply)
        }

    def _consistent(self, held: dict[str, Candidate]) -> dict[str, Candidate]:
        """Without the weaker of what excludes each other: an ask, and the slip of asking nothing.

        No reply of the training rows is labelled with both.
        """
        found = {key: each.confidence for key, each in held.items() if each.confidence >= FOUND}
        asks = [key for key in found if key in self.advice.moves and self.advice.moves[key].asks]
        silent = [key for key in found if self._by_rule(key)]
        if not asks or not silent:
            return held
        asked = max(found[key] for key in asks) > max(found[key] for key in silent)
        return {key: each for key, each in held.items() if key not in (silent if asked else asks)}

    def _by_rule(self, key: str) -> bool:
        """Whether a label is what nothing else is, so that no wording can show it."""
        return key in self.advice.slips and self.advice.slips[key].unasked

    def _too_short(self, key: str, reply: Folded) -> bool:
        """One word asks and offers nothing: "who" and "number" are no sentence."""
        return len(reply.tokens) < 2 and key in self.advice.moves and self._withdrawable(key)

    def _withdrawable(self, key: str) -> bool:
        return (self.advice.moves.get(key) or self.advice.slips[key]).withdrawable

    def _withdrawn(self, reply: Folded, each: Candidate) -> tuple[int, int] | None:
        if not self._withdrawable(each.key):
            return None
        return withdrawn(reply, each.first, each.last)

    def _hollow(self, contact: str, reply: Folded) -> bool:
        """Whether the reply only repeats the contact, or strings words together."""
        if contact and fuzz.ratio(fold(contact), reply.plain) >= ECHO:
            return True
        if len(reply.tokens) < SALAD_WORDS:
            return False
        return strangeness(reply, self._pairs) >= SALAD

    def _may_ask(self, situation: str, held: Iterable[Candidate]) -> bool:
        """Whether something may ask, or do what the rubric prescribes here."""
        opening = self.rubric.situations[situation].open
        return any(
            each.confidence >= DOUBT and (each.key in opening or self.advice.moves[each.key].asks)
            for each in held
            if each.key in self.advice.moves
        )

    def _unasked(self, reply: Folded, excused: Container[str]) -> list[Finding]:
        """The slip of asking nothing: it has no words of its own, so all of them are shown."""
        whole = reply.span(0, len(reply.tokens))
        return [
            Finding(key, 1.0, whole)
            for key, slip in self.advice.slips.items()
            if slip.unasked and key not in excused
        ]


def load_scorer(own: Mapping[str, Sequence[str]] | None = None) -> Scorer:
    """The scorer over the program's own data.

    Args:
        own: the caller's own wordings by key of the move.

    Raises:
        AssetError: the installation is incomplete.
        DataFileError: a data file is malformed.
    """
    return Scorer(load_parts(own))


def load_parts(own: Mapping[str, Sequence[str]] | None = None) -> Parts:
    """What ``load_scorer`` makes its scorer of; it takes and raises the same."""
    folder = assets.scenarios()
    advice = load_advice(folder / "moves.yaml")
    rubric = load_rubric(folder / "rubric.yaml", advice)
    phrasings = load_phrasings(folder / "phrasings", [*advice.moves, *advice.slips])
    classifier = load_trained(assets.scoring_weights())
    return Parts(advice, rubric, phrasings, own or {}, classifier)
