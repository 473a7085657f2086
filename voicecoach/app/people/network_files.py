"""People and real calls as files: CSV both ways, a calendar out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from voicecoach.app.parts.new_file import write_new
from voicecoach.app.people.network import Network
from voicecoach.errors import DataFileError
from voicecoach.plan import calendar, spreadsheet

OTHERS = (
    "Other people's names, numbers and words are in it, unencrypted: keep it where nobody else "
    "looks, and delete it when you are done."
)
CALENDAR = ".ics"


@dataclass(frozen=True, slots=True)
class Counts:
    """What was taken in."""

    people: int
    calls: int


def export_people(network: Network, file: Path, *, semicolons: bool) -> int:
    """Write everybody to a new CSV file.

    Returns:
        how many.

    Raises:
        StorageError: it is there already or cannot be written.
    """
    people = network.read().people
    text = spreadsheet.to_csv(people, None, separator=";" if semicolons else ",")
    write_new(file, text.encode("utf-8"))
    return len(people)


def export_calls(network: Network, file: Path, *, semicolons: bool) -> int:
    """Write all calls with their people to a new file: ``.ics`` a calendar, else CSV.

    Returns:
        how many calls.

    Raises:
        StorageError: it is there already or cannot be written.
    """
    circle = network.read()
    if file.suffix.lower() == CALENDAR:
        planned = [call for call in circle.calls if call.open and call.due is not None]
        write_new(file, calendar.to_calendar(planned, circle.by_id, network.book, network.now))
        return len(planned)
    text = spreadsheet.to_csv(circle.people, circle.calls, separator=";" if semicolons else ",")
    write_new(file, text.encode("utf-8"))
    return len(circle.calls)


def take_in(network: Network, file: Path) -> Counts:
    """Add people and calls from a CSV file; who is there already, by id, is replaced.

    Raises:
        DataFileError: it is no such file.
        StorageError: they could not be kept.
    """
    try:
        text = file.read_bytes().decode("utf-8")
    except OSError as error:
        raise DataFileError(f"{file}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise DataFileError(f"{file}: not UTF-8 text.", "Save it as CSV UTF-8.") from None
    circle = network.read()
    taken = spreadsheet.from_csv(text, str(file), circle.people, network.book, network.now)
    network.keep(taken.people, taken.calls)
    return Counts(len(taken.people), len(taken.calls))
