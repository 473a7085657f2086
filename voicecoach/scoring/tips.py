"""The one most useful next thing, by a stated rule, in a sentence that quotes the reply. Pure.

The rule, first that applies:
1. a slip that ends the call;
2. the prescribed move that opens the door, where none was made: in the place of a slip that asks
   for the wrong thing, or of a move that is out of place here, where there is one;
3. any other slip, the one that costs most first;
4. the move that takes the edge off, where none was made;
5. otherwise nothing.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from voicecoach.domain.advice import Advice, Slip
from voicecoach.domain.turn import Finding, Tip

QUOTED = 10
"""Words of the reply that a tip quotes at most."""


class TipMaker:
    """Words tips.

    Args:
        advice: says what to do in place of each slip and for each missing move.
        caps: the most a reply with a slip can get; the lower, the more it costs.
        own: the caller's own wordings by key of the move; they come before ours.
    """

    def __init__(
        self, advice: Advice, caps: Mapping[str, int], own: Mapping[str, Sequence[str]]
    ) -> None:
        self._advice = advice
        self._caps = caps
        self._own = own

    def for_silence(self, missing: tuple[str, ...]) -> Tip | None:
        """For a reply without a word."""
        if not missing:
            return None
        key = missing[0]
        text = f"Nothing was heard. Next time, {self._advice.moves[key].do}."
        return Tip(text, key, self._wording(key))

    def tip(
        self,
        moves: Sequence[Finding],
        slips: Sequence[Finding],
        missing: tuple[str, ...],
        opening: Sequence[str],
        reply: str,
        misplaced: Container[str] = (),
    ) -> Tip | None:
        """The one thing to try; None where there is nothing to add.

        Args:
            moves: what was found.
            slips: what was found to harm.
            missing: keys of the prescribed moves that were not made.
            opening: keys of the moves that open the door here.
            reply: as it was said.
            misplaced: keys of the moves that are out of place here.
        """
        good = [move for move in moves if move.key not in misplaced]
        by_cost = sorted(slips, key=lambda slip: (self._caps[slip.key], slip.key))
        ended = [slip for slip in by_cost if self._slip(slip).ends_call]
        opens = [key for key in missing if key in opening]
        if ended and opening:
            made = {move.key for move in good}
            untried = [key for key in opening if key not in made]
            return self._for_end(ended[0], (untried or opening)[0], reply)
        if opens:
            asked = [slip for slip in by_cost if self._slip(slip).withdrawable]
            wrong = [move for move in moves if move.key in misplaced]
            if asked or wrong:
                return self._in_place_of((asked or wrong)[0], opens[0], reply)
            return self._for_missing(opens[0], good, reply)
        if by_cost:
            known, quote = self._slip(by_cost[0]), _quoted(by_cost[0].evidence.text or reply)
            return Tip(f"“{quote}” {known.name}: next time, {known.do}.", known.key)
        return self._for_missing(missing[0], good, reply) if missing else None

    def _for_end(self, slip: Finding, key: str, reply: str) -> Tip:
        """What to do in place of the slip, and the move to go on with: its wording is shown."""
        known, do = self._slip(slip), self._advice.moves[key].do
        orders = do if known.unasked else f"{known.do}, and {do}"
        quote = _quoted(slip.evidence.text or reply)
        return Tip(f"“{quote}” {known.name}: next time, {orders}.", slip.key, self._wording(key))

    def _in_place_of(self, found: Finding, key: str, reply: str) -> Tip:
        slip = self._advice.slips.get(found.key)
        what = slip.name if slip else "is out of place here"
        text = f"“{_quoted(found.evidence.text or reply)}” {what}: next time, in its place, "
        return Tip(f"{text}{self._advice.moves[key].do}.", key, self._wording(key))

    def _for_missing(self, key: str, moves: Sequence[Finding], reply: str) -> Tip:
        last = max(moves, key=lambda move: move.evidence.end, default=None)
        quote = _quoted(last.evidence.text if last else reply)
        begin = f"“{quote}” is well said" if last else f"You said “{quote}”"
        text = f"{begin}. Next time, also {self._advice.moves[key].do}."
        return Tip(text, key, self._wording(key))

    def _slip(self, slip: Finding) -> Slip:
        return self._advice.slips[slip.key]

    def _wording(self, key: str) -> str:
        return next(iter(self._own.get(key, ())), self._advice.moves[key].example)


def _quoted(text: str) -> str:
    """The last words, without the mark at the end."""
    words = text.split()
    shown = " ".join(words[-QUOTED:]).rstrip(".,;:!")
    return f"… {shown}" if len(words) > QUOTED else shown
