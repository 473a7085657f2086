"""Progress as lines of text, at most 40 columns wide: a chart and the plain table beneath."""

from __future__ import annotations

from voicecoach.review.progress import OCCASIONS, Progress, Week
from voicecoach.terminal.text.tables import bar, cut, table

BAR = 12
COLUMNS = 40


def progress_lines(progress: Progress, *, chart: bool = True) -> list[str]:
    """The ask rate first, then the rest.

    Args:
        progress: the figures.
        chart: bars too; without them the table says the same.
    """
    lines = [progress.sentence]
    if not any(week.replies for week in progress.weeks) and not progress.before.noes:
        return [*lines, "Rehearse a call: voicecoach practice"]
    if chart:
        lines += ["", "Noes in which you asked, week by week", *map(_asked, progress.weeks)]
        lines += ["", "Scores of the first reply of a day", *map(_first_tries, progress.weeks)]
    lines += ["", "Week by week (means)", *_table(progress.weeks)]
    lines += [
        "first: the first reply of a day to a no;",
        "more: others. wait: s until you spoke;",
        "pace: words a minute.",
    ]
    if progress.moves:
        lines += ["", f"Moves, last {OCCASIONS} times they were due"]
        lines += [
            cut(
                f"{_star(move.mastered)} {move.made:>2} of {move.occasions:>2}  {move.name}",
                COLUMNS,
            )
            for move in progress.moves
        ]
        lines.append("* mastered")
    return lines


def _asked(week: Week) -> str:
    if week.percent is None:
        return _empty(week)
    asks = f"{week.asks.asked}/{week.asks.noes}"
    return f"{week.begins} {bar(week.percent, BAR)} {week.percent:>3} % {asks}"


def _first_tries(week: Week) -> str:
    if week.first_tries is None:
        return _empty(week)
    return f"{week.begins} {bar(week.first_tries, BAR)} {week.first_tries:>3}"


def _empty(week: Week) -> str:
    return f"{week.begins} {' ' * BAR}   -"


def _table(weeks: tuple[Week, ...]) -> list[str]:
    rows = [("from", "asked", "first", "more", "wait", "pace")]
    rows += [
        (
            week.begins,
            f"{week.asks.asked}/{week.asks.noes}",
            _or_dash(week.first_tries),
            _or_dash(week.retries),
            _or_dash(week.hesitation),
            _or_dash(week.pace),
        )
        for week in weeks
    ]
    return table(rows, (False, True, True, True, True, True))


def _or_dash(value: float | None) -> str:
    return "-" if value is None else str(value)


def _star(mastered: bool) -> str:
    return "*" if mastered else " "
