"""The call to a real person, to be rehearsed: built, written, and checked like every other."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from voicecoach import assets, data_files
from voicecoach.app.parts.new_file import write_new
from voicecoach.app.people.network import Circle, Network
from voicecoach.dialogue import checking, for_person
from voicecoach.dialogue.for_person import Known, Texts
from voicecoach.dialogue.packs import PackFile
from voicecoach.dialogue.scenario import Scenario
from voicecoach.errors import DataFileError
from voicecoach.plan.calls import RealCall, next_call
from voicecoach.plan.people import Person, who_sent
from voicecoach.scoring.advice_files import load_advice, load_rubric


@dataclass(frozen=True, slots=True)
class Built:
    """A call that can be rehearsed.

    Attributes:
        path: its file.
        notes: what a coach would want to mend, for instance a name that is read wrongly.
        names: of people who may be spoken of in it.
    """

    path: Path
    notes: tuple[str, ...]
    names: tuple[str, ...] = ()


def texts() -> Texts:
    """What calls are put together from.

    Raises:
        DataFileError: the file is malformed.
    """
    return data_files.load(assets.scenarios() / for_person.FILE, Texts)


def build(network: Network, circle: Circle, person: Person, folder: Path, about: str = "") -> Built:
    """Write the call to a person as a scenario file, and check it.

    Args:
        network: kinds of calls.
        circle: everybody.
        person: who is to be called.
        folder: where to.
        about: kind of the call; empty: that of the next planned one, or the usual one.

    Raises:
        DataFileError: it cannot be played; the message says which detail is wrong.
        StorageError: it cannot be written.
    """
    plain = for_person.compose(texts(), known_of(network, circle, person, about))
    path = folder / f"{plain['key']}.yaml"
    write(path, plain)
    report = checking.check(PackFile(path, f"the call to {person.name}"), _standard())
    if not report.playable:
        wrong = "\n".join(str(problem) for problem in report.problems if problem.stops)
        raise DataFileError(wrong, "Change what is known of them: voicecoach people edit")
    notes = [problem.words for problem in report.problems if not problem.words.startswith("key:")]
    return Built(path, tuple(notes), tuple(names_around(circle, person)))


def known_of(network: Network, circle: Circle, person: Person, about: str = "") -> Known:
    """What a call to somebody is built from; arguments as for ``build``."""
    planned = next_call(circle.calls, person.id)
    giver = circle.by_id.get(person.source)
    return Known(
        person,
        network.book.kinds[about or (planned.about if planned else network.book.usual)],
        who_sent(person, circle.by_id),
        giver.may_use if giver else "",
        circle.held_with(person.id),
    )


def names_around(circle: Circle, person: Person) -> list[str]:
    """Names that may fall in a call to somebody: who gave theirs, and whose they gave."""
    giver = circle.by_id.get(person.source)
    given = [one.name for one in circle.people if one.source == person.id]
    return [*([giver.name] if giver else []), *given]


def first_no(network: Network, circle: Circle, person: Person) -> tuple[Scenario, str]:
    """The call to somebody, and the key of the line with the "no" they most likely say.

    Raises:
        DataFileError: what is known of them makes no call.
    """
    return _first_no(known_of(network, circle, person))


def any_no(network: Network, name: str, situation: str) -> tuple[Scenario, str] | None:
    """The same for somebody of whom nothing is known; None: there are no words for that "no"."""
    if situation not in texts().objections:
        return None
    kind = replace(network.book.kinds[network.book.usual], likely=(situation,))
    return _first_no(Known(Person("somebody", name or "Somebody", network.now), kind))


def _first_no(known: Known) -> tuple[Scenario, str]:
    person, plain = known.person, for_person.compose(texts(), known)
    try:
        return Scenario.model_validate(plain), for_person.FIRST_NO
    except ValidationError:
        raise DataFileError(
            f"What is known of {person.name} makes no call.",
            f"See what is wrong: voicecoach rehearse {person.id}",
        ) from None


def write(path: Path, plain: dict[str, Any]) -> None:
    """The scenario as a new file; JSON is YAML too.

    Raises:
        StorageError: it is there already, or cannot be written.
    """
    text = json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
    write_new(path, text.encode("utf-8"))


def met_calls(circle: Circle) -> list[tuple[Scenario, list[RealCall]]]:
    """What real people said, as calls for the deck: one for everybody who said no in words.

    Raises:
        DataFileError: the file of texts is malformed.
    """
    said = [call for call in circle.calls if call.done and call.objection and call.said]
    if not said:
        return []
    found, put_together = [], texts()
    for person in circle.people:
        own = [call for call in said if call.person == person.id]
        if own:
            plain = for_person.met_call(put_together, person, own)
            try:
                found.append((Scenario.model_validate(plain), own))
            except ValidationError:  # a detail that no call can have: they are no card then
                continue
    return found


def _standard() -> checking.Standard:
    advice = load_advice(assets.scenarios() / "moves.yaml")
    rubric = load_rubric(assets.scenarios() / "rubric.yaml", advice)
    prescribed = {key: expected.open for key, expected in rubric.situations.items()}
    return checking.Standard(advice, prescribed, ())
