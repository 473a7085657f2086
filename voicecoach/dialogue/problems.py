"""What would stop a call: links that lead nowhere, lines never said, no way to an end."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.dialogue.scenario import Branch, LineOf, Scenario

Location = tuple[str | int, ...]
Found = Iterator[tuple[Location, str]]


def broken_links(scenario: Scenario) -> list[tuple[Location, str]]:
    """What would stop a call: (place in the file, what is wrong)."""
    found = [*_entries(scenario), *_branches_of(("always",), scenario.always, scenario)]
    found += _always(scenario)
    for key, line in scenario.lines.items():
        found += _line(key, line, scenario)
    if found:
        return found
    for key in unreachable(scenario):
        found.append((("lines", key), f"lines.{key}: no branch leads to this line"))
    for key in endless(scenario):
        found.append((("lines", key), f"lines.{key}: no way from here to an end"))
    return found


def _entries(scenario: Scenario) -> Found:
    for name in ("start", "silence", "hang_up"):
        key = getattr(scenario, name)
        if key is not None and key not in scenario.lines:
            yield (name,), f"{name}: there is no line {key!r}"
    if scenario.start == scenario.silence:
        yield ("silence",), "silence: the call cannot start with this line"
    ending = scenario.hang_up and scenario.lines.get(scenario.hang_up)
    if ending and ending.end is None:
        yield ("hang_up",), f"hang_up: {scenario.hang_up!r} is no line with an end"


def _always(scenario: Scenario) -> Found:
    for number, branch in enumerate(scenario.always):
        if branch.when is None:
            yield ("always", number), "always: a branch here must have a condition (when)"


def _line(key: str, line: LineOf, scenario: Scenario) -> Found:
    place: Location = ("lines", key)
    if line.by is not None and line.by not in scenario.speakers:
        yield (*place, "by"), f"lines.{key}.by: there is no speaker {line.by!r}"
    if line.end is not None:
        if line.next:
            yield (*place, "next"), f"lines.{key}: a line that ends has no next"
        return
    if scenario.passes_on(key):
        return
    if not line.situation:
        yield place, f"lines.{key}: situation is missing"
    if not line.next:
        yield place, f"lines.{key}: a line needs branches (next) or an end"
    elif line.next[-1].when is not None:
        yield (
            (*place, "next", len(line.next) - 1),
            f"lines.{key}.next: the last branch must have no condition (when)",
        )
    for number, branch in enumerate(line.next[:-1]):
        if branch.when is None:
            yield (
                (*place, "next", number),
                f"lines.{key}.next: branches after this one are never tried",
            )
    yield from _branches_of((*place, "next"), line.next, scenario)


def _branches_of(place: Location, branches: tuple[Branch, ...], scenario: Scenario) -> Found:
    name = ".".join(str(part) for part in place)
    for number, branch in enumerate(branches):
        if branch.to not in scenario.lines:
            yield (*place, number, "to"), f"{name}: there is no line {branch.to!r}"


def unreachable(scenario: Scenario) -> list[str]:
    """Keys of the lines that no branch leads to."""
    seen: set[str] = set()
    todo = [scenario.start, scenario.silence, *([scenario.hang_up] if scenario.hang_up else [])]
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo += [branch.to for branch in scenario.branches(key)]
    return [key for key in scenario.lines if key not in seen]


def endless(scenario: Scenario) -> list[str]:
    """Keys of the lines from which no ending can be reached by their own branches."""
    ending = {key for key, line in scenario.lines.items() if line.end is not None}
    grown = True
    while grown:
        more = {
            key
            for key, line in scenario.lines.items()
            if key not in ending and any(branch.to in ending for branch in line.next)
        }
        ending |= more
        grown = bool(more)
    return [key for key in scenario.lines if key not in ending and not scenario.passes_on(key)]
