"""Plans as lines of words: a line a week, ``Week 1: Tue 5 km, Thu 6 km, Sun 10 km``, or a line a day below its week.

The lines become the rows of a grid, which `planner.exchange.plans.tables.week_grid` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from planner.exchange.plans.tables.table_heads import Head, find_head
from planner.exchange.plans.tables.table_rows import TableRow
from planner.exchange.plans.words.weekday_words import find_weekday_columns, find_weekdays
from planner.training.weeks import SHORT_WEEKDAYS, WEEKDAYS

_MOST_CHARACTERS: Final = 100_000
"""A plan in words is hardly a tenth as long."""
_MARKS: Final = re.compile(r"^[\s#>*•+-]+|\*\*|__|(?<=[^\W\d_])-feira\b", re.IGNORECASE)
"""Marks of lists, headings and emphasis, and the second half of Portuguese weekdays."""
_WEEK: Final = re.compile(
    r"\"?(?:(?P<word>[^\W\d_]{1,12})[.\s]*#?)?(?P<number>[0-9]{1,3})\s*(?:(?P<mark>[:.,;)|–-])|$|\s)\s*(?P<rest>.*)"
)
_WORD: Final = r"[^\W\d_]{2,13}"
_BEFORE_LABEL: Final = r"(?:^|(?<=[,;|•/.\"–-]))\s*"
_AFTER_LABEL: Final = r"\.?(?:\s*[:=]\s*|\s+[–-]\s+|\s+)(?=[^\s,;|])"
_LABEL: Final = re.compile(
    rf"{_BEFORE_LABEL}(?P<days>{_WORD}(?:\s*(?:[/&+,–-]|\b(?:and|to|und|bis|et|y|e|en)\b)\s*{_WORD}){{0,6}}){_AFTER_LABEL}"
)
_ONE_LABEL: Final = re.compile(rf"{_BEFORE_LABEL}(?P<days>{_WORD}){_AFTER_LABEL}")
_LETTERS: Final = re.compile(r"\s*(?P<letters>[^\W\d_]{1,3})(?=[:.\s–-])")
_SEPARATOR: Final = re.compile(r"([,;|•])")
_JOINER: Final = re.compile(r"\s*([/&+,–-]|\b(?:and|to|und|bis|et|y|e|en)\b)\s*")
_RANGES: Final = frozenset({"-", "–", "to", "bis"})
_MIN_LABELS_WITHOUT_WEEKS: Final = 4
_DAYS_A_WEEK: Final = 7


@dataclass(slots=True)
class _Week:
    """The words of one week by weekday, and of its head."""

    line: int
    label: str
    title: str = ""
    days: dict[int, list[str]] = field(default_factory=dict)


def week_lines_as_grid(text: str) -> list[TableRow] | None:
    """Return the weeks of a text as the rows of a grid with its head; None for a text without such lines."""
    if len(text) > _MOST_CHARACTERS:
        return None
    lines = _with_names([_MARKS.sub("", line).strip() for line in text.split("\n")])
    reader = _LineReader(_find_weekday_words(lines))
    for number, (line, raw) in enumerate(zip(lines, text.split("\n"), strict=True), start=1):
        reader.read(number, line, is_continued=raw[:1] in " \t")
    if reader.labels < (1 if reader.numbered else _MIN_LABELS_WITHOUT_WEEKS):
        return None
    return _as_rows(reader.weeks)


@dataclass(slots=True)
class _LineReader:
    """Reads one text line by line.

    Attributes:
        weekday_of: The weekdays, by the words that the text has for them.
        weeks: The weeks, and the lines between them that belong to none.
        labels: How many times a weekday named what follows it.
        numbered: How many weeks have a number.
    """

    weekday_of: dict[str, int]
    weeks: list[_Week | str] = field(default_factory=list)
    labels: int = 0
    numbered: int = 0
    week: _Week | None = None
    last_day: int | None = None

    def read(self, number: int, line: str, *, is_continued: bool) -> None:
        """Read a line; one that is indented may go on with the day above it."""
        label, rest = _split_week_label(line, self.weekday_of)
        if label:
            self.numbered += 1
            self._begin_week(number, label)
        for days, words in _split_days(rest, self.weekday_of):
            if days:
                self._add_days(number, days, words)
            else:
                self._add_words(words, is_continued=is_continued, is_heading=bool(label))

    def _begin_week(self, number: int, label: str) -> None:
        self.week, self.last_day = _Week(number, label), None
        self.weeks.append(self.week)

    def _add_days(self, number: int, days: list[int], words: str) -> None:
        self.labels += 1
        is_earlier = self.last_day is not None and days[0] < self.last_day
        if self.week is None or (not self.numbered and is_earlier):
            self._begin_week(number, "")
        assert self.week is not None
        for day in days:
            self.week.days.setdefault(day, []).append(words)
        self.last_day = days[-1]

    def _add_words(self, words: str, *, is_continued: bool, is_heading: bool) -> None:
        if self.week is not None and is_heading:
            self.week.title = words.strip("() ")
        elif self.week is not None and self.last_day is not None and is_continued:
            self.week.days[self.last_day].append(words)
        else:
            self.weeks.append(words)


def _with_names(lines: list[str]) -> list[str]:
    """Return the lines with the names of weekdays for letters alone, ``M rest, T 5k, W rest, Th 6k, ...``."""
    named = []
    for line in lines:
        label = _WEEK.fullmatch(line)
        begin = label.start("rest") if label is not None and label["mark"] else 0
        parts = _SEPARATOR.split(line[begin:])
        parts[::2] = _with_names_of_week(parts[::2])
        named.append(line[:begin] + "".join(parts))
    for at in range(len(named) - _DAYS_A_WEEK + 1):
        named[at : at + _DAYS_A_WEEK] = _with_names_of_week(named[at : at + _DAYS_A_WEEK])
    return named


def _with_names_of_week(texts: list[str]) -> list[str]:
    """Return texts that begin with the letters of the seven weekdays with their names; all others as they are."""
    found = [_LETTERS.match(text) for text in texts]
    words = [match["letters"] for match in found if match is not None]
    if len(texts) != _DAYS_A_WEEK or len(words) != _DAYS_A_WEEK or not any(len(word) == 1 for word in words):
        return texts
    columns = {column.column: column.weekday for column in find_weekday_columns(words)}
    if len({*columns.values()}) != _DAYS_A_WEEK:
        return texts
    starts = [match.start("letters") for match in found if match is not None]
    return [
        f"{text[:start]}{WEEKDAYS[columns[at]]}{text[start + len(words[at]) :]}"
        for at, (text, start) in enumerate(zip(texts, starts, strict=True))
    ]


def _find_weekday_words(lines: list[str]) -> dict[str, int]:
    """Return the weekday of each word that may begin a day's words, all in one language."""
    words: dict[str, None] = {}
    for line in lines:
        for piece in re.split(r"[,;|•/.:\"&+–-]|\s(?:and|to|und|bis|et|y|e|en)\s", line):
            first = re.match(rf"\s*({_WORD})", piece)
            if first is not None:
                words[first[1].lower()] = None
    days = find_weekdays(list(words))
    return {word: day for word, day in zip(words, days, strict=True) if day is not None}


def _split_week_label(line: str, weekday_of: dict[str, int]) -> tuple[str, str]:
    """Return the number of the week that a line begins, as text, and the rest of it; no number when it begins none."""
    match = _WEEK.fullmatch(line)
    if match is None:
        return "", line
    word = match["word"] or ""
    is_week = (
        find_head(word) is Head.WEEK
        if word
        else bool(match["mark"]) and any(days for days, _ in _split_days(match["rest"], weekday_of))
    )
    return (match["number"], match["rest"]) if is_week else ("", line)


def _split_days(text: str, weekday_of: dict[str, int]) -> Iterator[tuple[list[int], str]]:
    """Yield the words of a text by the weekdays in front of them; those before the first weekday without one."""
    text = text.strip(' \t"*•')
    labels = []
    position = 0
    while (match := _LABEL.search(text, position)) is not None:
        one = _ONE_LABEL.match(text, match.start())  # in "Monday - Rest" the dash is no range
        found = next((each for each in (match, one) if each and _days_of_label(each["days"], weekday_of)), None)
        if found is not None:
            labels.append((found.start(), found.end(), _days_of_label(found["days"], weekday_of)))
        position = found.end() if found else match.start("days") + 1
    before = (text[: labels[0][0]] if labels else text).strip(' ,;|•/-–:"')
    if before:
        yield [], before
    for at, (_, end, days) in enumerate(labels):
        until = labels[at + 1][0] if at + 1 < len(labels) else len(text)
        yield days, text[end:until].strip(' ,;|•/–"')


def _days_of_label(label: str, weekday_of: dict[str, int]) -> list[int]:
    """Return the weekdays of a label, ``Tue``, ``Tue/Thu`` or ``Mon to Fri``; none where a word is no weekday."""
    words = _JOINER.split(label.lower())
    days: list[int] = []
    for joiner, word in zip(["", *words[1::2]], words[::2], strict=True):
        day = weekday_of.get(word)
        if day is None:
            return []
        if joiner in _RANGES and days:
            days += [(days[-1] + step) % 7 for step in range(1, (day - days[-1]) % 7 + 1)]
        else:
            days.append(day)
    return days


def _as_rows(weeks: list[_Week | str]) -> list[TableRow]:
    """Return the grid of the weeks, which begin on a Sunday where the text begins them so."""
    orders = [[*week.days] for week in weeks if isinstance(week, _Week) and 6 in week.days and len(week.days) > 1]
    is_sunday_first = bool(orders) and all(order[0] == 6 for order in orders)
    order = [6, *range(6)] if is_sunday_first else list(range(7))
    first = next(at for at, week in enumerate(weeks) if isinstance(week, _Week))
    lines_above = [words for words in weeks[:first] if isinstance(words, str)]
    above = "; ".join(words for words in lines_above if not all(find_head(word) for word in words.split(",")))
    rows = [TableRow(1, (above,))] if above else []
    rows.append(TableRow(1, ("Week", *(SHORT_WEEKDAYS[day] for day in order), "Notes")))
    for week in weeks[first:]:
        if isinstance(week, str):
            rows.append(TableRow(0, (week,)))
        else:
            cells = ("\n".join(week.days.get(day, ())) for day in order)
            rows.append(TableRow(week.line, (week.label, *cells, week.title)))
    return rows
