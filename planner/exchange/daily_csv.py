"""Plans as a list: a row a workout, each with a date or a day number.

Header names are matched freely (``Date``, ``Day``, ``Week``; ``Distance (km)``, ``km``; ``Notes``). What a row leaves
out is read from its title's words, as with any other plan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.exchange.csvtext import UNITS, Row, bare_number, name_of, read_rows
from planner.exchange.drafts import LONGEST_PLAN_DAYS, Draft, Heading, assemble, counted, listed
from planner.exchange.measurewords import distance_in, duration_in, plain
from planner.text import clean_line, clean_note
from planner.training.measures import quoted, read_date, read_distance, read_duration, read_rpe
from planner.training.plans import RunPlan
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEKDAY_KEYS
from planner.training.workouts import Effort, RunKind, Slot, Sport, StrengthKind

_NAMES: Final = {
    "date": {"date"},
    "day": {"day", "day number", "day no"},
    "week": {"week", "wk", "week number", "week no"},
    "slot": {"slot", "am/pm", "half", "half of day", "time of day"},
    "sport": {"sport"},
    "kind": {"kind", "type", "run type", "workout type"},
    "title": {"title", "workout", "name", "session"},
    "distance": {"distance", "dist", "km", "mi", "miles", "metres", "meters", "planned distance"},
    "unit": {"unit", "units"},
    "duration": {"duration", "time", "minutes", "min", "seconds", "planned duration"},
    "rpe": {"rpe"},
    "note": {"note", "notes", "comment", "comments", "details", "description"},
}
_ACTIVITY_NAMES: Final = {
    "activity type",
    "activity id",
    "activity date",
    "avg hr",
    "max hr",
    "elapsed time",
    "favorite",
}
_UNIT_IN_NAME = re.compile(r"(?P<name>[a-z ]+?)\s*[( ]\s*(?P<unit>km|mi|miles|m|metres|min|minutes|s|seconds)\s*\)?")
_METRES: Final = {"m", "metres", "meters"}
_DAY_NUMBER = re.compile(r"(?:day\s*)?([0-9]{1,4})", re.IGNORECASE)


def is_daily(header: Row) -> bool:
    """Whether a header row is that of a list of days: a date or a day, and what is done on it."""
    columns = _columns(header)
    return bool(columns.keys() & {"date", "day"}) and bool(
        columns.keys() & {"title", "distance", "kind", "duration", "note"}
    )


def is_activity_list(header: Row) -> bool:
    """Whether a header row is that of a watch maker's or Strava's list of past activities."""
    return len({_plain_name(cell)[0] for cell in header.cells} & _ACTIVITY_NAMES) >= 2


def read_daily_csv(text: str, file: str) -> RunPlan:
    """The plan of a list of days.

    Args:
        text: The decoded file.
        file: What it is called, for a refusal; the plan takes its name from it.

    Raises:
        RefusedError: With the line, the column and the value that is wrong.
    """
    header, *days = read_rows(text, file)
    if not is_daily(header):
        raise RefusedError(f"{file}: the first row names no day or date and no workout, so this is no list of days.")
    return _Listing(file, header, days).plan()


def _plain_name(cell: str) -> tuple[str, str]:
    """A header's name in plain words, and the unit in it, if any: ``distance_km`` gives ``distance`` and ``km``."""
    name = plain(cell.replace("_", " "))
    match = _UNIT_IN_NAME.fullmatch(name)
    return (match["name"], match["unit"]) if match is not None else (name, "")


def _columns(header: Row) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, cell in enumerate(header.cells):
        name, _ = _plain_name(cell)
        for field, names in _NAMES.items():
            if name in names:
                columns.setdefault(field, column)
    return columns


@dataclass(slots=True)
class _Listing:
    """The rows of one file, read by the names of its header."""

    file: str
    header: Row
    rows: Sequence[Row]

    def plan(self) -> RunPlan:
        columns = _columns(self.header)
        if "title" not in columns and "note" in columns:
            columns["title"] = columns.pop("note")
        unit, unit_remark = self._unit(columns)
        numbers, day_remark = self._days(columns)
        drafts = [self._draft(row, columns, day, unit) for row, day in zip(self.rows, numbers, strict=True)]
        length = max(numbers, default=-1) + 1
        remarks = [remark for remark in (day_remark, unit_remark) if remark]
        missing = length - len(set(numbers))
        if missing > 0:
            verb = "has" if missing == 1 else "have"
            remarks.append(
                f"{counted(missing, 'day')} {verb} no row and {'is' if missing == 1 else 'are'} taken as rest."
            )
        extra = [
            clean_line(cell, 40) for column, cell in enumerate(self.header.cells) if column not in columns.values()
        ]
        extra = [cell for cell in extra if cell]
        if extra:
            remarks.append(f"Columns that are not used: {listed(extra)}.")
        heading = Heading(name=name_of(self.file), unit=unit, has_race=False)
        return assemble(self.file, heading, drafts, length, remarks)

    def _where(self, row: Row, columns: dict[str, int], field: str) -> str:
        return f"{self.file}: line {row.line}: {clean_line(self.header.cell(columns[field]), 40)}"

    def _cell(self, row: Row, columns: dict[str, int], field: str) -> str:
        return row.cell(columns[field]) if field in columns else ""

    def _unit(self, columns: dict[str, int]) -> tuple[Unit, str]:
        """The plan's unit: of its unit column, of its header, of its first distance that names one; else kilometres."""
        if "unit" in columns:
            for row in self.rows:
                if self._cell(row, columns, "unit"):
                    return self._unit_of(row, columns), ""
        if "distance" not in columns:
            return Unit.KM, ""
        cell = self.header.cell(columns["distance"])
        name, in_name = _plain_name(cell)
        if name in _METRES or in_name in _METRES:
            return Unit.KM, ""
        if (in_name or name) in UNITS:
            return UNITS[in_name or name], ""
        distances = [plain(self._cell(row, columns, "distance")) for row in self.rows]
        named = next((text for text in distances if text[-1:].isalpha()), "")
        if named:
            return (Unit.MI if re.search(r"mi(?:les?)?$", named) else Unit.KM), ""
        return Unit.KM, "The file names no unit of distance; kilometres are assumed." if any(distances) else ""

    def _unit_of(self, row: Row, columns: dict[str, int]) -> Unit:
        text = self._cell(row, columns, "unit")
        if text.lower() not in UNITS:
            raise RefusedError(f"{self._where(row, columns, 'unit')} {quoted(text)} must be km or miles.")
        return UNITS[text.lower()]

    def _days(self, columns: dict[str, int]) -> tuple[list[int], str]:
        """The day of each row, from 0, and what to say of it."""
        if "date" in columns:
            dates = [
                read_date(self._cell(row, columns, "date"), self._where(row, columns, "date")) for row in self.rows
            ]
            first, last = min(dates, default=dt.date.min), max(dates, default=dt.date.min)
            if (last - first).days >= LONGEST_PLAN_DAYS:
                raise RefusedError(f"{self.file}: the dates {first} to {last} are more than 3 years.")
            remark = f"The dates {first} to {last} are read as days 1 to {(last - first).days + 1}." if dates else ""
            return [(date - first).days for date in dates], remark
        if "week" in columns:
            return [self._day_of_week(row, columns) for row in self.rows], ""
        days = [self._number(row, columns, "day") for row in self.rows]
        start = 0 if 0 in days else 1
        return [day - start for day in days], ""

    def _day_of_week(self, row: Row, columns: dict[str, int]) -> int:
        week = self._number(row, columns, "week")
        text = self._cell(row, columns, "day").lower()
        day = WEEKDAY_KEYS.index(text[:3]) + 1 if text[:3] in WEEKDAY_KEYS else self._number(row, columns, "day")
        if week < 1 or not 1 <= day <= 7:
            raise RefusedError(f"{self._where(row, columns, 'day')} {quoted(text)} must be a weekday or 1 to 7.")
        return (week - 1) * 7 + day - 1

    def _number(self, row: Row, columns: dict[str, int], field: str) -> int:
        text = self._cell(row, columns, field)
        match = _DAY_NUMBER.fullmatch(text)
        if match is None or int(match[1]) > LONGEST_PLAN_DAYS:
            raise RefusedError(f"{self._where(row, columns, field)} {quoted(text)} is not a day of the plan.")
        return int(match[1])

    def _draft(self, row: Row, columns: dict[str, int], day: int, unit: Unit) -> Draft:
        title = clean_line(self._cell(row, columns, "title"))
        sport, kind, in_words = self._sport_and_kind(row, columns)
        return Draft(
            day=day,
            title=title or clean_line(in_words or (kind or "").replace("_", " ").capitalize()),
            words=clean_note(f"{in_words}: {title}" if in_words and title else in_words or title),
            slot=self._slot(row, columns),
            planned=self._planned(row, columns, unit, plain(title)),
            note=clean_note(self._cell(row, columns, "note")),
            sport=sport,
            kind=kind,
        )

    def _slot(self, row: Row, columns: dict[str, int]) -> Slot | None:
        text = self._cell(row, columns, "slot").lower()
        if text not in {"", "am", "pm"}:
            raise RefusedError(f"{self._where(row, columns, 'slot')} {quoted(text)} must be am or pm.")
        return Slot(text) if text else None

    def _sport_and_kind(self, row: Row, columns: dict[str, int]) -> tuple[Sport | None, str | None, str]:
        """The row's sport and kind, and the words of a column of types that name neither by our names."""
        sport_text = self._cell(row, columns, "sport").lower()
        kind_text = re.sub(r"[\s-]+", "_", self._cell(row, columns, "kind").lower())
        if sport_text and sport_text not in set(Sport):
            raise RefusedError(
                f"{self._where(row, columns, 'sport')} {quoted(sport_text)} is no sport; {_one_of(Sport)}."
            )
        sport = Sport(sport_text) if sport_text else None
        if not kind_text:
            return sport, None, ""
        if sport is None and kind_text in set(Sport):
            return Sport(kind_text), None, ""
        kinds = StrengthKind if sport is Sport.STRENGTH or kind_text in set(StrengthKind) else RunKind
        of = Sport.STRENGTH if kinds is StrengthKind else Sport.RUN
        if kind_text not in set(kinds) and _plain_name(self.header.cell(columns["kind"]))[0] != "kind":
            return sport, None, self._cell(row, columns, "kind")
        if kind_text not in set(kinds) or sport not in {None, of}:
            raise RefusedError(f"{self._where(row, columns, 'kind')} {quoted(kind_text)} is no kind; {_one_of(kinds)}.")
        return of, kind_text, ""

    def _planned(self, row: Row, columns: dict[str, int], unit: Unit, words: str) -> Effort:
        """The row's figures; without a distance and a duration, what its title's words say."""
        distance = duration = rpe = None
        text = self._cell(row, columns, "distance")
        if text and bare_number(text) != 0:
            own = self._unit_of(row, columns) if self._cell(row, columns, "unit") else unit
            name, in_name = _plain_name(self.header.cell(columns["distance"]))
            bare_metres = (name in _METRES or in_name in _METRES) and bare_number(text) is not None
            distance = read_distance(f"{text} m" if bare_metres else text, self._where(row, columns, "distance"), own)
        text = self._cell(row, columns, "duration")
        if text and bare_number(text) != 0:
            name, in_name = _plain_name(self.header.cell(columns["duration"]))
            seconds = "seconds" in name or in_name in {"s", "seconds"}
            bare_seconds = seconds and bare_number(text) is not None
            duration = read_duration(f"{text} s" if bare_seconds else text, self._where(row, columns, "duration"))
        text = self._cell(row, columns, "rpe")
        if text:
            rpe = read_rpe(text, self._where(row, columns, "rpe"))
        if distance is None and duration is None:
            said, lasting = distance_in(words), duration_in(words)
            distance = round(said.high, 3) if said is not None else None
            duration = round(lasting.high) if said is None and lasting is not None else None
        return Effort(distance, duration, rpe)


def _one_of(kinds: type[Sport | RunKind | StrengthKind]) -> str:
    return f"write one of {', '.join(kinds)}"
