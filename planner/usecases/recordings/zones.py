"""The runner's time zone: a server's clock is not the runner's, and most files of watches say UTC alone.

What needs the zones of the world is loaded late; the clock asks `planner.usecases.recordings.stored_zone` for the name.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.invocation import program
from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook, file_stamp

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    import sqlite3

    from planner.training.recordings import Recording

_NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class RunnerZone:
    """A time zone that local times are read in.

    Attributes:
        name: Its name, such as ``Europe/Berlin``.
        zone: Its rules.
        is_stored: Whether the runner has it set; else it is that of the machine.
    """

    name: str
    zone: dt.tzinfo
    is_stored: bool


def zone_of(book: Planbook) -> RunnerZone:
    """Return the runner's time zone; that of the machine where none is set, or where there is no file yet.

    Raises:
        RefusedError: The file cannot be read, or has a zone that this machine does not know.
    """
    from planner.store import quick

    name = quick.read_zone(book.path) if file_stamp(book.path) else None
    return RunnerZone(name, find_zone(name), True) if name is not None else machine_zone()


def machine_zone() -> RunnerZone:
    """Return the time zone of this machine, or of this session where ``TZ`` names one; UTC where it has none."""
    import tzlocal

    try:
        zone = tzlocal.reload_localzone()  # `get_localzone` keeps the first answer for good
        return RunnerZone(zone.key, find_zone(zone.key), False)
    except (RefusedError, KeyError, ValueError, OSError):  # a clock without a zone, or files that may not be read
        return RunnerZone("Etc/UTC", dt.UTC, False)


def find_zone(name: str) -> dt.tzinfo:
    """Return the time zone of a name, such as ``Europe/Berlin``.

    Raises:
        RefusedError: There is no such zone.
    """
    import zoneinfo

    shown = clean_line(name, _NAME_LIMIT)
    try:
        return zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise RefusedError(_unknown_zone_text(shown, zoneinfo.available_timezones())) from None


def parse_zone(text: str) -> str:
    """Return the name of a time zone as it is spelled, whatever the capitals it was typed in.

    Raises:
        RefusedError: There is no such zone.
    """
    import zoneinfo

    typed = clean_line(text, _NAME_LIMIT)
    key = typed.replace(" ", "_").casefold()
    known = zoneinfo.available_timezones()
    found: str | None = next((name for name in known if name.casefold() == key), None)
    if found is None:
        raise RefusedError(_unknown_zone_text(typed, known))
    return found


def _unknown_zone_text(typed: str, known: Iterable[str]) -> str:
    """Return the sentence for a name that is no zone: with the nearest, or those that end like it (``berlin``)."""
    from difflib import get_close_matches

    by_key = {name.casefold(): name for name in known}
    key = typed.replace(" ", "_").casefold()
    near = [name for name in by_key if name.rpartition("/")[2] == key] or get_close_matches(key, by_key, n=1)
    hint = f"; did you mean {by_key[min(near)]}?" if near else ", as in Europe/Berlin."
    return f'zone must be the name of a time zone, not "{typed}"{hint}'


def local_times(
    start_utc: dt.datetime | None, local_start: dt.datetime | None, offset_s: int | None, zone: dt.tzinfo
) -> tuple[dt.datetime, dt.datetime, int | None]:
    """Return the start of a recording in UTC, by the local clock, and its offset in seconds, from what a file says.

    Args:
        start_utc: The start in UTC, or None.
        local_start: The start by the local clock, without a zone, or None. One of the two is given.
        offset_s: Seconds ahead of UTC that the file says, or None.
        zone: The runner's time zone.

    Returns:
        The offset is None where the runner's zone decides. A file that has local times alone is not one of those: its
        local time is what is known, so that it keeps the offset of today's zone for good.
    """
    from planner.training.recordings import credible_offset_s

    if start_utc is None:
        if local_start is None:
            raise ValueError("A recording has a start.")
        aware = local_start.replace(
            tzinfo=dt.timezone(dt.timedelta(seconds=offset_s)) if offset_s is not None else zone
        )
        ahead = aware.utcoffset() or dt.timedelta()
        return aware.astimezone(dt.UTC), local_start, credible_offset_s(ahead.total_seconds())
    if offset_s is not None:
        return start_utc, (start_utc + dt.timedelta(seconds=offset_s)).replace(tzinfo=None), offset_s
    return start_utc, start_utc.astimezone(zone).replace(tzinfo=None), None


@dataclass(frozen=True, slots=True)
class ZoneDifference:
    """The time zones of a terminal and of the runner, where they have different clocks now.

    Attributes:
        terminal: The name of the terminal's.
        runner: The name of the runner's.
    """

    terminal: str
    runner: str

    @property
    def key(self) -> str:
        """Both names, by which it is remembered that it was said."""
        return f"{self.terminal} {self.runner}"

    @property
    def sentence(self) -> str:
        """What differs, and how to change it; short enough for one line of a terminal."""
        return f"Terminal in {self.terminal}, plan in {self.runner}: {program()} set zone changes that."


def find_zone_difference(book: Planbook) -> ZoneDifference | None:
    """Return how a session over SSH differs from the runner's time zone; None where their clocks agree now.

    Raises:
        RefusedError: The file cannot be read, or has a zone that this machine does not know.
    """
    named = os.environ.get("TZ", "")
    if not named or not os.environ.get("SSH_CONNECTION"):
        return None
    runner, here = zone_of(book), machine_zone()
    now = book.clock.now()
    if not runner.is_stored or now.astimezone(runner.zone).utcoffset() == now.astimezone(here.zone).utcoffset():
        return None
    return ZoneDifference(clean_line(here.name, _NAME_LIMIT), clean_line(runner.name, _NAME_LIMIT))


def remember_machine_zone(book: Planbook) -> str:
    """Store the time zone of this machine in a file that was just made; that is no operation that can be undone.

    Returns:
        The sentence that says so.

    Raises:
        RefusedError: The file cannot be written.
    """
    from planner.store import connections, journal

    name = machine_zone().name
    with (
        connections.write_transaction(book.path, is_operation=False) as connection,
        journal.unrecorded(connection),
    ):
        store_zone(connection, name)
    return f"Your time zone is {clean_line(name, _NAME_LIMIT)}: {program()} set zone changes it."


def store_zone(connection: sqlite3.Connection, name: str | None) -> None:
    """Write the runner's time zone, within an open transaction."""
    connection.execute("UPDATE athlete SET zone = ?, version = version + 1 WHERE zone IS NOT ?", (name, name))


def change_zone(book: Planbook, name: str | None, *, is_dry_run: bool = False) -> str:
    """Set the runner's time zone, and put the recordings that it decides on their local days, as one operation.

    Args:
        book: The planbook.
        name: The name of the zone, as `parse_zone` returns it; None for that of the machine.
        is_dry_run: Whether it is only worked out.

    Returns:
        A sentence that says which recordings have another day or time now; empty where none has.

    Raises:
        RefusedError: There is no such zone, or the file cannot be written; nothing was changed.
    """
    from planner.store import journal, recording_table
    from planner.usecases.recordings.match_days import match_after

    zone = machine_zone().zone if name is None else find_zone(name)
    operation = f"set zone: {name or 'unknown'}"
    with journal.record_operation(book.path, operation, book.clock.now(), is_dry_run=is_dry_run) as connection:
        store_zone(connection, name)
        moved = [_in_zone(recording, zone) for recording in recording_table.read_recordings_without_offset(connection)]
        pairs = [(was, now) for was, now in moved if was.local_start != now.local_start]
        for _, now in pairs:
            recording_table.replace_recording(connection, book.path, now)
        days = {day for was, now in pairs for day in (was.date, now.date)}
        match_after(connection, book, days)
    if not pairs:
        return ""
    others = sum(was.date != now.date for was, now in pairs)
    count = "1 recording has" if len(pairs) == 1 else f"{len(pairs)} recordings have"
    on_days = f", {others} of them another day" if others else ""
    return f"{count} another local time now{on_days}."


def _in_zone(recording: Recording, zone: dt.tzinfo) -> tuple[Recording, Recording]:
    local = recording.start_utc.astimezone(zone).replace(tzinfo=None)
    return recording, replace(recording, local_start=local)
