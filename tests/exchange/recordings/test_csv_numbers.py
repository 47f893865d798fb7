"""Numbers, durations and dates of exports, whatever country's habits they follow."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.recordings.csv_activity import shown_distance_m
from planner.exchange.recordings.csv_numbers import (
    find_decimal_sign,
    is_day_first,
    read_duration_s,
    read_exact_number,
    read_moment,
    read_number,
)
from planner.exchange.recordings.sport_words import find_sport
from planner.training.workouts import Sport

MONTHS = {
    "english": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "british": "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec",
    "german": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    "french": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "spanish": "ene feb mar abr may jun jul ago sept oct nov dic",
    "spanish points": "ene. feb. mar. abr. may. jun. jul. ago. sep. oct. nov. dic.",
}
SIX_TWELVE = dt.time(6, 12, 12)


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["18.42", "1,204"], "."),
        (["7,00", "1.024"], ","),
        (["1.234,5"], ","),
        (["1,234.5", "7,12"], "."),
        (["1,204,000", "5,100"], "."),
        (["0,955"], ","),
        (["1,204"], "."),
        (["1.204"], ","),
        (["--", "", "00:05:10.2", "2026-11-02 18:05:10", "false"], "."),
    ],
)
def test_the_sign_before_the_decimals_is_found_from_the_numbers(cells: list[str], sign: str) -> None:
    assert find_decimal_sign(cells) == sign


@given(
    st.integers(0, 99_999_999),
    st.sampled_from([(".", ","), (",", "."), (",", " "), (",", "\u202f"), (".", "'"), (".", ""), (",", "")]),
)
def test_a_number_with_two_decimals_is_read_in_the_habits_of_any_country(
    hundredths: int, habits: tuple[str, str]
) -> None:
    decimal_sign, thousands_sign = habits
    written = f"{hundredths // 100:,}".replace(",", thousands_sign) + f"{decimal_sign}{hundredths % 100:02}"
    assert find_decimal_sign([written]) == decimal_sign
    assert read_number(written, decimal_sign) == pytest.approx(hundredths / 100)


def test_what_is_no_number_is_unknown() -> None:
    for cell in ("", "--", "-", "n/a", "12:30", "twelve", "1e9", "inf", "NaN", "1..2", "٣"):
        assert read_number(cell) is None, cell
    assert read_number("'-31") == -31
    assert read_exact_number("8041,3") == read_exact_number("8041.3") == 8041.3


def test_durations() -> None:
    seconds = {"01:45:33": 6333, "45:33": 2733, "00:04:20.1": 260.1, "00:05:21,8": 321.8, "100:00:00": 360_000}
    for cell, expected in seconds.items():
        assert read_duration_s(cell) == expected
    for cell in ("", "--", "1:2:3:4", "45", "4h"):
        assert read_duration_s(cell) is None


@pytest.mark.parametrize("language", MONTHS)
def test_dates_with_the_months_of_four_languages(language: str) -> None:
    for number, month in enumerate(MONTHS[language].split(), start=1):
        expected = dt.datetime(2026, number, 20, 18, 12, 12)  # noqa: DTZ001 -- the file has no zone
        for cell in (f"20 {month} 2026, 18:12:12", f"20 {month} 2026 à 18:12:12", f"20 de {month} de 2026, 18:12:12"):
            assert read_moment(cell) == expected, cell
        assert read_moment(f"{month} 20, 2026, 6:12:12 PM") == expected
        assert read_moment(f"{month} 20, 2026, 6:12:12\u202fp.\u00a0m.") == expected


def test_dates_in_numbers() -> None:
    expected = dt.datetime.combine(dt.date(2026, 9, 20), SIX_TWELVE)
    for cell in ("2026-09-20 06:12:12", "2026-09-20T06:12:12", "20.09.2026, 06:12:12", "20.9.2026 6:12:12"):
        assert read_moment(cell) == expected, cell
    assert read_moment("09/20/2026, 6:12:12 AM", day_first=False) == expected
    assert read_moment("20/09/2026 06:12:12", day_first=True) == expected
    for cell in ("", "2026-09-20", "06:12:12", "2026-02-30 06:12:12", "2026-09-20 25:00:00", "0 Sep 2026, 06:12:12"):
        assert read_moment(cell) is None, cell


def test_midnight_and_noon_of_the_twelve_hour_clock() -> None:
    times = {"12:05:00 AM": 0, "12:05:00 PM": 12, "1:05:00 AM": 1, "11:05:00 PM": 23}
    for written, hour in times.items():
        moment = read_moment(f"Sep 20, 2026, {written}")
        assert moment is not None
        assert moment.hour == hour


def test_the_order_of_day_and_month_is_that_of_all_dates_of_the_file() -> None:
    assert is_day_first(["03/04/2026 07:00:00", "20/04/2026 07:00:00"])
    assert not is_day_first(["03/04/2026 07:00:00", "04/20/2026 07:00:00"])
    assert not is_day_first(["03/04/2026, 7:00:00 AM"])
    assert is_day_first(["03/04/2026 07:00:00"])


def test_a_pool_is_in_metres_in_whatever_way_its_length_is_written() -> None:
    swim = find_sport("Natation en piscine")
    for cell, sign in (("1,500", "."), ("1.500", ","), ("1,500", ","), ("1500", "."), ("1.50", ".")):
        assert shown_distance_m(read_number(cell, sign), swim, 2040.0) == 1500, (cell, sign)
    assert shown_distance_m(3.8, swim, None) == 3800
    assert shown_distance_m(400, swim, None) == 400


def test_a_run_on_a_track_is_in_metres_and_a_marathon_in_kilometres() -> None:
    run = find_sport("Track Running")
    assert shown_distance_m(5000, run, 1500.0) == 5000
    assert shown_distance_m(42.2, run, 10_000.0) == 42_200
    assert shown_distance_m(0, run, 1500.0) is None


def test_sports_are_known_in_four_languages_and_unknown_ones_are_asked() -> None:
    runs = "Run|TrailRun|trail_running|Treadmill Running|Laufband|Lauf|Course à pied|Carrera en cinta|Virtual Run"
    for name in runs.split("|"):
        assert find_sport(name).sport is Sport.RUN, name
    for name in ["Weight Training", "WeightTraining", "Krafttraining", "Gewichtstraining", "Musculation", "Fuerza"]:
        assert find_sport(name).sport is Sport.STRENGTH, name
    for name in ["Walk", "Wandern", "Radfahrt", "Vélo virtuel", "Senderismo", "E-Bike Ride", "Yoga", "Workout"]:
        assert find_sport(name).sport is Sport.CROSS, name
        assert find_sport(name).is_said, name
    for name in ("", "Other", "Sonstige", "Quidditch"):
        assert not find_sport(name).is_said, name


def test_no_sport_counts_as_two_things() -> None:
    import tomllib

    from planner.exchange.recordings import sport_words

    table = tomllib.loads(Path(sport_words.__file__).with_suffix(".toml").read_text("utf-8"))
    kinds: dict[str, set[str]] = {}
    for kind, languages in table.items():
        for line in languages.values():
            for name in line.split("|"):
                assert name.strip(), line
                kinds.setdefault(name.strip().casefold(), set()).add(kind)
    assert {name for name, found in kinds.items() if len(found) > 1} == set()
