"""The contact's voice in the caller's ear: renders, plays, and obeys orders meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator

from voicecoach.domain.turn import ContactLine, Voice
from voicecoach.errors import DeviceError
from voicecoach.practice.commands import (
    Commands,
    EndReply,
    HangUp,
    Next,
    NotFinished,
    Pause,
    Resume,
    Type,
)
from voicecoach.practice.events import Event, Paused, Resumed
from voicecoach.practice.holding import paused, until_mended
from voicecoach.practice.speaking_over import SpeakingOver
from voicecoach.speech.line.line import Line
from voicecoach.speech.sound.audio import Block, Clip
from voicecoach.speech.voice.synthesizer import Synthesizer

Order = HangUp | NotFinished | Type | None
"""To hang up, to take up the reply before, or, where a device is gone, to type from now on."""

Hearing = Generator[Event, None, Order]
"""Events while something plays; its value is the order that ended it, if one came."""

Early = Callable[[], bool]
"""Asked when a line is ready to sound: whether the caller spoke on meanwhile."""


class VoiceOut:
    """Plays what the contact says over a line.

    Args:
        line: where it sounds; its blocks are read while a clip plays, and dropped: half
            duplex, so that the contact is never taken for the caller. That there is a loudspeaker
            was seen before the call: one that is missing now went away, and is waited for.
        synthesizer: renders the lines; None: nothing is spoken, lines are only shown.
        model_voice: speaks model answers.
        ring: the sound of the telephone; None for none.
        cue: says that it is the caller's turn; None for none.
        needed: without devices the call waits; False: it goes on, and lines are only shown.
        over: lets the caller interrupt the contact by voice; None: by key alone.
    """

    def __init__(
        self,
        line: Line,
        synthesizer: Synthesizer | None,
        model_voice: Voice,
        ring: Clip | None = None,
        cue: Clip | None = None,
        *,
        needed: bool = True,
        over: SpeakingOver | None = None,
    ) -> None:
        self.line = line
        self._synthesizer = synthesizer
        self._model_voice = model_voice
        self._ring = ring
        self._cue = cue
        self._needed = needed
        self._over = over

    def prepare(self, lines: Iterable[ContactLine]) -> None:
        """Render what may come next, in the background."""
        if self._synthesizer is not None:
            self._synthesizer.prepare([(line.spoken, line.voice) for line in lines])

    def ring(self, commands: Commands) -> Hearing:
        """The telephone rings once."""
        return (yield from self._tone(self._ring, commands))

    def cue(self, commands: Commands) -> Hearing:
        """The tone before the caller's turn, if there is to be one."""
        return (yield from self._tone(self._cue, commands))

    def say(
        self,
        line: ContactLine,
        commands: Commands,
        early: Early | None = None,
        *,
        answered: bool = False,
    ) -> Hearing:
        """The contact says a line; an early "end reply" or "next" cuts it short.

        Args:
            line: what is said.
            commands: looked at meanwhile.
            early: whether the caller spoke on before it began.
            answered: it is the caller's turn then, so that they may speak into it.
        """
        if early is not None and self._synthesizer is None and early():
            return NotFinished()
        over = self._over if answered else None
        return (yield from self._speak(line.spoken, line.voice, commands, early, over))

    def spoken_over(self) -> Iterator[Block] | None:
        """What the caller said into the contact's last line, and what follows; given once."""
        return None if self._over is None else self._over.taken()

    def was_silent(self) -> None:
        """Who is said to have interrupted said nothing."""
        if self._over is not None:
            self._over.was_wrong()

    def model_answer(self, text: str, commands: Commands) -> Hearing:
        """A good answer, in a voice of its own."""
        return (yield from self._speak(text, self._model_voice, commands))

    def _speak(
        self,
        text: str,
        voice: Voice,
        commands: Commands,
        early: Early | None = None,
        over: SpeakingOver | None = None,
    ) -> Hearing:
        if self._synthesizer is None:
            return None
        clip = self._synthesizer.render(text, voice)
        return (yield from self._play(clip, commands, early, over))

    def _tone(self, clip: Clip | None, commands: Commands) -> Hearing:
        if clip is None:
            return None
        return (yield from self._play(clip, commands))

    def _play(
        self,
        clip: Clip,
        commands: Commands,
        early: Early | None = None,
        over: SpeakingOver | None = None,
    ) -> Hearing:
        while True:
            order: Order | Pause | Resume
            try:
                order = self._sound(clip, commands, early, over)
            except DeviceError as error:
                if not self._needed:
                    yield from self._fall_silent(error)
                    return None
                order = yield from self._without(error, commands)
            if isinstance(order, Pause):
                held = yield from paused(commands, Next)
                order = held if isinstance(held, HangUp) else Resume()
            if not isinstance(order, Pause | Resume):
                return order
            early = None  # the clip is played from its start

    def _fall_silent(self, error: DeviceError) -> Iterator[Event]:
        self._synthesizer = self._ring = self._cue = None
        yield Paused(f"{error.what} From here on the contact's lines are only shown.")
        yield Resumed()

    def _without(
        self, error: DeviceError, commands: Commands
    ) -> Generator[Event, None, Order | Resume]:
        """Wait for the device; ``Resume`` when it is back."""
        order = yield from until_mended(self.line, error, commands)
        if order is None:
            return Resume()
        return order if isinstance(order, HangUp | NotFinished | Type) else None

    def _sound(
        self,
        clip: Clip,
        commands: Commands,
        early: Early | None = None,
        over: SpeakingOver | None = None,
    ) -> HangUp | NotFinished | Pause | None:
        """Play to the end, to an order or to the caller's voice; silent when this returns."""
        playback = self.line.load(clip)
        if early is not None and early():
            playback.stop()
            return NotFinished()
        blocks = self.line.blocks()
        if over is not None:
            over.begin(clip)
        playback.start()
        try:
            for block in blocks:
                order = None if playback.finished else commands.poll()
                if isinstance(order, HangUp | Pause | NotFinished):
                    return order
                if playback.finished or isinstance(order, EndReply | Next):
                    return None
                if over is not None and over.hears(block, blocks):
                    return None
        finally:
            playback.stop()
        raise AssertionError("a line's blocks never end")
