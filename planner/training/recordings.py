"""What a watch or an app recorded of a workout, as plain values: what a file says, and what is stored of it.

A recording is no workout: it is linked to one, or to none, and changes neither the plan nor what the runner typed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from planner.training.workouts import Sport

MAX_OFFSET_S = 14 * 3600
"""An offset from UTC of more seconds is no credible one."""
OFFSET_STEP_S = 15 * 60
"""Time zones differ by whole quarters of an hour."""
FIRST_BELIEVED_YEAR = 2000
"""A watch whose clock was never set says 1989 or 1990; GPS clocks that rolled over say 1901 or 1999."""


class RecordingFormat(StrEnum):
    """The format of the file that a recording comes from, the richest first."""

    FIT = "fit"
    TCX = "tcx"
    GPX = "gpx"
    CSV = "csv"


class FileVerdict(StrEnum):
    """What became of one file of an import."""

    IMPORTED = "imported"
    ALREADY_THERE = "already there"
    DAMAGED_BUT_KEPT = "damaged but kept"
    ASKED = "asked"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ParsedActivity:
    """One activity as its file says it. An unknown figure is None, never 0.

    Attributes:
        format: The format of the file.
        sport: What it counts as: run, strength or cross.
        sport_said: Whether the file says so; an unknown sport is kept as cross until the runner answers.
        device_sport: The sport in the file's own words, such as ``running/generic``.
        start_utc: Its start in UTC; None where only a local time is known, as in Garmin's CSV.
        utc_offset_s: Seconds that the local time is ahead of UTC; None where the file has no credible offset.
        local_start: Its start by the local clock, without a zone; None where it must follow from the runner's zone.
        distance_m: Metres.
        duration_s: Seconds that the timer ran.
        moving_s: Seconds in motion.
        elapsed_s: Seconds from start to end, pauses included.
        avg_hr: Mean heart rate in beats a minute.
        ascent_m: Metres climbed.
        title: The runner's title.
        is_race: Whether it is marked as a race.
        sets: Strength sets as one line of text; empty where none were recorded.
        remarks: What of it was mended or left out, half a sentence each.
    """

    format: RecordingFormat
    sport: Sport
    sport_said: bool = True
    device_sport: str = ""
    start_utc: dt.datetime | None = None
    utc_offset_s: int | None = None
    local_start: dt.datetime | None = None
    distance_m: float | None = None
    duration_s: float | None = None
    moving_s: float | None = None
    elapsed_s: float | None = None
    avg_hr: int | None = None
    ascent_m: float | None = None
    title: str = ""
    is_race: bool = False
    sets: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file, or one member of an archive, holds.

    Attributes:
        verdict: `IMPORTED`, `DAMAGED_BUT_KEPT` or `SKIPPED`; the others are found out when it is stored.
        activities: The activities in it; empty where it is skipped. A file whose watch was never set has its activity
            here although it is skipped, without a start: it can be imported with a date.
        reason: Why it is skipped or what was mended, in one sentence; empty where all is well.
        is_plan: Whether it is a run plan, which ``planner new --from`` reads.
        needs_date: Whether it could be imported if the runner gave the date.
    """

    verdict: FileVerdict
    activities: tuple[ParsedActivity, ...] = ()
    reason: str = ""
    is_plan: bool = False
    needs_date: bool = False


class LinkMaker(StrEnum):
    """Who linked a recording to a workout."""

    AUTO = "auto"
    """The program, because it was sure."""
    INBOX = "inbox"
    """The runner, who answered a question."""
    PERSON = "person"
    """The runner, unasked."""


@dataclass(frozen=True, slots=True)
class RecordingSource:
    """A file that a recording was read from.

    Attributes:
        name: The name of the file, or of the member of an archive.
        format: Its format.
        sha256: The hash of its bytes, 64 hexadecimal digits; of a row of a table, of the row.
        part: The place of the activity among those of the file, from 0.
    """

    name: str
    format: RecordingFormat
    sha256: str
    part: int = 0


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording as it is stored.

    Attributes:
        sport: What it counts as: run, strength or cross.
        start_utc: Its start in UTC.
        local_start: Its start by the runner's clock, without a zone; its date is the day it counts for.
        sources: The files it was read from, the richest first.
        sport_said: Whether the file, or the runner, says what sport it is.
        device_sport: The sport in the file's own words.
        utc_offset_s: Seconds ahead of UTC that the file says; None where the runner's zone decides.
        distance_m: Metres.
        duration_s: Seconds that the timer ran.
        moving_s: Seconds in motion.
        elapsed_s: Seconds from start to end, pauses included.
        avg_hr: Mean heart rate in beats a minute.
        ascent_m: Metres climbed.
        title: The runner's title.
        is_race: Whether it is marked as a race.
        sets: Strength sets as one line of text.
        remarks: What of it was mended or left out.
        double_of: The number of the recording that it is perhaps the same as; it counts nowhere until that is answered.
        settled: Whether the runner has said that it belongs to no plan, or has merged or parted it.
        id: Its number; 0 before it is stored.
        version: Counts changes; 0 before it is stored.
    """

    sport: Sport
    start_utc: dt.datetime
    local_start: dt.datetime
    sources: tuple[RecordingSource, ...] = ()
    sport_said: bool = True
    device_sport: str = ""
    utc_offset_s: int | None = None
    distance_m: float | None = None
    duration_s: float | None = None
    moving_s: float | None = None
    elapsed_s: float | None = None
    avg_hr: int | None = None
    ascent_m: float | None = None
    title: str = ""
    is_race: bool = False
    sets: str = ""
    remarks: str = ""
    double_of: int | None = None
    settled: bool = False
    id: int = 0
    version: int = 0

    @property
    def date(self) -> dt.date:
        """The local date of its start."""
        return self.local_start.date()

    @property
    def counts(self) -> bool:
        """Whether it counts in totals: its sport is known, and it is no possible double."""
        return self.sport_said and self.double_of is None


@dataclass(frozen=True, slots=True)
class RecordingLink:
    """A recording that belongs to a workout.

    Attributes:
        item_id: The workout.
        recording_id: The recording.
        made_by: Who linked it.
        cost: What the pair costs by the rules of matching; None for a person's.
        margin: How much dearer the next best is; None for a person's.
        words: Why, in one sentence.
        before: What was recorded of the workout before its first link, as JSON, for the way back; None on its others.
        id: Its number; 0 before it is stored.
        version: Counts changes; 0 before it is stored.
    """

    item_id: int
    recording_id: int
    made_by: LinkMaker
    cost: int | None = None
    margin: int | None = None
    words: str = ""
    before: str | None = None
    id: int = 0
    version: int = 0


def credible_offset_s(seconds: float | None) -> int | None:
    """Return an offset from UTC in whole seconds if it is credible: at most 14 h, whole quarters; else None.

    Watches store local times a few seconds off, so the offset is rounded to the nearest quarter within 90 s.
    """
    if seconds is None:
        return None
    rounded = round(seconds / OFFSET_STEP_S) * OFFSET_STEP_S
    return rounded if abs(rounded - seconds) <= 90 and abs(rounded) <= MAX_OFFSET_S else None


MAX_AHEAD = dt.timedelta(days=2)
"""A watch that says a later time than this from now has a wrong clock."""
MAX_AHEAD_OF_LIST = dt.timedelta(days=366)
"""The rows of a list have dates that people may have set by hand: up to a year ahead they are taken, with a remark."""


def is_believed(start: dt.datetime, now: dt.datetime, ahead: dt.timedelta = MAX_AHEAD) -> bool:
    """Return whether the start of a recording can be true: not before 2000, and not too far ahead.

    Args:
        start: The start; without a zone it is compared as if in UTC.
        now: The present instant.
        ahead: How far ahead of now it may be.
    """
    return start.year >= FIRST_BELIEVED_YEAR and _in_utc(start) <= now + ahead


def ahead_remark(start: dt.datetime, now: dt.datetime) -> str:
    """Return the remark on a recording whose start lies ahead; empty for any other."""
    return "its date lies ahead" if _in_utc(start) > now + MAX_AHEAD else ""


def _in_utc(start: dt.datetime) -> dt.datetime:
    return start if start.tzinfo is not None else start.replace(tzinfo=dt.UTC)
