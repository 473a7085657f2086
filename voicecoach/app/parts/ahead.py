"""What takes a while to load and is not needed at once: loaded while the telephone rings."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from voicecoach.domain.advice import Advice
from voicecoach.domain.turn import Verdict
from voicecoach.errors import VoiceCoachError

if TYPE_CHECKING:
    from voicecoach.scoring.scorer import Scorer

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


class Ahead(Generic[T]):
    """Loaded once, by a thread of its own or by the first who needs it.

    Args:
        load: gives it.
    """

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._loaded: list[T] = []

    def get(self) -> T:
        """It, waited for.

        Raises:
            VoiceCoachError: it cannot be loaded.
        """
        with self._lock:
            if not self._loaded:
                self._loaded.append(self._load())
            return self._loaded[0]


def load_in_background(*loads: Callable[[], object]) -> None:
    """Call these one after another in a thread; trouble is told to whoever needs the thing."""

    def run() -> None:
        for load in loads:
            try:
                load()
            except VoiceCoachError:
                continue

    threading.Thread(target=run, name="load-ahead", daemon=True).start()


class JudgeAhead:
    """A scorer that is loaded ahead: 2 s of work that nobody has to wait for.

    Args:
        load: gives it; None: the one without words of the caller's own.
    """

    def __init__(self, load: Callable[[], Scorer] | None = None) -> None:
        self._scorer: Ahead[Scorer] = Ahead(load or _load_scorer)

    def instead(self, load: Callable[[], Scorer]) -> None:
        """From now on another scorer judges: the caller's own words changed."""
        self._scorer = Ahead(load)

    def load(self) -> Scorer:
        """The scorer, waited for.

        Raises:
            AssetError: the installation is incomplete.
            DataFileError: a data file is malformed.
        """
        return self._scorer.get()

    def judge(self, situation: str, contact: str, reply: str) -> Verdict:
        """See ``practice.session.Judge``."""
        return self.load().judge(situation, contact, reply)

    @property
    def advice(self) -> Advice:
        """Names of moves and slips; the first who looks into it waits for the scorer."""
        return Advice(
            _Late(lambda: self.load().advice.moves),
            _Late(lambda: self.load().advice.slips),
            _Late(lambda: self.load().advice.situations),
        )


def _load_scorer() -> Scorer:
    from voicecoach.scoring.scorer import load_scorer  # heavy: after the telephone rings

    return load_scorer()


class _Late(Mapping[K, V]):
    def __init__(self, whole: Callable[[], Mapping[K, V]]) -> None:
        self._whole = whole

    def __getitem__(self, key: K) -> V:
        return self._whole()[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())
