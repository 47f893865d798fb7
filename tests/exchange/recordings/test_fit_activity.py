"""What a FIT file says of a run: its figures, its oddities, and what is said of a file that holds none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.recordings.fit_activity import read_fit
from planner.training.recordings import FileReading, FileVerdict, ParsedActivity
from planner.training.workouts import Sport
from tests.exchange.recordings.fit_bytes import (
    CYCLING,
    EVENT,
    LAP,
    NOW,
    RECORD,
    RUNNING,
    SESSION,
    SET,
    SPORT,
    START,
    TITLE,
    TRANSITION,
    FitFile,
    begin,
    seconds,
)


def read(file: FitFile | bytes) -> FileReading:
    return read_fit(file if isinstance(file, bytes) else file.close(), NOW)


def only(file: FitFile | bytes) -> ParsedActivity:
    (activity,) = read(file).activities
    return activity


@pytest.mark.parametrize("big_endian", [False, True])
def test_a_run_has_the_figures_of_its_session(big_endian: bool) -> None:
    reading = read(begin(big_endian=big_endian).records(0, 10).session().local_time(3600))
    assert (reading.verdict, reading.reason) == (FileVerdict.IMPORTED, "")
    (run,) = reading.activities
    assert (run.sport, run.sport_said, run.device_sport) == (Sport.RUN, True, "running/generic")
    assert (run.start_utc, run.utc_offset_s) == (START, 3600)
    assert run.local_start == dt.datetime(2027, 3, 2, 18, 30)  # noqa: DTZ001 - a local time has no zone
    assert (run.distance_m, run.duration_s, run.elapsed_s, run.avg_hr, run.ascent_m) == (10000, 3000, 3100, 150, 80)


@pytest.mark.parametrize(
    ("sport", "sub_sport", "counts_as", "words"),
    [
        (1, 1, Sport.RUN, "running/treadmill"),
        (1, 3, Sport.RUN, "running/trail"),
        (1, 4, Sport.RUN, "running/track"),
        (1, 45, Sport.RUN, "running/indoor_running"),
        (1, 58, Sport.RUN, "running/virtual_activity"),
        (4, 1, Sport.RUN, "fitness_equipment/treadmill"),
        (4, 15, Sport.CROSS, "fitness_equipment/elliptical"),
        (4, 20, Sport.STRENGTH, "fitness_equipment/strength_training"),
        (10, 20, Sport.STRENGTH, "training/strength_training"),
        (10, 43, Sport.CROSS, "training/yoga"),
        (2, 7, Sport.CROSS, "cycling/road"),
        (11, 27, Sport.CROSS, "walking/indoor_walking"),
        (17, 0, Sport.CROSS, "hiking/generic"),
        (62, 70, Sport.CROSS, "hiit/hiit"),
        (200, 201, Sport.CROSS, "200/201"),
    ],
)
def test_sports_count_as_run_strength_or_cross(sport: int, sub_sport: int, counts_as: Sport, words: str) -> None:
    activity = only(begin().session(sport, sub_sport))
    assert (activity.sport, activity.sport_said, activity.device_sport) == (counts_as, True, words)


@pytest.mark.parametrize("sport", [0, 254, 255])
def test_an_unknown_sport_is_cross_and_not_said(sport: int) -> None:
    activity = only(begin().session(sport))
    assert (activity.sport, activity.sport_said) == (Sport.CROSS, False)


def test_a_session_without_a_sport_has_that_of_the_watch() -> None:
    file = begin().add(SPORT, (0, "enum", RUNNING), (1, "enum", 3)).records(0, 60).session(255, 255)
    assert (only(file).sport, only(file).device_sport) == (Sport.RUN, "running/trail")


def test_zeros_are_unknown() -> None:
    run = only(begin().session(RUNNING, 1, distance_m=0, avg_hr=0, ascent_m=0))
    assert (run.distance_m, run.avg_hr, run.ascent_m) == (None, None, 0)


@pytest.mark.parametrize(("ahead_s", "offset_s"), [(20_700, 20_700), (-34_201, -34_200), (55_000, None), (1_000, None)])
def test_only_a_credible_local_time_is_believed(ahead_s: int, offset_s: int | None) -> None:
    run = only(begin().session().local_time(ahead_s))
    assert (run.utc_offset_s, run.local_start is None) == (offset_s, offset_s is None)


def test_each_session_is_an_activity_but_no_transition() -> None:
    ridden = START + dt.timedelta(seconds=4000)
    file = begin().session(elapsed_s=3000).session(TRANSITION, start=ridden).session(CYCLING, start=ridden)
    reading = read(file)
    assert [one.sport for one in reading.activities] == [Sport.RUN, Sport.CROSS]
    assert (reading.verdict, reading.reason) == (FileVerdict.IMPORTED, "1 transition left out")


def test_files_in_one_are_read_one_after_another() -> None:
    ride = begin(big_endian=True).session(CYCLING, start=START + dt.timedelta(hours=2)).close()
    reading = read(begin().session().close() + begin(2).close() + ride)
    assert [one.device_sport for one in reading.activities] == ["running/generic", "cycling/generic"]
    assert reading.verdict is FileVerdict.IMPORTED


def test_a_file_that_is_chained_to_itself_is_one_run() -> None:
    assert only(begin().session().close() * 3).distance_m == 10000


def test_a_watch_that_was_never_set_asks_for_the_date() -> None:
    file = begin().session(start=dt.datetime(1990, 7, 18, 14, tzinfo=dt.UTC)).local_time(0)
    reading = read(file)
    assert (reading.verdict, reading.needs_date) == (FileVerdict.SKIPPED, True)
    assert reading.reason == "the watch clock was never set; give its date"
    (run,) = reading.activities
    assert (run.start_utc, run.local_start, run.utc_offset_s, run.distance_m) == (None, None, None, 10000)


def test_a_watch_that_is_ahead_of_the_time_asks_for_the_date() -> None:
    reading = read(begin().session(start=NOW + dt.timedelta(days=3)))
    assert reading.needs_date
    assert reading.reason == "the watch clock says 2027-03-13, which lies ahead; give its date"


def test_a_session_without_a_true_date_is_left_out_next_to_one_with_it() -> None:
    reading = read(begin().session().session(start=dt.datetime(1991, 1, 1, tzinfo=dt.UTC)))
    assert [one.start_utc for one in reading.activities] == [START]
    assert reading.reason == "1 session without a true date left out"
    assert reading.verdict is FileVerdict.DAMAGED_BUT_KEPT


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (2, "it is the settings of a watch, not a recording"),
        (5, "it is a workout to follow, not a recording"),
        (6, "it is a course to follow, not a recording"),
        (32, "it is a day of steps and pulse, not a recording"),
        (4, "it has no session and no records"),
    ],
)
def test_what_is_no_recording_is_skipped_by_its_name(kind: int, reason: str) -> None:
    reading = read(begin(kind))
    assert (reading.verdict, reading.reason, reading.activities) == (FileVerdict.SKIPPED, reason, ())


def test_a_course_with_records_is_no_run() -> None:
    assert read(begin(6).records(0, 300)).activities == ()


def test_a_session_is_a_recording_whatever_the_file_says_it_is() -> None:
    assert only(begin(11).session()).distance_m == 10000


def test_other_bytes_are_no_fit_file() -> None:
    for content in (b"", b"PK\x03\x04", b"\x0e\x20" * 40):
        assert read(content).reason == "it is no FIT file"


def test_a_header_without_a_length_is_filled_in() -> None:
    file = begin().records(0, 10).session()
    expected = read(file)
    assert read(file.close(length=0)) == expected
    assert read(file.close(length=0)[:-2]) == expected
    assert read(file.close(length=0) + begin(2).close()) == expected


def test_a_wrong_checksum_is_said_and_the_run_kept() -> None:
    reading = read(begin().records(0, 3000, speed=3.3).session().close(checksum=1))
    assert (reading.verdict, reading.reason) == (FileVerdict.DAMAGED_BUT_KEPT, "its checksum is wrong")
    assert reading.activities == read(begin().session()).activities


def test_a_damaged_figure_is_that_of_the_records() -> None:
    file = begin().timer(0, 0).records(0, 2000, speed=3).session(timer_s=2000, elapsed_s=2000, distance_m=40_000)
    reading = read(file.close(checksum=1))
    (run,) = reading.activities
    assert (run.distance_m, run.duration_s) == (6000, 2000)
    assert "is taken from its records" in reading.reason


@pytest.mark.parametrize("bit", [17, 22, 28])
def test_a_damaged_date_is_that_of_the_records(bit: int) -> None:
    file = begin().records(0, 2000, speed=3)
    content = file.session(start=START, timer_s=2000, elapsed_s=2000, distance_m=6000).close()
    at = content.rindex(seconds(START).to_bytes(4, "little"))
    damaged = bytearray(content)
    damaged[at + bit // 8] ^= 1 << bit % 8
    assert only(bytes(damaged)).start_utc == START
    assert read(bytes(damaged)).verdict is FileVerdict.DAMAGED_BUT_KEPT


@pytest.mark.parametrize("length", [10, 10_000, 2**32 - 1])
def test_a_lying_length_is_said_and_the_run_kept(length: int) -> None:
    reading = read(begin().session().close(length=length))
    assert reading.activities == read(begin().session()).activities
    assert reading.verdict is FileVerdict.DAMAGED_BUT_KEPT
    assert "than its header says" in reading.reason


def test_what_follows_a_run_is_said_to_be_left_out() -> None:
    reading = read(begin().session().close() + b"abc")
    assert (reading.verdict, reading.reason) == (
        FileVerdict.DAMAGED_BUT_KEPT,
        "3 bytes after its end are left out",
    )
    assert read(begin().session().close() + b"\0" * 100).verdict is FileVerdict.IMPORTED


def test_without_a_session_the_records_say_what_was_run() -> None:
    file = begin().add(SPORT, (0, "enum", RUNNING), (1, "enum", 0)).timer(0, 0).records(0, 600, hr=140)
    file.timer(600, 4).timer(700, 0).records(700, 1000, metres=1800, hr=160).records(1001, 1010, metres=2700, hr=0)
    whole = file.close()
    reading = read(whole[:-15])
    (run,) = reading.activities
    assert (run.sport, run.start_utc, run.utc_offset_s) == (Sport.RUN, START, None)
    assert (run.distance_m, run.elapsed_s, run.duration_s) == (2721, 1008, 908)
    assert run.avg_hr == round((601 * 140 + 301 * 160) / 902)
    assert reading.reason == "it is cut short; its session is missing, so its figures are those of its records"


def test_without_events_the_timer_runs_from_the_first_record_to_the_last() -> None:
    run = only(begin().records(0, 900))
    assert (run.duration_s, run.distance_m, run.sport_said) == (900, 2700, False)


def test_a_watch_that_dies_on_the_last_leg_keeps_it() -> None:
    file = begin().add(SPORT, (0, "enum", CYCLING)).timer(0, 0).records(0, 600, speed=9)
    file.session(CYCLING, timer_s=600, elapsed_s=600, distance_m=5400)
    file.add(SPORT, (0, "enum", RUNNING)).records(601, 1201, metres=5400)
    reading = read(file.close()[:-4])
    ride, run = reading.activities
    assert (ride.device_sport, ride.distance_m, run.device_sport, run.distance_m) == (
        "cycling/generic",
        5400,
        "running",
        1797,
    )
    assert run.duration_s == 599


def test_laps_say_it_where_there_are_no_records() -> None:
    file = begin()
    for at in (0, 400):
        file.add(
            LAP,
            (2, "u32", seconds(START) + at),
            (7, "u32", 350_000),
            (8, "u32", 300_000),
            (9, "u32", 100_000),
            (25, "enum", RUNNING),
        )
    run = only(file)
    assert (run.sport, run.distance_m, run.duration_s, run.elapsed_s) == (Sport.RUN, 2000, 600, 750)


def test_damaged_records_neither_run_away_nor_back() -> None:
    file = begin().records(0, 300)
    file.add(RECORD, (253, "u32", seconds(START) + 301), (5, "u32", 4_000_000_00))
    file.add(RECORD, (253, "u32", 4_000_000_000), (5, "u32", 90_400))
    run = only(file.records(302, 600, metres=906))
    assert run.elapsed_s == 600
    assert run.distance_m == pytest.approx(1800, abs=10)


def test_a_compressed_time_follows_the_last_full_one() -> None:
    file = begin().add(RECORD, (253, "u32", seconds(START)))
    file.define(2, RECORD, [(3, 1, 2), (5, 4, 0x86)])
    for at in range(1, 601):
        head = 0x80 | 2 << 5 | (seconds(START) + at) & 31
        file.raw(bytes([head, 150]) + (300 * at).to_bytes(4, "little"))
    run = only(file)
    assert (run.elapsed_s, run.avg_hr, run.distance_m) == (600, 150, 1800)


def test_fields_of_developers_are_stepped_over() -> None:
    file = begin().add(RECORD, (253, "u32", seconds(START)), developer=b"\x07" * 9).session()
    assert only(file) == only(begin().session())


def test_a_list_of_values_gives_its_first_and_a_narrow_one_nothing() -> None:
    file = begin().add(
        SESSION,
        (2, "u32", seconds(START)),
        (5, "enum", bytes([RUNNING, 7])),
        (8, "u32", 60_000),
        (9, "u32", b"\x01\x02"),
    )
    run = only(file)
    assert (run.sport, run.duration_s, run.distance_m) == (Sport.RUN, 60, None)


def test_sets_are_one_line() -> None:
    file = begin().add(TITLE, (0, "u16", 28), (1, "u16", 9), (2, "text16", "Goblet\x1b[2Jsquat"))
    rows = [(1, 28, 9, 8, 640, 0), (0, 65535, 0, 0, 0, 60_000), (1, 28, 9, 8, 640, 0), (1, 19, 0, 0, 0, 90_000)]
    rows += [(1, 45, 0, 0, 920, 0), (1, 65535, 0, 0, 0, 20_000)]
    for kind, category, exercise, repetitions, weight, duration_ms in rows:
        file.add(
            SET,
            (254, "u32", seconds(START) + 10),
            (0, "u32", duration_ms),
            (3, "u16", repetitions),
            (4, "u16", weight),
            (5, "u8", kind),
            (7, "u16", category),
            (8, "u16", exercise),
        )
    session = only(file.session(10, 20))
    assert session.sets == "Goblet�[2Jsquat 2 × 8, 40 kg; plank 1 × 1:30; sled 1 round, 57.5 kg"


def test_sets_belong_to_the_session_of_their_time() -> None:
    lifted = START + dt.timedelta(hours=2)
    file = begin().session().session(10, 20, start=lifted)
    file.add(SET, (6, "u32", seconds(lifted) + 60), (3, "u16", 5), (5, "u8", 1), (7, "u16", 8))
    assert [one.sets for one in read(file).activities] == ["", "deadlift 1 × 5"]


def test_a_file_of_hundreds_of_sessions_is_no_recording() -> None:
    file = begin()
    for day in range(300):
        file.session(start=START - dt.timedelta(days=day))
    assert read(file).reason == "it is a list of 300 sessions, not a recording"


@given(st.integers(1, 80_000), st.integers(1, 42_195_00), st.integers(0, 254), st.booleans())
def test_any_session_is_read_as_it_was_written(timer_s: int, distance_cm: int, avg_hr: int, big_endian: bool) -> None:
    file = begin(big_endian=big_endian)
    run = only(file.session(timer_s=timer_s, elapsed_s=timer_s, distance_m=distance_cm / 100, avg_hr=avg_hr))
    assert (run.duration_s, run.distance_m, run.avg_hr) == (timer_s, distance_cm / 100, avg_hr or None)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_the_timer_is_the_records_less_the_pauses(pauses: list[int]) -> None:
    file, at = begin(), 0
    for pause in pauses:
        file.timer(at, 0).records(at, at + 30).add(
            EVENT, (253, "u32", seconds(START) + at + 30), (0, "enum", 0), (1, "enum", 4)
        )
        at += 30 + pause
    run = only(file)
    assert run.duration_s == 30 * len(pauses)
    assert run.elapsed_s == 30 * len(pauses) + sum(pauses[:-1])
