"""From findings to a verdict: score, band, what is missing, and one thing to try. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from voicecoach.domain.advice import Advice
from voicecoach.domain.rubric import Rubric
from voicecoach.domain.turn import Finding, Verdict
from voicecoach.scoring.points import band, expected, points
from voicecoach.scoring.tips import TipMaker


class Rater:
    """Weighs findings by the rubric.

    Args:
        advice: the vocabulary.
        rubric: the figures.
        tips: words the one thing to try.
    """

    def __init__(self, advice: Advice, rubric: Rubric, tips: TipMaker) -> None:
        self._advice = advice
        self._rubric = rubric
        self._tips = tips

    def silent(self, situation: str) -> Verdict:
        """For a reply without a word: 0."""
        missing = points(situation, set(), set(), self._rubric, self._advice).missing
        tip = self._tips.for_silence(missing)
        return Verdict(0, band(0), missing=missing, tip=tip)

    def rate(
        self,
        situation: str,
        moves: Sequence[Finding],
        slips: Sequence[Finding],
        held: Mapping[str, float],
        reply: str,
    ) -> Verdict:
        """For a reply that says something.

        Args:
            situation: its key.
            moves: what was found.
            slips: what was found to harm.
            held: confidence of each label, found or not; the score leaves open what is unsure.
            reply: as it was said; the tip quotes it.
        """
        made = {finding.key for finding in moves}
        harmed = {finding.key for finding in slips}
        got = points(situation, made, harmed, self._rubric, self._advice)
        score = expected(situation, held, self._rubric, self._advice)
        asked = any(self._advice.moves[key].asks for key in made)
        expects = self._rubric.situations[situation]
        tip = self._tips.tip(moves, slips, got.missing, expects.open, reply, expects.out_of_place)
        return Verdict(
            score,
            band(score),
            asked,
            tuple(sorted(moves, key=_place)),
            tuple(sorted(slips, key=_place)),
            got.missing,
            tip,
        )


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.evidence.start, finding.evidence.end, finding.key
