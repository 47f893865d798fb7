"""Garmin Connect's list of activities: the words and the numbers of an export are each found for themselves."""

import datetime as dt
import json
from itertools import product

import pytest

from planner.exchange.recordings.csv_table import decode_csv
from planner.exchange.recordings.garmin_csv import is_garmin_csv, read_garmin_csv
from planner.exchange.recordings.strava_csv import is_strava_csv
from planner.training.recordings import FileVerdict, ParsedActivity
from planner.training.workouts import Sport
from tests.exchange.recordings.csv_lists import GARMIN_HEADS, NOW, csv_text, shown_file
from tests.exchange.recordings.test_strava_csv import damaged

SPORTS = {
    "english": ("Running", "Strength Training", "Pool Swimming"),
    "german": ("Laufen", "Krafttraining", "Schwimmbadschwimmen"),
    "french": ("Course à pied", "Musculation", "Natation en piscine"),
    "spanish": ("Carrera", "Entrenamiento de fuerza", "Natación en piscina"),
}
POINT, COMMA = "point", "comma"


def garmin_text(language: str = "english", numbers: str = POINT, date: str = "2026-11-02 18:05:10") -> str:
    run, strength, swim = SPORTS[language]
    rows = [
        [run, date, "false", "Long, forest", "18.42", "1,204", "01:45:33", "149", "1,212", "01:44:50", "01:52:10"],
        [strength, date, "false", "Sled", "0.00", "240", "00:38:12", "104", "--", "00:00:00", "00:38:12"],
        [swim, date, "false", "Pool", "1,500", "300", "00:34:00", "--", "--", "00:31:00", "00:36:30"],
    ]
    if numbers == COMMA:
        swapped = str.maketrans(".,", ",.")
        rows = [
            [cell if place in {1, 3} else cell.translate(swapped) for place, cell in enumerate(row)] for row in rows
        ]
    return csv_text(GARMIN_HEADS[language], rows)


@pytest.mark.parametrize(("language", "numbers"), [*product(SPORTS, (POINT, COMMA))])
def test_the_words_of_any_language_with_the_numbers_of_any_country(language: str, numbers: str) -> None:
    text = garmin_text(language, numbers)
    assert is_garmin_csv(text)
    assert not is_strava_csv(text)
    reading = read_garmin_csv(text, NOW)
    assert reading.verdict is FileVerdict.IMPORTED
    run, strength, swim = reading.activities
    assert [activity.sport for activity in reading.activities] == [Sport.RUN, Sport.STRENGTH, Sport.CROSS]
    assert all(activity.sport_said for activity in reading.activities)
    assert run.local_start == dt.datetime(2026, 11, 2, 18, 5, 10)  # noqa: DTZ001 -- Garmin writes no zone
    assert run.start_utc is None
    assert (run.distance_m, run.duration_s, run.moving_s, run.elapsed_s) == (18_420, 6333, 6290, 6730)
    assert (run.avg_hr, run.ascent_m, run.title) == (149, 1212, "Long, forest")
    assert (strength.distance_m, strength.moving_s, strength.ascent_m) == (None, None, None)
    assert (swim.distance_m, swim.avg_hr) == (1500, None)


def test_dates_of_other_countries() -> None:
    for date in ("02/11/2026 18:05:10", "02.11.2026 18:05:10"):
        run = read_garmin_csv(garmin_text(date=date), NOW).activities[0]
        assert run.local_start == dt.datetime(2026, 11, 2, 18, 5, 10)  # noqa: DTZ001 -- Garmin writes no zone


def miles_text(distances: tuple[str, ...]) -> str:
    head = "Activity Type|Date|Title|Distance|Time|Total Ascent|Avg Run Cadence|Avg Stride Length"
    row = ["00:50:00", "100", "170", "1.00"]  # 170 steps of 1 m a minute: 8.5 km, which are 5.28 miles
    return csv_text(head, [["Running", "2026-11-02 18:05:10", "Run", km, *row] for km in distances])


def test_miles_are_told_from_kilometres_by_steps_and_strides() -> None:
    (run,) = read_garmin_csv(miles_text(("5.28",)), NOW).activities
    assert run.distance_m == pytest.approx(8497.3, abs=0.1)
    assert run.ascent_m == pytest.approx(30.5)
    assert "miles" in run.remarks[0]
    kilometres = read_garmin_csv(miles_text(("8.50", "8.40", "5.28")), NOW).activities
    assert [run.distance_m for run in kilometres] == [8500, 8400, 5280]  # most runs decide, not an odd one
    assert not any(run.remarks for run in kilometres)


def test_a_plan_is_no_list_of_activities() -> None:
    for head in ("Date|Workout|Distance|Time", "Date|Type|Distance", "Week|Mon|Tue", ""):
        assert not is_garmin_csv(csv_text(head, []))
        assert not is_strava_csv(csv_text(head, []))


def test_rows_without_a_time_are_named() -> None:
    reading = read_garmin_csv(garmin_text().replace("2026-11-02 18:05:10", "yesterday", 1), NOW)
    assert (reading.verdict, reading.reason) == (FileVerdict.DAMAGED_BUT_KEPT, "row 2 cannot be read")
    assert len(reading.activities) == 2
    empty = read_garmin_csv(csv_text(GARMIN_HEADS["english"], []), NOW)
    assert (empty.verdict, empty.reason) == (FileVerdict.SKIPPED, "no activity is listed in it")


def figures(activity: ParsedActivity) -> dict[str, object]:
    assert activity.local_start is not None
    return {
        "sport": activity.sport.value,
        "local_start": activity.local_start.isoformat(),
        "start_utc": activity.start_utc,
        "utc_offset_s": activity.utc_offset_s,
        "distance_m": activity.distance_m,
        "duration_s": activity.duration_s,
        "elapsed_s": activity.elapsed_s,
        "avg_hr": activity.avg_hr,
        "ascent_m": activity.ascent_m,
        "title": activity.title,
    }


@pytest.mark.parametrize("name", ["garmin_connect_de_dot.csv", "garmin_connect_fr_dot.csv"])
def test_shown_lists_read_as_expected(name: str) -> None:
    expected = json.loads(shown_file("more/expected.json").read_text("utf-8"))["files"]
    (file,) = (file for file in expected if file["file"] == name)
    reading = read_garmin_csv(decode_csv(shown_file(f"more/{name}").read_bytes()), NOW)
    assert reading.verdict.value == file["result"]
    assert [figures(activity) for activity in reading.activities] == file["activities"]


def test_a_shown_list_of_a_year_reads_as_expected() -> None:
    reading = read_garmin_csv(shown_file("garmin_connect_activities_2026.csv").read_text("utf-8"), NOW)
    assert len(reading.activities) == 20
    assert {activity.sport for activity in reading.activities} == {Sport.RUN}
    assert sum(activity.distance_m or 0 for activity in reading.activities) == pytest.approx(182_240, abs=1)
    commas = read_garmin_csv(shown_file("garmin_connect_decimal_comma.csv").read_text("utf-8"), NOW)
    assert [activity.distance_m for activity in commas.activities] == [7000, None, 10_500]


def test_a_row_whose_date_lies_ahead_is_taken_with_a_remark_up_to_a_year() -> None:
    """A watch with a wrong clock is asked for its date; the rows of a list have dates that people may have set."""
    head = GARMIN_HEADS["english"]
    days = [(NOW + dt.timedelta(days=days)).strftime("%Y-%m-%d 07:00:00") for days in (-1, 30, 400)]
    rows = [
        ["Running", day, "false", "Run", "8.00", "400", "00:45:00", "140", "20", "00:45:00", "00:45:00"] for day in days
    ]
    reading = read_garmin_csv(csv_text(head, rows), NOW)
    assert [activity.remarks for activity in reading.activities] == [(), ("its date lies ahead",)]
    assert "row 4" in reading.reason


def sweep(numbers: range) -> None:
    text = garmin_text("french", COMMA)
    for number in numbers:
        reading = read_garmin_csv(damaged(text, number), NOW)
        assert len(reading.activities) <= 6
        assert reading.activities or reading.reason
        for activity in reading.activities:
            assert activity.title.isprintable()


def test_a_damaged_list_ends_in_activities_or_one_sentence() -> None:
    sweep(range(500))


@pytest.mark.soak
def test_thousands_of_damaged_lists() -> None:
    sweep(range(500, 20_000))
