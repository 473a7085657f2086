"""The demo: a simulated caller answers one line weakly and well; all parts but devices are real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from voicecoach import assets, data_files
from voicecoach.app.parts import building
from voicecoach.app.parts.answering import MODEL_ANSWER_VOICE
from voicecoach.app.parts.answers import QueuedAnswers
from voicecoach.app.parts.talk import ScenarioTalk
from voicecoach.dialogue import loader
from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Contact, ContactLine, Reply, Verdict, Voice
from voicecoach.practice.commands import Scripted
from voicecoach.practice.events import ReplyGiven
from voicecoach.practice.spoken import SpokenCaller
from voicecoach.practice.voice_out import VoiceOut
from voicecoach.scoring.rows import row
from voicecoach.scoring.scorer import load_scorer
from voicecoach.scoring.word_error import word_error_rate
from voicecoach.settings import Settings
from voicecoach.speech.line.simulated_line import SimulatedLine
from voicecoach.speech.sound.audio import Clip


@dataclass(frozen=True, slots=True)
class DemoReply:
    """A fixed text that is in no training data."""

    kind: Literal["weak", "strong"]
    text: str


@dataclass(frozen=True, slots=True)
class Script:
    """The file demo.yaml."""

    scenario: str
    seed: int
    voice: Voice
    replies: tuple[DemoReply, ...]


@dataclass(frozen=True, slots=True)
class DemoCall:
    """One reply: what was said, what was heard, how it was judged.

    Attributes:
        line: what the contact said; ``contact_clip`` is its sound.
        said: the text that was spoken; ``caller_clip`` is its sound.
        wer: word error rate of ``reply.text`` against ``said``.
    """

    kind: str
    contact: Contact
    line: ContactLine
    contact_clip: Clip
    said: str
    caller_clip: Clip
    reply: Reply
    wer: float
    verdict: Verdict
    advice: Advice

    def as_json(self) -> dict[str, Any]:
        """As ``voicecoach demo --json`` prints it."""
        judged = row(self.kind, self.verdict)
        words = self.reply.transcript.words if self.reply.transcript else ()
        return {
            "kind": self.kind,
            "contact": self.line.text,
            "said": self.said,
            "heard": self.reply.text,
            "words": [{"word": word.word, "start": word.start, "end": word.end} for word in words],
            "wer": round(self.wer, 3),
            "ended": self.reply.ended.reason,
            **{key: judged[key] for key in ("score", "band", "asked", "moves", "slips")},
        }


def demo_calls(settings: Settings) -> Iterator[DemoCall]:
    """The demo's replies, one after another, faster than real time.

    Raises:
        NoVoiceError: there is no synthesizer on this machine.
        VoiceCoachError: a part of the program is missing or broken.
    """
    script = data_files.load(assets.scenarios() / "demo.yaml", Script)
    scenario = loader.load_builtin(script.scenario)
    line = ScenarioTalk(scenario, script.seed, {}).line
    scorer, speaking = load_scorer(), building.synthesizer(settings)
    ear = building.ear(settings)
    try:
        contact_clip = speaking.render(line.spoken, line.voice)
        for wanted in script.replies:
            clip = speaking.render(wanted.text, script.voice)
            simulated = SimulatedLine()
            voice = VoiceOut(simulated, speaking, MODEL_ANSWER_VOICE)
            answers = QueuedAnswers(simulated, [clip])
            caller = SpokenCaller(voice, ear.listening, "simulated", answers)
            reply = _reply(caller, line)
            yield DemoCall(
                kind=wanted.kind,
                contact=scenario.contact.described(),
                line=line,
                contact_clip=contact_clip,
                said=wanted.text,
                caller_clip=clip,
                reply=reply,
                wer=word_error_rate(wanted.text, reply.text),
                verdict=scorer.judge(line.situation, line.text, reply.text),
                advice=scorer.advice,
            )
    finally:
        speaking.close()


def _reply(caller: SpokenCaller, line: ContactLine) -> Reply:
    for event in caller.reply(line, Scripted(), waits=False):
        if isinstance(event, ReplyGiven):
            return event.reply
    raise AssertionError("a caller's last event is ReplyGiven")


def has_loudspeaker(settings: Settings) -> bool:
    """Whether the demo can be played aloud."""
    from voicecoach.errors import DeviceError
    from voicecoach.speech.line import portaudio

    try:
        portaudio.check("output", settings.output_device)
    except DeviceError:
        return False
    return True
