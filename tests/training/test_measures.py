from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.formatting import format_hours_minutes
from planner.training.measures import (
    METRES_PER_MILE,
    format_distance,
    format_duration,
    format_pace,
    parse_date,
    parse_distance,
    parse_duration,
    parse_pace,
    parse_rpe,
    parse_whole_number,
    quoted,
    to_metres,
)
from planner.training.races import Unit
from planner.training.refusal import RefusedError

NONSENSE = [
    "",
    " ",
    "abc",
    "-5",
    "nan",
    "inf",
    "-inf",
    "1e3",
    "1e308",
    "9" * 5000,
    "٤",
    "1.2.3",
    "--",
    "5\x1b[31m",
    "+5",
]


def test_a_whole_number_is_read_with_or_without_its_sign() -> None:
    assert [parse_whole_number(text, "block") for text in ("0", "12", "#12", "007", "9" * 9)] == [
        0,
        12,
        12,
        7,
        10**9 - 1,
    ]


@pytest.mark.parametrize("text", [*NONSENSE, "##1", "1#", "3.0", "9" * 10, "²"])
def test_what_is_no_whole_number_is_refused_by_name(text: str) -> None:
    with pytest.raises(RefusedError, match=r"^block must be a whole number, not "):
        parse_whole_number(text, "block")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8.2", 8200.0),
        ("8,2 km", 8200.0),
        ("8.2km", 8200.0),
        ("10K", 10_000.0),
        (" 12 kilometres ", 12_000.0),
        ("5mi", 8046.72),
        ("5 miles", 8046.72),
        ("1 mile", 1609.344),
        ("400 m", 400.0),
        ("1600 metres", 1600.0),
        ("42.195 km", 42_195.0),
    ],
)
def test_a_distance_is_read_as_people_write_it(text: str, expected: float) -> None:
    assert parse_distance(text, "distance", Unit.KM) == expected


def test_a_bare_distance_counts_the_runners_unit() -> None:
    assert parse_distance("5", "distance", Unit.MI) == 8046.72
    assert parse_distance("5 km", "distance", Unit.MI) == 5000.0


def test_a_distance_is_kept_to_the_millimetre() -> None:
    assert parse_distance("3.1 mi", "distance", Unit.KM) == 4988.966
    assert to_metres(26.2, Unit.MI) == round(26.2 * METRES_PER_MILE, 3)


@pytest.mark.parametrize(
    "text", [*NONSENSE, "0", "0 km", "501 km", "312 mi", "5 furlongs", "1,200 m", "1 200 m", "8.2 km/h"]
)
def test_a_distance_that_makes_no_sense_is_refused_by_name(text: str) -> None:
    with pytest.raises(RefusedError, match=r"^--distance \"") as refusal:
        parse_distance(text, "--distance", Unit.KM)
    assert str(refusal.value).endswith(".")
    assert len(str(refusal.value)) < 150
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("45", 2700),
        ("45,5", 2730),
        ("45:10", 2710),
        ("0:45", 45),
        ("90:00", 5400),
        ("1:02:03", 3723),
        ("45min", 2700),
        ("45 minutes", 2700),
        ("45m", 2700),
        ("45'", 2700),
        ("1h 5m", 3900),
        ("1h05", 3900),
        ("1 h 5 min 3 s", 3903),
        ("2h", 7200),
        ("1.5h", 5400),
        ("3 hours", 10_800),
        ("90s", 90),
        ("90 sec", 90),
    ],
)
def test_a_duration_is_read_as_people_write_it(text: str, seconds: int) -> None:
    assert parse_duration(text, "time") == seconds


@pytest.mark.parametrize("text", [*NONSENSE, "0", "0:00", "1:75", "1:60:00", "49h", "99:00:00", "5 days", "h", "1::2"])
def test_a_duration_that_makes_no_sense_is_refused_by_name(text: str) -> None:
    with pytest.raises(RefusedError, match=r"^--time \".*\.$"):
        parse_duration(text, "--time")


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("4:32", Unit.KM, "4:32"),
        ("4:32 /km", Unit.MI, "4:32"),
        ("4:32 min/km", Unit.KM, "4:32"),
        ("8:03", Unit.MI, "5:00"),
    ],
)
def test_a_pace_is_read_a_kilometre(text: str, unit: Unit, shown: str) -> None:
    assert format_pace(parse_pace(text, "pace", unit), Unit.KM, short=True) == shown


@pytest.mark.parametrize("text", [*NONSENSE, "5", "4:60", "1:29", "61:00", "4:32 /m"])
def test_a_pace_that_makes_no_sense_is_refused_by_name(text: str) -> None:
    with pytest.raises(RefusedError, match=r"^easy pace \".*\.$"):
        parse_pace(text, "easy pace", Unit.KM)


@pytest.mark.parametrize(
    ("text", "rpe"), [("6", 6.0), ("6.5", 6.5), ("6,5", 6.5), ("0", 0.0), ("10", 10.0), ("7/10", 7.0)]
)
def test_an_rpe_is_read_as_people_write_it(text: str, rpe: float) -> None:
    assert parse_rpe(text, "rpe") == rpe


@pytest.mark.parametrize("text", [*NONSENSE, "10.1", "11", "100", "6 of 10"])
def test_an_rpe_outside_the_scale_is_refused_by_name(text: str) -> None:
    with pytest.raises(RefusedError, match=r"^--rpe \".*0 to 10.*\.$"):
        parse_rpe(text, "--rpe")


def test_a_date_has_one_form() -> None:
    assert parse_date("2027-01-05", "date") == dt.date(2027, 1, 5)
    assert parse_date(" 2028-02-29 ", "date") == dt.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("99", "YYYY-MM-DD"),
        ("1.2", "YYYY-MM-DD"),
        ("03/04/26", "YYYY-MM-DD"),
        ("20270105", "YYYY-MM-DD"),
        ("2027-1-5", "YYYY-MM-DD"),
        ("2027-01-05T10:00", "YYYY-MM-DD"),
        ("٢٠٢٧-٠١-٠٥", "YYYY-MM-DD"),
        ("today", "YYYY-MM-DD"),
        ("", "YYYY-MM-DD"),
        ("2027-02-29", "not a day of the calendar"),
        ("2027-13-01", "not a day of the calendar"),
        ("0000-01-01", "not a day of the calendar"),
        ("1969-12-31", "1970 to 2199"),
        ("2200-01-01", "1970 to 2199"),
        ("9999-12-31", "1970 to 2199"),
    ],
)
def test_a_date_that_is_none_is_refused_with_one_sentence(text: str, why: str) -> None:
    with pytest.raises(RefusedError, match=r"^--race \"") as refusal:
        parse_date(text, "--race")
    assert why in str(refusal.value)
    assert str(refusal.value).count(". ") == 0


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (
        lambda: parse_distance(text, "x", Unit.KM),
        lambda: parse_duration(text, "x"),
        lambda: parse_pace(text, "x", Unit.MI),
        lambda: parse_rpe(text, "x"),
        lambda: parse_date(text, "x"),
    ):
        try:
            read()
        except RefusedError as refusal:
            assert str(refusal).isprintable()  # noqa: PT017 - most texts are refused, a few are not


@given(st.integers(1, 400_000_000))
def test_every_distance_of_the_store_survives_being_written_in_full(millimetres: int) -> None:
    distance = millimetres / 1000
    assert parse_distance(f"{distance:.3f} m", "x", Unit.KM) == distance


@pytest.mark.parametrize(
    ("distance", "unit", "long", "short"),
    [
        (8200.0, Unit.KM, "8.2 km", "8.2"),
        (8000.0, Unit.KM, "8 km", "8"),
        (8046.72, Unit.MI, "5 mi", "5"),
        (42_195.0, Unit.MI, "26.2 mi", "26.2"),
        (1_517_000.0, Unit.KM, "1517 km", "1517"),
        (400.0, Unit.KM, "0.4 km", "0.4"),
        (40.0, Unit.KM, "40 m", "0"),
        (0.0, Unit.KM, "0 km", "0"),
    ],
)
def test_a_distance_is_shown_with_one_decimal_at_most(distance: float, unit: Unit, long: str, short: str) -> None:
    assert format_distance(distance, unit) == long
    assert format_distance(distance, unit, short=True) == short


@pytest.mark.parametrize(
    ("seconds", "long", "short"),
    [
        (2710, "45:10", "0:45"),
        (3723, "1:02:03", "1:02"),
        (59, "0:59", "0:01"),
        (3599, "59:59", "1:00"),
        (90, "1:30", "0:02"),
        (150, "2:30", "0:03"),
        (0, "0:00", "0:00"),
        (360_000, "100:00:00", "100:00"),
    ],
)
def test_a_duration_is_shown_as_a_clock(seconds: int, long: str, short: str) -> None:
    assert format_duration(seconds) == long
    assert format_hours_minutes(seconds) == short


@given(st.integers(1, 48 * 3600))
def test_a_duration_survives_being_shown(seconds: int) -> None:
    assert parse_duration(format_duration(seconds), "x") == seconds


def test_a_pace_is_shown_in_the_runners_unit() -> None:
    assert format_pace(272, Unit.KM) == "4:32 /km"
    assert format_pace(272, Unit.MI) == "7:18 /mi"


def test_a_quoted_value_cannot_drive_the_terminal() -> None:
    assert quoted("\x1b]0;x\x07 \u202e") == '"\ufffd]0;x\ufffd \ufffd"'
    assert quoted("9" * 5000) == '"' + "9" * 40 + '…"'
