"""Keeps a call while it runs. Trouble becomes a sentence: the call always goes on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from voicecoach.domain.days import DAY_ENDS
from voicecoach.domain.turn import Call, Turn
from voicecoach.errors import StorageError
from voicecoach.history import room
from voicecoach.history.recordings import Recording, Recordings
from voicecoach.history.running import RunningCall
from voicecoach.history.store import NoCallError, Store, open_store, without_recording
from voicecoach.history.trouble import NoRoomError

LEAST_SOUND = 1.0
"""s; of a reply that was broken off, less than that is not worth keeping."""


class CallRecorder:
    """What a call is told to, event by event. No method raises for a full or forbidden disk.

    Args:
        folder: the data folder.
        day_ends: hour at which a practice day ends.

    Attributes:
        warnings: sentences for the caller, each once, oldest first.
    """

    def __init__(self, folder: Path, day_ends: float = DAY_ENDS) -> None:
        self.warnings: list[str] = []
        self._store: Store | None = None
        self._recordings = Recordings(folder)
        self._reserve = room.Reserve(folder)
        self._call: Call | None = None
        self._begun = False
        self._recording: Recording | None = None
        self._hears = False
        self._kept: dict[tuple[int, int], Turn] = {}
        self._unkept: list[Turn] = []
        self._mark: RunningCall | None = None
        if text := room.warning(folder):
            self._warn(text)
        try:
            self._store = open_store(folder, day_ends, to_write=True)
            self._mark = RunningCall(folder)
            self.warnings += self._store.notes
            self._reserve.fill()
        except NoRoomError as error:
            self._warn(str(error))
        except StorageError as error:
            self._warn(f"{error} This call is not kept.")

    def began(self, call: Call) -> None:
        """A call begins; it is kept with its first reply."""
        self._call, self._begun = call, False
        self._kept.clear()

    def turn_started(self, number: int, attempt: int) -> None:
        """The caller can speak; sound of an earlier try in which no word was heard goes."""
        self._drop_sound()
        if self._store is not None and self._call is not None:
            self._keep_header()
            try:
                self._recording = self._recordings.begin(self._call.id, number, attempt)
                self._hears = True
            except StorageError as error:
                self._warn(f"{error} Your words are kept, your voice is not.")

    def sound(self, pcm: bytes) -> None:
        """What the microphone heard: 16-bit mono at ``speech.audio.RATE``."""
        if self._recording is None or not self._hears:
            return
        try:
            self._recording.write(pcm)
        except StorageError as error:
            self._hears = False
            self._warn(f"{error} Your words are kept, your voice from here on is not.")

    def turn_done(self, turn: Turn) -> Turn:
        """A turn is over: it is on the disk when this returns.

        Returns:
            the turn with the path of its recording.
        """
        if self._store is None:
            return turn
        left = self._recording
        kept = replace(turn, reply=replace(turn.reply, recording=self._commit_sound(turn)))
        self._keep_header()
        self._unkept.append(kept)
        if not self._keep_turns() and (left is not None):
            left.discard()  # no room at all: the words matter more than the sound
            self._remove_sound(kept)
            kept = self._unkept[-1] = without_recording(kept)
            self._keep_turns()
        self._kept[_place(kept)] = kept
        return kept

    def corrected(self, turn: Turn) -> Turn:
        """A better hearing of a turn that was kept before replaces it.

        Returns:
            the turn with the path of its recording.
        """
        before = self._kept.get(_place(turn))
        if before is not None and not turn.reply.recording:
            sound = self._more_sound(turn, before) or before.reply.recording
            turn = replace(turn, reply=replace(turn.reply, recording=sound))
        self._unkept = [old for old in self._unkept if _place(old) != _place(turn)]
        self._unkept.append(turn)
        self._kept[_place(turn)] = turn
        self._keep_turns()
        return turn

    def ended(self, call: Call) -> Call:
        """The call is over.

        Returns:
            the call with the paths of its recordings.
        """
        self._finish_sound()
        whole = replace(call, turns=tuple(self._kept.get(_place(t), t) for t in call.turns))
        if self._store is not None and (self._begun or self._unkept):
            self._keep_header()
            if self._begun and self._keep_turns():
                self._finish(whole)
        self._call = None
        return whole

    def close(self) -> None:
        """Give everything back; a reply that is not over is kept as far as it goes."""
        self._finish_sound()
        if self._store is not None:
            self._keep_turns()
            self._store.close()
            self._store = None
        if self._mark is not None:
            self._mark.end()

    def _warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(text)

    def _keep_header(self) -> None:
        if self._begun or self._store is None or self._call is None:
            return
        try:
            self._store.begin(self._call)
            self._begun = True
        except NoRoomError as error:
            if self._reserve.release():
                self._keep_header()
            else:
                self._warn(f"{error} This call is not kept.")
        except StorageError as error:
            self._warn(f"{error} This call is not kept.")

    def _keep_turns(self) -> bool:
        """Keep what could not be kept so far, oldest first, giving up the reserve if need be.

        Returns:
            whether all is kept.
        """
        while self._unkept and self._begun and self._store is not None and self._call is not None:
            try:
                self._store.add_turn(self._call.id, self._unkept[0])
            except NoRoomError as error:
                if not self._reserve.release():
                    self._warn(f"{error} What you said last is not kept yet.")
                    return False
            except NoCallError:
                self._keep_anew()
            except StorageError as error:
                self._warn(f"{error} What you said last is not kept yet.")
                return False
            else:
                del self._unkept[0]
        return not self._unkept

    def _keep_anew(self) -> None:
        """Another history was put in the place of this one meanwhile: begin again in it."""
        waiting = {_place(turn) for turn in self._unkept}
        earlier = [turn for place, turn in self._kept.items() if place not in waiting]
        self._unkept = earlier + self._unkept
        self._begun = False
        self._keep_header()

    def _finish(self, call: Call) -> None:
        if self._store is None:
            return
        try:
            self._store.finish(call)
        except NoRoomError as error:
            if self._reserve.release():
                self._finish(call)
            else:
                self._warn(f"{error} How the call ended is not kept.")
        except StorageError as error:
            self._warn(f"{error} How the call ended is not kept.")

    def _commit_sound(self, turn: Turn) -> str:
        recording, self._recording = self._recording, None
        if recording is None:
            return ""
        if turn.reply.source == "typed":  # it was typed because nothing was understood
            recording.discard()
            return ""
        try:
            return recording.commit(turn.number, turn.attempt)
        except StorageError as error:
            recording.leave()
            self._warn(f"{error} Your words are kept, your voice may be lost.")
            return ""

    def _more_sound(self, turn: Turn, before: Turn) -> str:
        """The whole sound of a reply that went on after its end; empty where it did not."""
        if self._recording is None or self._recording.place != _place(turn):
            return ""
        sound = self._commit_sound(turn)
        if sound and before.reply.recording:
            with suppress(OSError):
                (self._recordings.data / before.reply.recording).unlink(missing_ok=True)
        return sound

    def _remove_sound(self, turn: Turn) -> None:
        if turn.reply.recording:
            with suppress(OSError):
                (self._recordings.data / turn.reply.recording).unlink(missing_ok=True)
        self._warn("There is no room for your voice; your words are kept.")

    def _finish_sound(self) -> None:
        """A reply that was broken off: kept if there is something in it."""
        recording, self._recording = self._recording, None
        if recording is None:
            return
        if recording.seconds < LEAST_SOUND:
            recording.discard()
            return
        try:
            recording.commit()
        except StorageError as error:
            recording.leave()
            self._warn(f"{error} The end of what you said may be lost.")

    def _drop_sound(self) -> None:
        if self._recording is not None:
            self._recording.discard()
            self._recording = None


def _place(turn: Turn) -> tuple[int, int]:
    return turn.number, turn.attempt
