"""What the contact says next: ``f(state, verdict) -> state``. Pure; wordings by seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from voicecoach.dialogue.branching import Reached, next_branch
from voicecoach.dialogue.scenario import Scenario, Temper
from voicecoach.dialogue.wording import Wording, asked, number, say
from voicecoach.domain.turn import ContactLine, Outcome, Verdict

MOST_TURNS = 12
"""A call that is still going then takes the last branch of each line: real calls are short."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a call is.

    Attributes:
        temper: the contact's in this call.
        line: what the contact says now.
        said: keys of the lines said so far, the present one last.
        moves: keys of all moves made so far.
        silent: replies without a word in a row, the latest ones.
        reworded: how often the present line was asked for in other words.
    """

    scenario: Scenario
    seed: int
    details: tuple[tuple[str, str], ...]
    temper: Temper
    line: ContactLine
    said: tuple[str, ...]
    moves: frozenset[str] = frozenset()
    silent: int = 0
    reworded: int = 0

    @property
    def at(self) -> str:
        """Key of the line the caller is answering: the one before an "are you there?"."""
        return asked(self.scenario, self.said)


def begin(
    scenario: Scenario, seed: int, details: Mapping[str, str], temper: Temper | None = None
) -> State:
    """The contact picks up.

    Args:
        scenario: which call.
        seed: picks the wordings.
        details: what is known of the caller, for ``{company}`` and the like.
        temper: the contact's; None: as ``temper_of`` picks it.
    """
    known = tuple(sorted(details.items()))
    temper = temper or temper_of(scenario, seed)
    said = (scenario.start,)
    line = say(Wording(scenario, seed, known, temper), said)
    return State(scenario, seed, known, temper, line, said)


def temper_of(scenario: Scenario, seed: int) -> Temper:
    """The contact's temper in the call with this seed."""
    return scenario.contact.temper[number(seed, "temper") % len(scenario.contact.temper)]


def answer(state: State, verdict: Verdict | None) -> State:
    """The contact hears the reply and says the next line; a call that is over stays over.

    Args:
        state: where the call is.
        verdict: how the reply was judged; None: nothing was said.
    """
    if state.line.ends:
        return state
    moves = state.moves
    if verdict is not None:
        moves |= {found.key for found in verdict.moves}
    said = (*state.said, _next_key(state, verdict))
    return replace(
        state,
        line=_line(state, said),
        said=said,
        moves=moves,
        silent=state.silent + 1 if verdict is None else 0,
        reworded=0,
    )


def reworded(state: State) -> State:
    """The same line in other words, for a caller who wants it said again; replayed alike."""
    state = replace(state, reworded=state.reworded + 1)
    return replace(state, line=_line(state, state.said, state.reworded))


def upcoming(state: State) -> tuple[ContactLine, ...]:
    """Every line that may come next, with the wording it would have, in order of the branches."""
    if state.line.ends:
        return ()
    keys = [branch.to for branch in state.scenario.branches(state.at)]
    keys.append(state.scenario.silence if not state.silent else _way_out(state))
    return tuple(_line(state, (*state.said, key)) for key in dict.fromkeys(keys))


def outcome(state: State, *, hung_up: bool) -> Outcome:
    """How the call went, and whether the caller got what they wanted."""
    goal = state.scenario.goal
    by_moves = len(set(goal.moves) & state.moves) >= goal.count
    end = state.scenario.lines[state.said[-1]].end
    if hung_up or end is None:
        words = "You hung up" + (", with what you wanted." if by_moves else ".")
        return Outcome(by_moves, "", words)
    reached = end.reached or (by_moves and not end.worst)
    # Words that tell of a goal missed would deny one that the moves reached on the way.
    return Outcome(reached, state.said[-1], end.words if reached == end.reached else "")


def _next_key(state: State, verdict: Verdict | None) -> str:
    if verdict is None:
        # The first silence may be a slip of the tongue or of the microphone: ask once.
        return _way_out(state) if state.silent else state.scenario.silence
    if len(state.said) >= MOST_TURNS:
        return _last_way(state.scenario, state.at)
    reached = Reached(verdict, state.said.count(state.at), state.temper)
    return next_branch(state.scenario.branches(state.at), reached).to


def _way_out(state: State) -> str:
    """The ending that silence leads to."""
    return state.scenario.hang_up or _last_way(state.scenario, state.at)


def _last_way(scenario: Scenario, key: str) -> str:
    """The ending at which one comes by the last branch each time that leads on."""
    seen: set[str] = set()
    todo = [key]
    while todo:
        key = todo.pop()
        if scenario.lines[key].end is not None:
            return key
        seen.add(key)
        todo += [branch.to for branch in scenario.branches(key) if branch.to not in seen]
    raise ValueError(f"{scenario.key}: no way from a line to an end")  # the loader refuses it


def _line(state: State, said: tuple[str, ...], shift: int = 0) -> ContactLine:
    return say(Wording(state.scenario, state.seed, state.details, state.temper), said, shift)
