#!/usr/bin/env python3
"""Check a file of labelled replies and print what is in it.

    python3 check.py [FILE.jsonl ...]        (default: dev.jsonl beside this script)

Errors break the format in README.md; warnings are labels or texts worth a second
look. Exit status 1 if any file has an error, else 0. Standard library only.
"""

import collections
import json
import pathlib
import re
import sys

SITUATIONS = [
    "no-jobs",
    "not-my-job",
    "turned-down",
    "not-hiring",
    "send-resume",
    "too-busy",
    "what-do-you-want",
    "ill-ask-around",
    "gives-a-name",
    "no-name-comes",
    "still-reviewing",
    "no-reply-yet",
    "wrong-fit",
    "gatekeeper",
    "opening",
    "who-are-you",
    "about-a-job",
    "on-hold",
    "no-feedback",
    "not-my-name",
    "do-not-call",
    "about-you",
    "reproach",
    "says-yes",
    "in-interview",
    "ending",
    "voicemail",
]
MOVES = [
    "acknowledge",
    "thank",
    "introduce",
    "purpose",
    "show-homework",
    "ask-inside",
    "ask-divisions",
    "ask-companies",
    "ask-contacts",
    "ask-meeting",
    "ask-advice",
    "ask-status",
    "ask-name",
    "use-name",
    "leave-number",
    "follow-up",
    "respect-time",
    "give-reason",
    "name-referrer",
    "answer-self",
    "offer-back",
    "accept-no",
    "stay-in-touch",
]
SLIPS = [
    "gives-up",
    "pushy",
    "apologises",
    "asks-for-job",
    "hands-off-work",
    "obvious-question",
    "vague",
    "rambles",
    "off-topic",
    "deceit",
]
RATINGS = [0, 1, 2, 3, 4]
FIELDS = ["id", "situation", "contact", "reply", "moves", "slips", "rating"]
MIN_WORDS, MAX_WORDS = 3, 70
ASKS = {m for m in MOVES if m.startswith("ask-")} | {"use-name"}


def check_record(rec):
    """Return (errors, warnings) for one parsed line."""
    if not isinstance(rec, dict):
        return ["not a JSON object"], []
    errors, warnings = [], []
    for field in FIELDS:
        if field not in rec:
            errors.append(f"no {field!r}")
    for field in rec:
        if field not in FIELDS:
            errors.append(f"unknown field {field!r}")

    for field in ("id", "situation", "contact", "reply"):
        value = rec.get(field)
        if field not in rec:
            continue
        if not isinstance(value, str) or not value.strip():
            errors.append(f"{field!r} is not a non-empty string")
        elif value != value.strip() or "\n" in value or "\r" in value:
            errors.append(f"{field!r} has a line break or outer space")
    if isinstance(rec.get("situation"), str) and rec["situation"] not in SITUATIONS:
        errors.append(f"unknown situation {rec['situation']!r}")

    for field, known in (("moves", MOVES), ("slips", SLIPS)):
        value = rec.get(field)
        if field not in rec:
            continue
        if not isinstance(value, list):
            errors.append(f"{field!r} is not a list")
            continue
        for label in value:
            if label not in known:
                errors.append(f"unknown label {label!r} in {field!r}")
        if len(value) != len({json.dumps(v) for v in value}):
            errors.append(f"a label is repeated in {field!r}")

    if "rating" in rec and (type(rec["rating"]) is not int or rec["rating"] not in RATINGS):
        errors.append(f"rating {rec['rating']!r} is not an integer 0..4")
    if errors:
        return errors, warnings

    words = len(rec["reply"].split())
    if not MIN_WORDS <= words <= MAX_WORDS:
        warnings.append(f"reply has {words} words (expected {MIN_WORDS}..{MAX_WORDS})")
    if re.search(r'["\u201c\u201d*#<>\[\]()_]', rec["reply"]):
        warnings.append("reply holds a quote, mark-up or a stage direction")
    if "gives-up" in rec["slips"] and ASKS & set(rec["moves"]):
        warnings.append("gives-up, yet the reply asks something")
    if rec["slips"] and rec["rating"] == 4:
        warnings.append("rated 4 with a slip")
    if rec["rating"] >= 3 and not rec["moves"]:
        warnings.append("rated 3 or 4 with no move")
    return errors, warnings


def check_file(path):
    """Print the findings and counts for one file; return the number of errors."""
    errors, warnings, records = [], [], []
    seen_id, seen_reply = {}, {}
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        print(f"{path}: {exc}")
        return 1
    if text.startswith("\ufeff"):
        errors.append("line 1: byte order mark")
        text = text[1:]
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()  # the newline that ends the last line
    if not lines:
        errors.append("no lines")
    for number, line in enumerate(lines, 1):
        try:
            rec = json.loads(line)
        except ValueError as exc:
            errors.append(f"line {number}: not JSON ({exc})")
            continue
        bad, odd = check_record(rec)
        where = f"line {number}"
        if isinstance(rec, dict) and isinstance(rec.get("id"), str):
            where += f" ({rec['id']})"
            if rec["id"] in seen_id:
                bad.append(f"id also on line {seen_id[rec['id']]}")
            seen_id.setdefault(rec["id"], number)
        errors += [f"{where}: {b}" for b in bad]
        warnings += [f"{where}: {o}" for o in odd]
        if bad:
            continue
        key = " ".join(re.findall(r"\w+", rec["reply"].lower()))
        if key in seen_reply:
            warnings.append(f"{where}: same reply as line {seen_reply[key]}")
        seen_reply.setdefault(key, number)
        records.append(rec)

    print(
        f"{path}: {len(records)} good records of {len(lines)} lines, "
        f"{len(errors)} errors, {len(warnings)} warnings"
    )
    for message in errors:
        print(f"  error: {message}")
    for message in warnings:
        print(f"  warning: {message}")
    if records:
        report(records)
    return len(errors)


def report(records):
    count = collections.Counter
    by_situation = count(r["situation"] for r in records)
    cell = count((r["situation"], r["rating"]) for r in records)
    contacts = {s: len({r["contact"] for r in records if r["situation"] == s}) for s in SITUATIONS}
    print(
        f"\n  {'situation':<18}{'all':>5}   "
        + "".join(f"{'r' + str(n):>4}" for n in RATINGS)
        + f"{'contact lines':>16}"
    )
    for s in SITUATIONS:
        print(
            f"  {s:<18}{by_situation[s]:>5}   "
            + "".join(f"{cell[s, n]:>4}" for n in RATINGS)
            + f"{contacts[s]:>16}"
        )
    total = count(r["rating"] for r in records)
    print(f"  {'all':<18}{len(records):>5}   " + "".join(f"{total[n]:>4}" for n in RATINGS))

    for title, field, known in (("move", "moves", MOVES), ("slip", "slips", SLIPS)):
        n = count(label for r in records for label in r[field])
        none = sum(not r[field] for r in records)
        print(f"\n  {title:<18}{'all':>5}   mean rating")
        for label in known:
            rated = [r["rating"] for r in records if label in r[field]]
            mean = f"{sum(rated) / len(rated):.1f}" if rated else "-"
            print(f"  {label:<18}{n[label]:>5}{mean:>9}")
        print(f"  {'(none)':<18}{none:>5}")

    lengths = sorted(len(r["reply"].split()) for r in records)
    print(f"\n  reply words: {lengths[0]} to {lengths[-1]}, median {lengths[len(lengths) // 2]}")
    for n in RATINGS:
        part = [len(r["reply"].split()) for r in records if r["rating"] == n]
        if part:
            print(f"    rating {n}: mean {sum(part) / len(part):.0f}")


def readme_differs(folder):
    """Warn when the labels above and the tables in README.md are not the same."""
    readme = folder / "README.md"
    if readme.is_file():
        listed = set(re.findall(r"^\|\s*`([a-z-]+)`\s*\|", readme.read_text("utf-8"), re.M))
        differ = listed ^ set(SITUATIONS + MOVES + SLIPS + FIELDS)
        if differ:
            print(f"warning: README.md and check.py differ on: {', '.join(sorted(differ))}")


def main(argv):
    here = pathlib.Path(__file__).resolve().parent
    readme_differs(here)
    paths = [pathlib.Path(a) for a in argv] or [here / "dev.jsonl"]
    return 1 if sum(check_file(p) for p in paths) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
