"""A report, a comparison, a list and hits of a search as lines of text.

Templates only: every figure comes from review/ and history/ as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from voicecoach.history.listing import CallRow, LineScore
from voicecoach.history.searching import Hit
from voicecoach.review.compare import Comparison, Side
from voicecoach.review.marking import Mark
from voicecoach.review.report import Report, TurnView
from voicecoach.scoring.delivery import in_words
from voicecoach.terminal.text.card import misheard
from voicecoach.terminal.text.tables import NARROW, cut, padded, table

DRAWN_HESITATION = 1.0
"""s; shorter waits before an answer are composed (0.3 to 1.5 s) and are only told below it."""


def report_lines(report: Report) -> list[str]:
    """The whole call."""
    lines = _head(report)
    for turn in report.turns:
        lines += ["", *turn_lines(turn)]
    if report.unfinished:
        lines += ["", "Sound of replies that were not over:"]
        lines += [f"  {path}" for path in report.unfinished]
    return lines


UNRELIABLE = "Unreliable: too little was understood; its scores count nowhere."


def _head(report: Report) -> list[str]:
    who = ", ".join(filter(None, (report.contact, report.role, report.company)))
    length = f", {_length(report.length)}" if report.length is not None else ""
    heard = f"Heard by {report.heard_by}." if report.heard_by else "Replies were typed."
    return [
        report.title,
        f"With {who}",
        f"{when(datetime.fromisoformat(report.began))}{length}, {report.mode} mode",
        f"{heard} Call {report.id}.",
        *([] if report.reliable else [UNRELIABLE]),
        _goal(report),
        *_marks(report),
    ]


def _marks(report: Report) -> list[str]:
    """What the caller put on the call."""
    signs = ["* with a star"] * report.starred + [f"#{tag}" for tag in report.tags]
    note = [f"Note: {line}" for line in report.note.splitlines() if line.strip()]
    return [*([" ".join(signs)] if signs else []), *note]


def _goal(report: Report) -> str:
    if report.finished and report.reached is None:
        return f"A recording of a real call. {_consent(report)}".strip()
    if report.reached is None:
        return "The program was ended in the middle of this call."
    goal = "Goal reached." if report.reached else "Goal not reached."
    return f"{goal} {report.outcome}".strip()


def _consent(report: Report) -> str:
    return f'You said yes to: "{report.consent}"' if report.consent else ""


def turn_lines(turn: TurnView) -> list[str]:
    """One contact line and the reply to it."""
    contact = [f"{turn.speaker}: {turn.contact}"] if turn.contact else []  # you spoke first
    lines = [_turn_title(turn), *contact, f"You: {said(turn)}"]
    if turn.heard:
        lines.append(f"  You put it right; heard was: {turn.heard}")
    if turn.unsure:
        lines.append(f"  {misheard(span.text for span in turn.unsure)}")
    lines += [f"  {_mark(mark)}" for mark in turn.marks]
    lines += [f"  - missing: {name}" for name in turn.missing]
    lines += [
        f"  {from_script(each.line, word_for_word=each.word_for_word)}" for each in turn.script
    ]
    if turn.tip is not None:
        lines.append(f"  Try: {turn.tip.text}")
        if turn.tip.phrasing:
            lines.append(f'  for example: "{turn.tip.phrasing}"')
    if turn.model_answer:
        lines.append(f"  A good answer: {turn.model_answer}")
    lines.append(f"  The reply was over: {turn.ended}.")
    if turn.delivery:
        lines.append(f"  How: {in_words(turn.delivery)}.")
    if turn.recording:
        lines.append(f"  Sound: {turn.recording}")
    return lines


def from_script(line: str, *, word_for_word: bool) -> str:
    """That a reply says a line of the script."""
    how = "word for word" if word_for_word else "in your own words"
    return f"From your script: {line}, {how}."


def _turn_title(turn: TurnView) -> str:
    again = f", try {turn.attempt}" if turn.attempt > 1 else ""
    if turn.score is None:
        return f"Turn {turn.number}{again}"
    asked = "you asked" if turn.asked else "you did not ask"
    return f"Turn {turn.number}{again}: {turn.score} of 100 ({turn.band}), {asked}"


def said(turn: TurnView) -> str:
    """The reply with evidence in numbered brackets, hesitation and long pauses in round ones.

    ``[1 I see.] (pause 1.8 s) [2 Who else could I call]?``; slips carry a "!".
    """
    slips = {mark.number for mark in turn.marks if mark.kind == "slip"}
    words = []
    if turn.hesitation is not None and turn.hesitation >= DRAWN_HESITATION:
        words.append(f"(waited {turn.hesitation} s)")
    for piece in turn.pieces:
        if piece.pause is not None:
            words.append(f"(pause {piece.pause} s)")
        numbers = ",".join(f"{number}{'!' * (number in slips)}" for number in piece.marks)
        words.append(f"[{numbers} {piece.text}]" if numbers else piece.text)
    return " ".join(words) or "(nothing)"


def _mark(mark: Mark) -> str:
    sign = "+" if mark.kind == "move" else "!"
    text = f'{sign} {mark.number} {mark.name}: "{mark.evidence}"'
    if mark.phrasing:
        text += f' (like "{mark.phrasing}", {mark.similarity} % alike)'
    return text


def comparison_lines(comparison: Comparison) -> list[str]:
    """Two calls in two columns, their scores line by line, then what changed."""
    before, after = comparison.before, comparison.after
    rows = [("", "before", "after")]
    rows += [
        (name, one, other)
        for (name, one), (_, other) in zip(_side(before), _side(after), strict=True)
    ]
    same = before.title == after.title
    lines = [before.title] if same else [f"before: {before.title}", f"after: {after.title}"]
    lines += table(rows, (False, True, True))
    for name, one, other in (
        ("First tries", before.scores, after.scores),
        ("Best tries", before.best, after.best),
    ):
        lines += [f"{name}, before: {_scores(one)}", f"{name}, after: {_scores(other)}"]
    changes = (
        ("+ new", comparison.gained),
        ("- no longer", comparison.lost),
        ("+ gone", comparison.slips_gone),
        ("! new", comparison.slips_new),
    )
    return lines + [f"{sign}: {name}" for sign, names in changes for name in names]


def _side(side: Side) -> list[tuple[str, str]]:
    began = datetime.fromisoformat(side.began)
    return [
        ("day", f"{began:%Y-%m-%d}"),
        ("time", f"{began:%H:%M}"),
        ("goal reached", _yes_no(side.reached)),
        ("asked", f"{side.asked} of {side.replies}"),
        ("first tries, mean", _or_dash(side.mean_first)),
        ("best tries, mean", _or_dash(side.mean_best)),
        ("waited, s", _or_dash(side.hesitation)),
        ("words a minute", _or_dash(side.pace)),
    ]


def _scores(scores: Sequence[int]) -> str:
    return " ".join(map(str, scores)) or "-"


def _or_dash(value: float | None) -> str:
    return "-" if value is None else str(value)


def list_lines(rows: Sequence[CallRow], columns: int) -> list[str]:
    """One call a row; two lines each where the terminal is narrow."""
    if columns < NARROW:
        return [line for row in rows for line in _narrow(row, columns)]
    ids = max((len(row.id) for row in rows), default=2)
    heading = f"{'when':<17}{'goal':<5}{'scores':<20}{'call':<{columns - 43 - ids}} id"
    return [heading, *(_wide(row, columns, ids) for row in rows)] if rows else []


def _wide(row: CallRow, columns: int, ids: int) -> str:
    return (
        f"{row.began:%Y-%m-%d %H:%M} {_yes_no(row.reached):<5}{padded(scores(row), 19)} "
        f"{padded(_title(row), columns - 43 - ids)} {row.id}"
    )


def _narrow(row: CallRow, columns: int) -> list[str]:
    first = f"{row.began:%Y-%m-%d %H:%M} goal {_yes_no(row.reached)} {scores(row)}"
    return [
        cut(first, columns),
        cut(f"  {_title(row)}", columns),
        cut(f"  {row.id}", columns),
    ]


def _title(row: CallRow) -> str:
    tags = "".join(f" #{tag}" for tag in row.tags)
    return f"{'* ' * row.starred}{row.title}, {row.contact}{tags}"


def scores(row: CallRow) -> str:
    """The score at each contact line; where it was tried again, the first and the best."""
    return " ".join(map(_line_score, row.scores)) or "no replies"


def _line_score(line: LineScore) -> str:
    if line.best is None:
        return "-"
    return str(line.best) if line.tries == 1 else f"{line.first}>{line.best}"


def hit_lines(hits: Sequence[Hit], columns: int) -> list[str]:
    """Two lines a hit: where it is, and the words with what was found in ``*stars*``."""
    lines = []
    for hit in hits:
        who = "You" if hit.side == "caller" else hit.contact
        words = "".join(f"*{piece.text}*" if piece.hit else piece.text for piece in hit.snippet)
        place = f"{hit.began:%Y-%m-%d %H:%M} turn {hit.number}"
        score = f", {hit.score}" if hit.score is not None else ""
        lines.append(cut(f"{place}{score}  {hit.title}", columns))
        lines.append(f"  {who}: {words}")
        lines.append(f"  {hit.call_id}")
    return lines


def when(moment: datetime) -> str:
    """A moment as people write it, where it was."""
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M}"


def _length(seconds: int) -> str:
    return f"{seconds // 60} min {seconds % 60:02} s" if seconds >= 60 else f"{seconds} s"


def _yes_no(reached: bool | None) -> str:
    return "-" if reached is None else "yes" if reached else "no"
