"""What is wrong with a scenario beyond its form: links that lead nowhere, lines never said."""

from __future__ import annotations

from voicecoach.dialogue.scenario import LineOf, Scenario

Location = tuple[str | int, ...]


def broken_links(scenario: Scenario) -> list[tuple[Location, str]]:
    """What would stop a call: (place in the file, what is wrong)."""
    found: list[tuple[Location, str]] = []
    for name in ("start", "silence"):
        if (key := getattr(scenario, name)) not in scenario.lines:
            found.append(((name,), f"{name}: there is no line {key!r}"))
    for key, line in scenario.lines.items():
        found += _broken_line(key, line, scenario)
    if not found:
        found += [
            (("lines", key), f"lines.{key}: no branch leads to this line")
            for key in unreachable(scenario)
        ]
        found += [
            (("lines", key), f"lines.{key}: no way from here to an end")
            for key in endless(scenario)
        ]
    return found


def _broken_line(key: str, line: LineOf, scenario: Scenario) -> list[tuple[Location, str]]:
    place: Location = ("lines", key)
    if line.end is not None:
        return [(place, f"lines.{key}: a line that ends has no next")] if line.next else []
    found: list[tuple[Location, str]] = []
    if not line.situation:
        found.append((place, f"lines.{key}: situation is missing"))
    if not line.next or line.next[-1].when is not None:
        found.append((place, f"lines.{key}: the last branch of next must have no condition"))
    for number, branch in enumerate(line.next):
        where = (*place, "next", number)
        if branch.to not in scenario.lines:
            found.append((where, f"lines.{key}.next: there is no line {branch.to!r}"))
        if branch.when is None and number < len(line.next) - 1:
            found.append((where, f"lines.{key}.next: branches after this one are never tried"))
    return found


def unreachable(scenario: Scenario) -> list[str]:
    """Keys of the lines that no branch leads to."""
    seen: set[str] = set()
    todo = [scenario.start, scenario.silence]
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo += [branch.to for branch in scenario.lines[key].next]
    return [key for key in scenario.lines if key not in seen]


def endless(scenario: Scenario) -> list[str]:
    """Keys of the lines from which no ending can be reached."""
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
    return [key for key in scenario.lines if key not in ending]
