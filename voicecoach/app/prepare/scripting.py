"""The phone script put together from real parts: who answers, who judges, where it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from voicecoach.app.parts import vocabulary
from voicecoach.app.parts.ahead import JudgeAhead, load_in_background
from voicecoach.app.parts.answering import MODEL_ANSWER_VOICE, Answering, make_caller
from voicecoach.app.parts.closing import give_back
from voicecoach.app.parts.dictation import as_written
from voicecoach.app.parts.options import PracticeOptions
from voicecoach.app.prepare.own_words import OwnWords, load_own_words, scorer_for
from voicecoach.assets import scenarios
from voicecoach.dialogue.details import fill
from voicecoach.dialogue.wording import spelled
from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Reply, Verdict
from voicecoach.plan.if_then import IfThen
from voicecoach.plan.phone_script import (
    Said,
    Step,
    keep_line,
    load_script,
    load_steps,
    script_file,
)
from voicecoach.practice.commands import Commands
from voicecoach.practice.script_build import BuildEvent, Offer, Parts, build_script, offers_of
from voicecoach.practice.script_check import LineCheck, check_line
from voicecoach.scoring.advice_files import load_advice
from voicecoach.settings import Settings


@dataclass(slots=True)
class Building:
    """A script about to be built.

    Attributes:
        purpose: of the script.
        steps: what is asked for.
        own: the caller's own words so far.
        notes: sentences to tell the caller before it begins.
    """

    folder: Path
    purpose: str
    steps: Sequence[Step]
    own: OwnWords
    judge: JudgeAhead
    answering: Answering
    names: list[str] = field(default_factory=list)

    @property
    def notes(self) -> list[str]:
        """Sentences to tell the caller before it begins."""
        return self.answering.notes

    def events(self, commands: Commands) -> Iterator[BuildEvent]:
        """Ask for the lines; each is on the disk when its event comes."""
        load_in_background(self.judge.load, *self.answering.ahead)
        parts = Parts(
            steps=self.steps,
            script=load_script(self.folder, self.purpose),
            offers=self._offers,
            caller=self.answering.caller,
            judge=self.judge,
            advice=self.judge.advice,
            commands=commands,
            names={name: spelled(name, self.own.profile.say) for name in self.names},
            written=self._written,
            keep=lambda said, place: keep_line(self.folder, self.purpose, said, place),
            voice=MODEL_ANSWER_VOICE,
        )
        try:
            yield from build_script(parts)
        finally:
            self.close()

    def close(self) -> None:
        """Give devices and workers back; harmless when called twice."""
        give_back(self.answering.closers)

    def _offers(self, step: Step) -> tuple[Offer, ...]:
        return offers_of(step, self.own.profile.details, fill)

    def _written(self, reply: Reply) -> str:
        return as_written(reply, self.names)


def make_building(
    purpose: str, only: Sequence[str], options: PracticeOptions, settings: Settings
) -> Building:
    """Build everything that building a script takes.

    Args:
        purpose: of the script.
        only: keys of the lines to ask for; empty: all.
        options: how the lines come in.
        settings: folders, devices, voice.

    Raises:
        NoDeviceError: there is no microphone (and no other way to answer was chosen).
        VoiceCoachError: there is no such line, or something is missing or malformed.
    """
    script_file(settings.data_folder, purpose)
    own = load_own_words(settings.data_folder, purpose)
    every = load_steps()
    steps = [every.get(key) for key in only] or list(every.steps)
    names = list(dict.fromkeys([*own.names, *vocabulary.load(settings.data_folder)]))
    answering = make_caller(options, replace(settings, ring=False), names)
    judge = JudgeAhead(scorer_for(own))
    return Building(settings.data_folder, purpose, steps, own, judge, answering, names)


def advice() -> Advice:
    """Names of moves and slips."""
    return load_advice(scenarios() / "moves.yaml")


def change_line(
    folder: Path, purpose: str, said: Said, place: int
) -> tuple[Said, LineCheck, Advice]:
    """Keep one line as it was typed, and look at it.

    Raises:
        DataFileError: the script is malformed.
        StorageError: it cannot be written.
    """
    scorer = scorer_for(OwnWords())()
    check = check_line(said.step, said.text, scorer, scorer.advice)
    line = Said(said.step, said.text, check.move if said.step.kinds else "")
    keep_line(folder, purpose, line, place)
    return line, check, scorer.advice


def check_answer(card: IfThen) -> tuple[Verdict, Advice]:
    """What an if-then card says, judged like a reply."""
    scorer = scorer_for(OwnWords())()
    return scorer.judge(card.situation, card.they_say, card.i_say), scorer.advice


def check_script(own: OwnWords) -> list[tuple[Said, LineCheck]]:
    """Every line of a script, looked at.

    Raises:
        AssetError: the installation is incomplete.
    """
    scorer = scorer_for(replace(own, lines=(), cards={}))()
    return [(said, check_line(said.step, said.text, scorer, scorer.advice)) for said in own.lines]
