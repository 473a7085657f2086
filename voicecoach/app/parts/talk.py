"""The contact's side of a call, as the session wants it, over the pure conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from voicecoach.dialogue import conversation
from voicecoach.dialogue.scenario import Scenario
from voicecoach.domain.turn import ContactLine, Outcome, Reply, Verdict


class ScenarioTalk:
    """Plays a scenario.

    Args:
        scenario: which.
        seed: picks the wordings.
        details: what fills ``{company}`` and the like; missing ones are left out.
        answers: the caller's own by key of the situation; they go before ours.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        details: Mapping[str, str],
        answers: Mapping[str, str] | None = None,
    ) -> None:
        self._state = self._before = conversation.begin(scenario, seed, details)
        self._answers = answers or {}

    @property
    def line(self) -> ContactLine:
        """See ``Talk``."""
        return self._with_own(self._state.line)

    def upcoming(self) -> Sequence[ContactLine]:
        """See ``Talk``."""
        return [self._with_own(line) for line in conversation.upcoming(self._state)]

    def _with_own(self, line: ContactLine) -> ContactLine:
        own = self._answers.get(line.situation, "")
        return replace(line, model_answer=own) if own and line.model_answer else line

    def answer(self, reply: Reply, verdict: Verdict) -> None:
        """See ``Talk``; no words at all count as silence."""
        self._before = self._state
        self._state = conversation.answer(self._state, verdict if reply.text else None)

    def take_back(self) -> None:
        """See ``Talk``."""
        self._state = self._before

    def outcome(self, hung_up: bool) -> Outcome:
        """See ``Talk``."""
        return conversation.outcome(self._state, hung_up=hung_up)
