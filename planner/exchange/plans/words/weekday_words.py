"""The weekdays in seven languages, and which of them the words of a table's head name.

A head may have full names, two or three letters or one (``M T W T F S S``), and its days in any order; one language
explains all its words. A word that is no name takes the day that its place between the others gives it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

from planner.training.workouts import Slot

_LANGUAGES: Final[tuple[tuple[str, ...], ...]] = (
    ("monday", "tuesday", "wednesday weds", "thursday r", "friday", "saturday", "sunday u"),
    ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag sonnabend", "sonntag"),
    ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ("lunes", "martes", "miercoles x", "jueves", "viernes", "sabado", "domingo"),
    ("lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica"),
    ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    ("segunda 2a", "terca 3a", "quarta 4a", "quinta 5a", "sexta 6a", "sabado", "domingo"),
)
"""The names in English, German, French, Spanish, Italian, Dutch and Portuguese, Monday first and without accents; a
second word of a day is another name of it, which is not shortened."""
_DAYS: Final = 7
_MIN_NAMES: Final = 3
"""So many names in a head are no accident."""
_HALVES: Final = {
    **dict.fromkeys(("am", "morning", "morgens", "matin", "manana", "mattina", "ochtend", "manha"), Slot.AM),
    **dict.fromkeys(("pm", "evening", "afternoon", "abends", "soir", "tarde", "sera", "avond", "noite"), Slot.PM),
}
_MOST_CHARACTERS: Final = 80
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class WeekdayColumn:
    """A column for a day of the week.

    Attributes:
        column: The column, from 0.
        weekday: Monday 0 to Sunday 6.
        slot: The half of the day that the head names, if any.
        is_by_place: Whether its head is no name of a weekday, so that its place among the others decides.
    """

    column: int
    weekday: int
    slot: Slot | None = None
    is_by_place: bool = False


def plain_word(text: str) -> str:
    """Return words for comparison: lower case, single spaces, no accents and no points of abbreviations at the ends."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split()).strip(".:*# ")


def find_weekday(text: str) -> int | None:
    """Return Monday 0 to Sunday 6 for a name or abbreviation in any of the languages; None where two days share it.

    ``Di`` is Dienstag, dinsdag and dimanche, so alone it is none; among other days `find_weekdays` knows the language.
    """
    days = {day for names in _LANGUAGES for day in _days_named(_first_word(text), names, 2)}
    return _only(days)


def find_weekdays(words: Sequence[str]) -> list[int | None]:
    """Return the weekday of each word, all in the one language that knows most of them."""
    plain = [_first_word(word) for word in words]
    readings = [[_only(_days_named(word, names, 2)) for word in plain] for names in _LANGUAGES]
    return max(readings, key=lambda days: sum(day is not None for day in days))


def find_weekday_columns(heads: Sequence[str], other_columns: Container[int] = ()) -> tuple[WeekdayColumn, ...]:
    """Return the columns of weekdays that a head names; none when it is not the head of a grid of weeks.

    All seven days are found, or at least three whose names leave no doubt.

    Args:
        heads: The words of the head.
        other_columns: The columns whose words mean something else, unless they are among the names.
    """
    words = [_first_word(head) for head in heads]
    slots = [find_half_day(head) for head in heads]
    named = max((_columns_by_name(words, slots, names) for names in _LANGUAGES), key=_count_days)
    if _count_days(named) == _DAYS:
        return named
    named_columns = {day.column for day in named}
    open_words = [
        "" if column in other_columns and column not in named_columns else word for column, word in enumerate(words)
    ]
    all_seven = _columns_in_order(words) or _columns_by_place(named, open_words)
    return all_seven or (named if _count_days(named) >= _MIN_NAMES else ())


def find_half_day(text: str) -> Slot | None:
    """Return the half of the day that words name in any of the languages: ``pm``, ``morgens``; None without one."""
    return next((_HALVES[word] for word in _WORD.findall(plain_word(text[:_MOST_CHARACTERS])) if word in _HALVES), None)


def _first_word(text: str) -> str:
    return next(iter(_WORD.findall(plain_word(text[:_MOST_CHARACTERS]))), "")


def _days_named(word: str, names: Sequence[str], min_letters: int) -> set[int]:
    """Return the weekdays of one language that a word may mean."""
    if len(word) < min_letters:
        return set()
    days = enumerate(all_names.split() for all_names in names)
    return {day for day, (name, *others) in days if name.startswith(word) or word in (f"{name}s", *others)}


def _only(days: set[int]) -> int | None:
    return next(iter(days)) if len(days) == 1 else None


def _count_days(columns: Sequence[WeekdayColumn]) -> int:
    return len({column.weekday for column in columns})


def _columns_by_name(
    words: Sequence[str], slots: Sequence[Slot | None], names: Sequence[str]
) -> tuple[WeekdayColumn, ...]:
    """Return the columns that one language names, of two with one name the first."""
    columns: dict[tuple[int, Slot | None], WeekdayColumn] = {}
    for column, (word, slot) in enumerate(zip(words, slots, strict=True)):
        day = _only(_days_named(word, names, 2))
        if day is not None:
            columns.setdefault((day, slot), WeekdayColumn(column, day, slot))
    return tuple(columns.values())


def _columns_in_order(words: Sequence[str]) -> tuple[WeekdayColumn, ...]:
    """Return seven columns in a row whose words begin the names of a week in its order: ``L M X J V S D``."""
    found = {
        (start, first)
        for start in range(len(words) - _DAYS + 1)
        for names in _LANGUAGES
        for first in range(_DAYS)
        if all((first + at) % _DAYS in _days_named(words[start + at], names, 1) for at in range(_DAYS))
    }
    if len(found) != 1:
        return ()
    start, first = found.pop()
    return tuple(WeekdayColumn(start + at, (first + at) % _DAYS) for at in range(_DAYS))


def _columns_by_place(named: Sequence[WeekdayColumn], words: Sequence[str]) -> tuple[WeekdayColumn, ...]:
    """Return seven columns in a row of which at least three are names in their places, if only one such row is."""
    if len(named) < _MIN_NAMES:
        return ()
    by_column = {column.column: column for column in named}
    rows = []
    for start in range(len(words) - _DAYS + 1):
        if not all(words[start : start + _DAYS]) or not all(start <= column < start + _DAYS for column in by_column):
            continue
        firsts = {(column.weekday - (column.column - start)) % _DAYS for column in named}
        if len(firsts) == 1:
            rows.append((start, firsts.pop()))
    if len(rows) != 1:
        return ()
    start, first = rows[0]
    return tuple(
        by_column.get(start + at, WeekdayColumn(start + at, (first + at) % _DAYS, is_by_place=True))
        for at in range(_DAYS)
    )
