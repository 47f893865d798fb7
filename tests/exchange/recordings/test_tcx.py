"""What a TCX file says: its laps' totals before its points, and what is left where a lap is cut."""

import pytest

from planner.exchange.recordings.tcx import read_tcx
from planner.training.recordings import FileVerdict
from planner.training.workouts import Sport
from tests.exchange.recordings.xml_samples import NOW, START, tcx_file, tcx_lap, tcx_point

pytestmark = pytest.mark.smoke

LAPS = (
    tcx_lap(0, [tcx_point(0, 0, 120), tcx_point(290, 990, 150)], seconds=300, metres=1_000, heart_rate=140),
    tcx_lap(300, [tcx_point(301, 1_000, 160), tcx_point(700, 1_900, 0)], seconds=280.5, metres=1_000, heart_rate=160),
)


def test_the_totals_of_laps_beat_the_points() -> None:
    reading = read_tcx(tcx_file(*LAPS, notes="Morning"), NOW)
    (run,) = reading.activities
    assert reading.verdict is FileVerdict.IMPORTED
    assert run.sport is Sport.RUN
    assert run.start_utc == START
    assert run.distance_m == 2_000
    assert run.duration_s == 580.5
    assert run.avg_hr == 143  # the mean of 120, 150 and 160, without the 0
    assert run.title == "Morning"
    assert run.elapsed_s is None
    assert run.ascent_m is None


def test_laps_without_totals_are_measured_by_their_points() -> None:
    laps = (
        tcx_lap(0, [tcx_point(0, 0), tcx_point(290, 990)]),
        tcx_lap(300, [tcx_point(300, 1_000), tcx_point(600, 2_000)]),
    )
    (run,) = read_tcx(tcx_file(*laps), NOW).activities
    assert run.distance_m == 1_990
    assert run.duration_s == 590


def test_heart_rates_of_laps_count_by_their_time_where_points_have_none() -> None:
    laps = (
        tcx_lap(0, seconds=300, heart_rate=120),
        tcx_lap(300, seconds=100, heart_rate=160),
        tcx_lap(400, seconds=900),
    )
    (run,) = read_tcx(tcx_file(*laps), NOW).activities
    assert run.avg_hr == 130


def test_zeros_are_unknown() -> None:
    (run,) = read_tcx(tcx_file(tcx_lap(0, seconds=1_800, metres=0.0, heart_rate=0)), NOW).activities
    assert run.distance_m is None
    assert run.avg_hr is None


@pytest.mark.parametrize(
    ("word", "sport", "is_said"),
    [
        ("Running", Sport.RUN, True),
        ("Biking", Sport.CROSS, True),
        ("Other", Sport.CROSS, False),
        ("", Sport.CROSS, False),
    ],
)
def test_a_sport_is_what_the_file_says(word: str, sport: Sport, is_said: bool) -> None:
    (activity,) = read_tcx(tcx_file(*LAPS, sport=word), NOW).activities
    assert (activity.sport, activity.sport_said) == (sport, is_said)


def test_several_activities_are_several() -> None:
    data = tcx_file(*LAPS).decode()
    activity = data[data.index("<Activity ") : data.index("</Activities>")]
    other = activity.replace("Running", "Biking").replace("2027-01-04", "2027-01-03")
    readings = read_tcx(data.replace("</Activities>", other + "</Activities>").encode(), NOW)
    assert [found.device_sport for found in readings.activities] == ["Running", "Biking"]


def test_blanks_before_the_declaration_as_strava_writes_them_change_nothing() -> None:
    assert read_tcx(tcx_file(*LAPS, before=" " * 10), NOW) == read_tcx(tcx_file(*LAPS), NOW)


def test_laps_before_a_cut_are_kept() -> None:
    data = tcx_file(*LAPS)
    reading = read_tcx(data[: data.index(b"<Lap", data.index(b"</Lap>")) + 20], NOW)
    assert reading.verdict is FileVerdict.DAMAGED_BUT_KEPT
    assert [(run.distance_m, run.duration_s) for run in reading.activities] == [(1_000, 300)]
    assert "cut off" in reading.reason


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        ("<Courses><Course><Lap/></Course></Courses>", "a course"),
        ("<Workouts><Workout/></Workouts>", "a workout"),
        ("", "has no activity"),
    ],
)
def test_what_is_no_activity_is_skipped(inner: str, words: str) -> None:
    reading = read_tcx(f"<TrainingCenterDatabase>{inner}</TrainingCenterDatabase>".encode(), NOW)
    assert reading.verdict is FileVerdict.SKIPPED
    assert words in reading.reason


@pytest.mark.parametrize("year", [b"1901", b"1989", b"2061"])
def test_dates_that_cannot_be_are_asked_for(year: bytes) -> None:
    reading = read_tcx(tcx_file(*LAPS).replace(b"2027-", year + b"-"), NOW)
    assert reading.verdict is FileVerdict.SKIPPED
    assert reading.needs_date
    assert [(run.start_utc, run.distance_m) for run in reading.activities] == [(None, 2_000)]


@pytest.mark.parametrize("total", ["nan", "-5", "1e300", "", "five", "inf"])
def test_totals_that_cannot_be_give_way_to_the_points(total: str) -> None:
    lap = tcx_lap(0, [tcx_point(0, 0), tcx_point(290, 990)], seconds=1, metres=2)
    lap = lap.replace(">1<", f">{total}<").replace(">2<", f">{total}<")
    (run,) = read_tcx(tcx_file(lap), NOW).activities
    assert (run.distance_m, run.duration_s) == (990, 290)
