"""The weekdays of a head: seven languages, names of any length, any first day, and never some of them by accident."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.plans.words.weekday_words import find_weekday, find_weekday_columns

NAMES = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
}


@given(
    language=st.sampled_from(list(NAMES)),
    letters=st.sampled_from([1, 2, 3, 20]),
    first=st.integers(0, 6),
    end=st.sampled_from(["", ".", ":"]),
    is_upper=st.booleans(),
    is_after_week=st.booleans(),
)
def test_a_week_in_its_order_is_read_in_any_language_length_and_from_any_day(
    language: str, letters: int, first: int, end: str, is_upper: bool, is_after_week: bool
) -> None:
    names = [name[:letters] + end for name in NAMES[language].split()]
    heads = [name.upper() if is_upper else name for name in names[first:] + names[:first]]
    before = ["Week"] if is_after_week else []
    columns = find_weekday_columns([*before, *heads, "Total"])
    assert [(day.column - len(before), day.weekday) for day in columns] == [(at, (first + at) % 7) for at in range(7)]
    assert not any(day.is_by_place for day in columns)


@given(language=st.sampled_from(list(NAMES)), letters=st.sampled_from([3, 20]), order=st.permutations(range(7)))
def test_names_may_have_any_order(language: str, letters: int, order: list[int]) -> None:
    names = [name[:letters] for name in NAMES[language].split()]
    columns = find_weekday_columns([names[day] for day in order])
    assert [day.weekday for day in sorted(columns, key=lambda day: day.column)] == order


@pytest.mark.parametrize(
    "head",
    [
        "M T W T F S S",
        "M T W R F S U",
        "M Tu W Th F Sa Su",
        "Mo Di Mi Do Fr Sa So",
        "L M X J V S D",
        "L M M J V S D",
        "L M M G V S D",
        "M D W D V Z Z",
        "S T Q Q S S D",
        "2ª 3ª 4ª 5ª 6ª Sáb Dom",
        "Mon(easy) Tue(speed) Wed(rest) Thu(tempo) Fri(rest) Sat(easy) Sun(long)",
        "Mon Tues Weds Thurs Fri Sat Sun",
        "MON/LUN TUE/MAR WED/MIE THU/JUE FRI/VIE SAT/SAB SUN/DOM",
    ],
)
def test_seven_words_are_seven_days(head: str) -> None:
    assert [day.weekday for day in find_weekday_columns(head.split())] == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("head", ["Date Workout Distance Notes", "a b c d e f g", "M W F", "T T S", "Mon Tue", ""])
def test_other_heads_name_no_week(head: str) -> None:
    assert find_weekday_columns(head.split()) == ()


def test_a_word_that_is_no_name_takes_the_day_of_its_place() -> None:
    columns = find_weekday_columns(["Mon", "Tue", "Hump", "Thu", "Fri", "Sat", "Sun"])
    assert [(day.weekday, day.is_by_place) for day in columns] == [(day, day == 2) for day in range(7)]


def test_two_columns_a_day_are_its_halves() -> None:
    columns = find_weekday_columns(["Mon AM", "Mon PM", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
    assert [(day.weekday, day.slot) for day in columns][:3] == [(0, "am"), (0, "pm"), (1, None)]


@pytest.mark.parametrize(
    ("word", "weekday"),
    [("Dienstag", 1), ("mar", 1), ("So", 6), ("sáb.", 5), ("quarta-feira", 2), ("Di", None), ("do", None), ("x", None)],
)
def test_a_word_alone_is_a_day_only_where_no_other_language_objects(word: str, weekday: int | None) -> None:
    assert find_weekday(word) == weekday
