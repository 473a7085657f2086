"""What the contact says next: ``f(state, verdict) -> state``. Pure; wordings by seed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from voicecoach.dialogue.details import fill
from voicecoach.dialogue.scenario import Condition, LineOf, Scenario
from voicecoach.domain.turn import ContactLine, Outcome, Verdict

MOST_TURNS = 12
"""A call that is still going then ends by the scenario's way for silence: real calls are short."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a call is.

    Attributes:
        line: what the contact says now.
        said: keys of the lines said so far, the present one last.
        moves: keys of all moves made so far.
        silent: replies without a word so far.
    """

    scenario: Scenario
    seed: int
    details: tuple[tuple[str, str], ...]
    line: ContactLine
    said: tuple[str, ...]
    moves: frozenset[str] = frozenset()
    silent: int = 0


def begin(scenario: Scenario, seed: int, details: Mapping[str, str]) -> State:
    """The contact picks up.

    Args:
        scenario: which call.
        seed: picks the wordings.
        details: what is known of the caller, for ``{company}`` and the like.
    """
    known = tuple(sorted(details.items()))
    line = _say(scenario, scenario.start, seed, 0, known)
    return State(scenario, seed, known, line, (scenario.start,))


def answer(state: State, verdict: Verdict | None) -> State:
    """The contact hears the reply and says the next line.

    Args:
        state: where the call is.
        verdict: how the reply was judged; None: nothing was said.
    """
    if verdict is None:
        moves, silent = state.moves, state.silent + 1
    else:
        moves, silent = state.moves | {found.key for found in verdict.moves}, state.silent
    key = _next_key(state, verdict)
    line = _say(state.scenario, key, state.seed, len(state.said), state.details)
    return replace(state, line=line, said=(*state.said, key), moves=moves, silent=silent)


def upcoming(state: State) -> tuple[ContactLine, ...]:
    """Every line that may come next, with the wording it would have, in order of the branches."""
    keys = dict.fromkeys(branch.to for branch in state.scenario.lines[state.said[-1]].next)
    at = len(state.said)
    return tuple(_say(state.scenario, key, state.seed, at, state.details) for key in keys)


def outcome(state: State, *, hung_up: bool) -> Outcome:
    """How the call went, and whether the caller got what they wanted."""
    goal = state.scenario.goal
    by_moves = bool(set(goal.moves) & state.moves)
    end = state.scenario.lines[state.said[-1]].end
    if hung_up or end is None:
        words = "You hung up" + (", with what you wanted." if by_moves else ".")
        return Outcome(by_moves, "", words)
    return Outcome(end.reached or by_moves, state.said[-1], end.words)


def _next_key(state: State, verdict: Verdict | None) -> str:
    if verdict is None or len(state.said) >= MOST_TURNS:
        # The first silence may be a slip of the tongue or of the microphone: ask once.
        if state.said[-1] == state.scenario.silence or state.silent or verdict is not None:
            return _way_out(state.scenario)
        return state.scenario.silence
    line = state.scenario.lines[state.said[-1]]
    return next(branch.to for branch in line.next if _holds(branch.when, verdict))


def _way_out(scenario: Scenario) -> str:
    """The ending that silence leads to: its branches are followed to the last one each time."""
    key = scenario.silence
    for _ in scenario.lines:
        line = scenario.lines[key]
        if line.end is not None:
            return key
        key = line.next[-1].to
    return next(key for key, line in scenario.lines.items() if line.end is not None)


def _holds(when: Condition | None, verdict: Verdict) -> bool:
    if when is None:
        return True
    made = {found.key for found in (*verdict.moves, *verdict.slips)}
    checks = (
        not when.any or bool(made & set(when.any)),
        made >= set(when.all),
        not made & set(when.none),
        when.asked is None or verdict.asked == when.asked,
        when.score is None or verdict.score >= when.score,
    )
    return all(checks)


def _say(
    scenario: Scenario, key: str, seed: int, at: int, details: tuple[tuple[str, str], ...]
) -> ContactLine:
    line: LineOf = scenario.lines[key]
    known = dict(details)
    text = fill(_pick(line.says, seed, key, at), known)
    persona = scenario.contact
    say = text.replace(persona.name, persona.say) if persona.say else ""
    return ContactLine(
        key=key,
        text=text,
        voice=persona.speaks,
        say=say if say != text else "",
        situation=line.situation,
        model_answer=fill(_pick(line.answers, seed, key, at), known) if line.answers else "",
        ends=line.end is not None,
    )


def _pick(wordings: tuple[str, ...], seed: int, key: str, at: int) -> str:
    """One of them by the seed; a line said again in the same call gets the next wording."""
    digest = hashlib.sha256(f"{seed}/{key}".encode()).digest()
    return wordings[(digest[0] + at) % len(wordings)]
