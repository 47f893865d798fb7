"""Words for dates, read the same way by every command, sheet and form.

What a word means depends on today, on where the command looks, and on the day that it counts from; a `DateReader` knows
these. This module reads the common words. `planner.training.date_phrases` reads the rarer ones, such as ``18 feb``,
``next week`` and ``3 days ago``, and `planner.training.block_dates` those of a training block, such as ``race``; they
are loaded only when one of them is typed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.training.date_context import DateContext, Look
from planner.training.formatting import format_day, format_day_and_year
from planner.training.measures import YEARS, parse_date, quoted
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK, next_weekday, parse_weekday

_RELATIVE_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_ISO_LENGTH = len("2027-01-05")


class DateReader(DateContext):
    """Reads words for dates as one command means them.

    ``2027-02-14``, ``2027-2-14``, ``14.2.2027``, ``14 feb 2027``, ``Sun 14 Feb 2027``: that day. Without a year
    (``14.2.``, ``14 feb``, ``Sun 14 Feb``, ``19/2`` where only one reading is a date) it is the first that lies no more
    than three months (92 days) back: on 6 January ``18 dec`` is last month's and ``18 feb`` next month's. A weekday
    that does not fit its date is refused. ``2027-02``, ``feb 2027``, ``feb``: the first of that month. ``2027-W07``,
    ``W7``: the Monday of an ISO week; ``2027-W07-4`` a day of one, ``2027-049`` a day of a year.

    ``yesterday``, ``today``, ``tomorrow``, ``day after tomorrow``, ``in 3 weeks``, ``3 days ago``: counted from today.
    ``+3``, ``-1``, ``+2w``, ``-1m``: counted from `origin`. ``eom``: the last day of this month.

    ``fri``: as `look` says. ``this fri``, ``next fri``, ``last fri``: of this week, of next week, of last week.
    ``this week``, ``next week``, ``last week``: its first day; likewise of a month.

    ``race``: the next goal race, also if it is today. ``start``, ``end``, ``week 7``: the first day, the last day and
    the first day of week 7 of the current block; between blocks of the next one, after all blocks of the last.
    """

    __slots__ = ()

    def counting_from(self, day: dt.date) -> DateReader:
        """Return a reader for which ``+3`` counts from a day, and a weekday is what it was."""
        return replace(self, origin=day)

    def of_workout(self, day: dt.date) -> DateReader:
        """Return a reader for a word after a workout: ``+3`` counts from its day, a weekday is that of its week."""
        is_back = self.look in (Look.BACK, Look.OWN_WEEK_OR_BACK)
        return replace(self, origin=day, look=Look.OWN_WEEK_OR_BACK if is_back else Look.OWN_WEEK_OR_AHEAD)

    def onward_from(self, first: dt.date) -> DateReader:
        """Return a reader for the last day of a span: it is the first such day from the span's first day on."""
        return replace(self, origin=first, look=Look.ONWARD)

    def read(self, text: str, field: str = "date") -> dt.date:
        """Return the day that a text means.

        Args:
            text: What was typed.
            field: What the day is, for the refusal.

        Raises:
            RefusedError: The text has none of the forms, could be two days, is no day of the calendar, is outside 1970
                to 2199, or there is no such race, block or week.
        """
        word = " ".join(text.lower().split())
        if word in _RELATIVE_DAYS:
            return self.today + DAY * _RELATIVE_DAYS[word]
        if len(word) == _ISO_LENGTH and word.replace("-", "").isdecimal() and word.count("-") == 2:
            return parse_date(word, field)
        weekday = parse_weekday(word)
        day = self._read_rarer(word, f"{field} {quoted(text)}") if weekday is None else self._bare_weekday(weekday)
        if day is None:
            raise RefusedError(f"{field} {quoted(text)} is no date; {self._examples()}.")
        if day.year not in YEARS:
            raise RefusedError(f"{field} {quoted(text)} must lie in the years {YEARS[0]} to {YEARS[-1]}.")
        return day

    def read_span(
        self, first_text: str, last_text: str, fields: tuple[str, str] = ("date", "date")
    ) -> tuple[dt.date, dt.date]:
        """Return the first and the last day of a span; the last one is the first such day from the first on.

        Where the command looks back, a weekday that begins the span is that of this week: ``mon..fri`` is this week.

        Raises:
            RefusedError: A text is no date, or the last day is before the first.
        """
        weekday = parse_weekday(first_text.strip()) if self.look is Look.BACK else None
        first = self.read(first_text, fields[0]) if weekday is None else self.weekday_of_week(self.today, weekday)
        last = self.onward_from(first).read(last_text, fields[1])
        if last < first:
            raise RefusedError(
                f"{fields[1]} {quoted(last_text)} is {format_day_and_year(last)}, before {format_day_and_year(first)}, "
                "on which it begins."
            )
        return first, last

    def read_pair(
        self, first_text: str, second_text: str, fields: tuple[str, str] = ("date", "date")
    ) -> tuple[dt.date, dt.date]:
        """Return two days that go together; two weekdays are those of the first week in which neither is past.

        After another first day ``+3`` counts from that day.

        Raises:
            RefusedError: A text is no date.
        """
        first_weekday, second_weekday = parse_weekday(first_text.strip()), parse_weekday(second_text.strip())
        if first_weekday is None or second_weekday is None:
            first = self.read(first_text, fields[0])
            return first, self.counting_from(first).read(second_text, fields[1])
        days = (
            self.weekday_of_week(self.today, first_weekday),
            self.weekday_of_week(self.today, second_weekday),
        )
        return days if min(days) >= self.today else (days[0] + WEEK, days[1] + WEEK)

    def _bare_weekday(self, weekday: int) -> dt.date:
        if self.look is Look.ONWARD:
            return next_weekday(self.counted_from, weekday)
        ahead, back = next_weekday(self.today, weekday), next_weekday(self.today - WEEK + DAY, weekday)
        if self.look in (Look.AHEAD, Look.BACK):
            return ahead if self.look is Look.AHEAD else back
        own = self.weekday_of_week(self.counted_from, weekday)
        return max(own, ahead) if self.look is Look.OWN_WEEK_OR_AHEAD else min(own, back)

    def _read_rarer(self, word: str, field_and_text: str) -> dt.date | None:
        from planner.training.block_dates import read_block_word
        from planner.training.date_phrases import read_date_phrase

        day = read_block_word(self, word)
        return read_date_phrase(self, word, field_and_text) if day is None else day

    def _examples(self) -> str:
        """Return some words that can be read here, and what they would mean."""
        fixed = f"say it as {self.today}, 18 feb, fri, or"
        if self.origin is not None:
            return f"{fixed} +1 for the day after {format_day(self.origin)}"
        if self.step == WEEK:
            return f"{fixed} +1 for next week"
        if self.look is Look.BACK:
            return f"{fixed} -1 for yesterday"
        return f"{fixed} +3 for three days from today"
