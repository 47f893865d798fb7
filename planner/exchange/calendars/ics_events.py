"""The events of an ICS file, with every repetition, on the clock of the runner.

Any file is answered: what can be read is, and sentences say what cannot. A date that does not exist, a zone nobody
knows, a rule without end or a file that was cut off costs the event it is in.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.exchange.calendars.ics_lines import IcsComponent, IcsContents, IcsProperty, is_ics, split_ics
from planner.exchange.calendars.ics_times import IcsTime, ZoneFinder, parse_duration, parse_time, parse_times, to_wall
from planner.exchange.calendars.repeat_rules import MAX_OCCURRENCES, Expander, RepeatRule
from planner.text import NOTE_LIMIT, clean_line, clean_note, format_count, join_first
from planner.training.refusal import RefusedError

MAX_CALENDAR_BYTES: Final = 10_000_000
"""Called 10 MB in refusals: ten years of a busy office."""
MAX_EVENTS: Final = 50_000

_MAX_OCCURRENCES_IN_ALL = 50_000
_MAX_UID_CHARS = 500
_MAX_TEXT = 2 * NOTE_LIMIT
_MAX_ESTIMATE_S = 48 * 3600
_DAY = dt.timedelta(days=1)
_EARLIEST, _LATEST = dt.date(1900, 1, 1), dt.date(2200, 1, 1)
_COMMA = re.compile(r"(?<!\\),")
_ONLY_THE_FIRST = "Only the first of a repeated event is read, because {}"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One time that an event takes place.

    Attributes:
        uid: What its calendar knows it by; the same for all its repetitions.
        summary: Its title, one clean line.
        description: Its text.
        start: Its start on the runner's clock; midnight of its day for an all-day event.
        end: Its end on the runner's clock, not before the start; midnight after its last day for an all-day event.
        is_all_day: Whether it has days and no times.
        is_cancelled: Whether it does not take place.
        is_free: Whether the calendar shows its time as free.
        is_repeated: Whether it is one of several that a rule repeats.
        is_endless: Whether that rule has no end.
        categories: Its categories.
        estimated_duration_s: How many seconds its author expects it to take, where the calendar has a field for that.
    """

    uid: str
    summary: str
    description: str
    start: dt.datetime
    end: dt.datetime
    is_all_day: bool
    is_cancelled: bool = False
    is_free: bool = False
    is_repeated: bool = False
    is_endless: bool = False
    categories: tuple[str, ...] = ()
    estimated_duration_s: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarEvents:
    """The events of a file between two days, by their start, and what is not among them.

    Attributes:
        events: The events that touch one of the days.
        problems: What could not be read, a sentence each.
        names: The names of the file's calendars.
    """

    events: tuple[CalendarEvent, ...]
    problems: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def read_events(
    content: str | bytes, file: str, first: dt.date, last: dt.date, zone: dt.tzinfo | None = None
) -> CalendarEvents:
    """Return the events of an ICS file that touch the days from `first` to `last`.

    Args:
        content: The file, decoded or not.
        file: The name of the file, for a refusal.
        first: The first day.
        last: The last day.
        zone: The runner's time zone; None for that of this computer. A time that the file gives without a zone is that
            of the runner's clock, whatever the zone.

    Raises:
        RefusedError: The file is larger than 10 MB or is no calendar; the message is one sentence that names it.
    """
    calendar = Calendar(content, file)
    return calendar.events_between(first, last, zone)


class Calendar:
    """An ICS file taken apart, of which events can be asked for."""

    def __init__(self, content: str | bytes, file: str) -> None:
        """Take the file apart.

        Raises:
            RefusedError: As `read_events`.
        """
        if len(content) > MAX_CALENDAR_BYTES:
            raise RefusedError(f"{file} is larger than 10 MB, too large for a calendar.")
        self._is_damaged_text = False
        text = content if isinstance(content, str) else self._decode(content)
        if not is_ics(text):
            raise RefusedError(f"{file} is no calendar: it does not begin with BEGIN:VCALENDAR.")
        self._contents = split_ics(text, MAX_EVENTS)
        self._is_cut_off = text.rstrip()[-13:].upper() != "END:VCALENDAR"

    def first_days(self, is_wanted: Callable[[str], bool]) -> list[dt.date]:
        """Return the days on which events with certain titles begin, of repeated ones the first.

        Args:
            is_wanted: Whether a title is one of those; it is asked once for each title.
        """
        wanted: dict[str, bool] = {}
        days = []
        for component in self._contents.events:
            start = parse_time(component.first("DTSTART"), None)
            if start is None:
                continue
            title = _summary(component)
            if title not in wanted:
                wanted[title] = is_wanted(title)
            if wanted[title]:
                days.append(start.wall.date())
        return days

    @property
    def zone(self) -> dt.tzinfo | None:
        """The time zone that the calendar is kept in, as far as it says so."""
        return ZoneFinder((), Expander()).find(self._contents.zone_name) if self._contents.zone_name else None

    def events_between(
        self, first: dt.date, last: dt.date, zone: dt.tzinfo | None = None, *, keeps_written_times: bool = False
    ) -> CalendarEvents:
        """Return the events that touch the days from `first` to `last`; `read_events` says more.

        Args:
            first: The first day.
            last: The last day.
            zone: The runner's time zone; None for that of this computer.
            keeps_written_times: Whether a time stays on the clock that its author wrote it for (``TZID``); a run that
                is planned for six in Denver is a run at six. Times of UTC are nobody's clock and never stay.
        """
        reader = _EventReader(self._contents, first, last, zone, keeps_written_times=keeps_written_times)
        events = reader.read()
        problems = [*self._problems_of_the_file(), *reader.problems()]
        return CalendarEvents(events, tuple(problems), _distinct(self._contents.names))

    def _decode(self, content: bytes) -> str:
        encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            self._is_damaged_text = True
            return content.decode(encoding, errors="replace")

    def _problems_of_the_file(self) -> Iterator[str]:
        contents = self._contents
        if self._is_damaged_text:
            yield "The file is not UTF-8 text throughout; what is not is shown as \N{REPLACEMENT CHARACTER}."
        if self._is_cut_off or contents.unfinished_events:
            left_out = format_count(contents.unfinished_events, "event")
            what = f", so {left_out} without an end {_is_or_are(contents.unfinished_events)} left out"
            yield f"The file is cut off or damaged{what if contents.unfinished_events else ''}."
        if contents.events_left_out:
            more = (
                f"{format_count(contents.events_left_out, 'event')} after them {_is_or_are(contents.events_left_out)}"
            )
            yield f"The file has more than {MAX_EVENTS} events; {more} not read."
        for kind, number in contents.other_kinds.items():
            plural = "journal entries" if kind == "journal entry" else f"{kind}s"
            yield f"{number} {kind if number == 1 else plural} {_is_or_are(number)} not read, only events are."


@dataclass(frozen=True, slots=True)
class _Series:
    """An event as its file writes it, before its repetitions are worked out."""

    component: IcsComponent
    start: IcsTime
    length: dt.timedelta
    rule: RepeatRule | None
    until: dt.datetime | None

    @property
    def is_changed(self) -> bool:
        """Whether it is one repetition of another series, at a time or with a text of its own."""
        return self.component.first("RECURRENCE-ID") is not None


class _EventReader:
    """Reads the events of one file for some days, and collects what it cannot read by reason."""

    def __init__(
        self,
        contents: IcsContents,
        first: dt.date,
        last: dt.date,
        zone: dt.tzinfo | None,
        *,
        keeps_written_times: bool,
    ) -> None:
        self._contents = contents
        self._begin = dt.datetime.combine(max(first, _EARLIEST), dt.time.min)
        self._end = dt.datetime.combine(min(last, _LATEST), dt.time.max)
        self._zone = zone
        self._keeps_written_times = keeps_written_times
        self._expander = Expander()
        self._zones = ZoneFinder(contents.zones, self._expander)
        self._reasons: dict[str, list[str]] = {}
        self._count = 0
        self._left_out = 0

    def read(self) -> tuple[CalendarEvent, ...]:
        """Return the events by start, then by title."""
        masters: dict[str, _Series] = {}
        changed: dict[str, list[_Series]] = {}
        events: list[CalendarEvent] = []
        for component in self._contents.events:
            series = self._read_series(component)
            if series is None:
                continue
            uid = component.text("UID").strip()[:_MAX_UID_CHARS]
            if series.is_changed:
                changed.setdefault(uid, []).append(series)
            elif not uid:
                events += self._repetitions(series, [])
            elif uid not in masters or _sequence(component) >= _sequence(masters[uid].component):
                masters[uid] = series  # a second writing of an event takes the place of the first
        for uid, series in masters.items():
            events += self._repetitions(series, changed.pop(uid, []))
        for orphans in changed.values():
            events += [event for orphan in orphans for event in self._events(orphan, [orphan.start.wall])]
        return tuple(sorted(events, key=lambda event: (event.start, event.end, event.summary, event.uid)))

    def problems(self) -> Iterator[str]:
        """Yield the sentences on what could not be read."""
        for reason, names in self._reasons.items():
            yield f"{reason}: {join_first([*dict.fromkeys(names)])}."
        if self._left_out:
            yield f"More than {_MAX_OCCURRENCES_IN_ALL} events in these days; the others are not read."

    def _note(self, reason: str, component: IcsComponent, detail: str = "") -> None:
        title = f'"{clean_line(_summary(component), 60) or "without a title"}"'
        self._reasons.setdefault(reason, []).append(f"{title} ({clean_line(detail, 60)})" if detail else title)

    def _read_series(self, component: IcsComponent) -> _Series | None:
        start = parse_time(component.first("DTSTART"), self._zones)
        if start is None:
            self._note("Left out, because the start is missing or cannot be read", component)
            return None
        length = self._length(component, start)
        if length is None:
            self._note("The end cannot be read, so only the start counts", component)
            length = _DAY if start.is_date else dt.timedelta(0)
        rule, until = self._read_rule(component, start)
        return _Series(component, start, length, rule, until)

    def _length(self, component: IcsComponent, start: IcsTime) -> dt.timedelta | None:
        """Return how long an event takes on the clock of its start, or None when that cannot be read."""
        if component.first("DTEND") is not None:
            end = parse_time(component.first("DTEND"), self._zones)
            if end is None or end.is_date != start.is_date:
                return None
            length = end.in_zone(start.zone) - start.wall
            if start.is_date:
                return max(length, _DAY)  # some calendars write the last day itself as the end
            return length if length >= dt.timedelta(0) else None
        if component.first("DURATION") is not None:
            duration = parse_duration(component.text("DURATION"))
            return None if duration is None else max(duration, _DAY) if start.is_date else duration
        return _DAY if start.is_date else dt.timedelta(0)

    def _read_rule(self, component: IcsComponent, start: IcsTime) -> tuple[RepeatRule | None, dt.datetime | None]:
        """Return the rule by which an event repeats and its last time on the event's clock, None without either."""
        if component.first("RRULE") is None or component.first("RECURRENCE-ID") is not None:
            return None, None
        rule = RepeatRule.parse(component.text("RRULE"))
        if isinstance(rule, str):
            self._note(_ONLY_THE_FIRST.format(rule), component)
            return None, None
        if not rule.until:
            return rule, None
        until = parse_time(IcsProperty(rule.until, {}), None)
        if until is None:
            self._note(_ONLY_THE_FIRST.format("its last day cannot be read"), component)
            return None, None
        return rule, dt.datetime.combine(until.wall, dt.time.max) if until.is_date else until.in_zone(start.zone)

    def _repetitions(self, series: _Series, changed: Sequence[_Series]) -> list[CalendarEvent]:
        """Return the events of a series between the days, those that the file moves or calls off included."""
        times_off, days_off = self._called_off(series)
        times_off |= {start for one in changed if (start := self._replaced_start(series, one)) is not None}
        own = [start for start in self._starts(series) if start not in times_off and start.date() not in days_off]
        others = [event for one in changed for event in self._events(one, [one.start.wall])]
        return self._events(series, own) + others

    def _starts(self, series: _Series) -> list[dt.datetime]:
        """Return the times at which a series starts between the days, on its own clock."""
        start = series.start.wall
        starts = [start]
        if series.rule is not None:
            margin = series.length + 2 * _DAY  # its clock is another one, and a long event reaches into the days
            found = self._expander.expand(series.rule, start, self._begin - margin, self._end + margin, series.until)
            if found is None:
                self._note(_ONLY_THE_FIRST.format("its rule is too much work to follow"), series.component)
            else:
                starts = found
                if len(found) >= MAX_OCCURRENCES:
                    self._note(f"Only the first {MAX_OCCURRENCES} repetitions are read", series.component)
        added = series.component.properties.get("RDATE", [])
        more = [time.in_zone(series.start.zone) for one in added for time in parse_times(one, self._zones)]
        return sorted({*starts, *more}) if more else starts

    def _called_off(self, series: _Series) -> tuple[set[dt.datetime], set[dt.date]]:
        """Return the times, on the clock of the series, and the whole days that it leaves out."""
        found = series.component.properties.get("EXDATE", [])
        times = [time for one in found for time in parse_times(one, self._zones)]
        return (
            {time.in_zone(series.start.zone) for time in times if not time.is_date},
            {time.wall.date() for time in times if time.is_date},
        )

    def _replaced_start(self, series: _Series, changed: _Series) -> dt.datetime | None:
        """Return the time of the series that a changed repetition takes the place of."""
        original = parse_time(changed.component.first("RECURRENCE-ID"), self._zones)
        if original is None:
            return None
        if original.is_date and not series.start.is_date:
            return dt.datetime.combine(original.wall.date(), series.start.wall.time())
        return original.in_zone(series.start.zone)

    def _events(self, series: _Series, starts: Sequence[dt.datetime]) -> list[CalendarEvent]:
        """Return the events of a series that touch the days, as long as there is room; the starts are on its clock."""
        spans = []
        zone = series.start.zone
        if self._keeps_written_times and zone is not dt.UTC:
            zone = None
        for start in starts:
            begin = to_wall(start, zone, self._zone)
            end = to_wall(start + series.length, zone, self._zone)
            if begin <= self._end and (end > self._begin or begin >= self._begin):
                spans.append((begin, end))
        room = max(_MAX_OCCURRENCES_IN_ALL - self._count, 0)
        self._left_out += max(len(spans) - room, 0)
        self._count += min(len(spans), room)
        return self._make_events(series, spans[:room]) if spans[:room] else []

    def _make_events(self, series: _Series, spans: Sequence[tuple[dt.datetime, dt.datetime]]) -> list[CalendarEvent]:
        component = series.component
        summary = _summary(component)
        if series.start.unknown_zone:
            self._note(
                "The time zone is unknown, so the time is taken as it is written", component, series.start.unknown_zone
            )
        texts = (
            component.text("UID").strip()[:_MAX_UID_CHARS],
            summary,
            clean_note(component.text("DESCRIPTION")[:_MAX_TEXT]),
        )
        is_cancelled = self._contents.is_cancellation or _word(component, "STATUS") == "CANCELLED"
        is_free = (
            "TRANSPARENT" in _word(component, "TRANSP") or _word(component, "X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"
        )
        return [
            CalendarEvent(
                *texts,
                begin,
                end,
                is_all_day=series.start.is_date,
                is_cancelled=is_cancelled,
                is_free=is_free,
                is_repeated=series.rule is not None or series.is_changed,
                is_endless=series.rule is not None and series.rule.is_endless,
                categories=_categories(component),
                estimated_duration_s=_estimate(component),
            )
            for begin, end in spans
        ]


def _summary(component: IcsComponent) -> str:
    return clean_line(component.text("SUMMARY")[:_MAX_TEXT])


def _sequence(component: IcsComponent) -> int:
    text = component.text("SEQUENCE").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _word(component: IcsComponent, name: str) -> str:
    return component.text(name).strip().upper()


def _categories(component: IcsComponent) -> tuple[str, ...]:
    written = [found.value[:_MAX_TEXT] for found in component.properties.get("CATEGORIES", [])]
    return _distinct([IcsProperty(name, {}).text for one in written for name in _COMMA.split(one)])


def _estimate(component: IcsComponent) -> int | None:
    text = component.text("X-WORKOUT-ESTIMATED-DURATION").strip()
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return seconds if 0 < seconds <= _MAX_ESTIMATE_S else None


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in (clean_line(name, 60) for name in names) if name))


def _is_or_are(number: int) -> str:
    return "is" if number == 1 else "are"
