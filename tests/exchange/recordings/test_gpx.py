"""What a GPX file says: distance within segments, pauses between them, sports, offsets, and little at all."""

import datetime as dt
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.recordings.gpx import read_gpx
from planner.training.recordings import FileVerdict, ParsedActivity
from planner.training.workouts import Sport
from tests.exchange.recordings.xml_samples import (
    NOW,
    START,
    gpx_file,
    gpx_point,
    gpx_run,
    gpx_segment,
    gpx_track,
)


def only_activity(data: bytes) -> ParsedActivity:
    (activity,) = read_gpx(data, NOW).activities
    return activity


def test_a_run_has_its_figures() -> None:
    hr = "<extensions><x><hr>{}</hr></x></extensions>"
    points = [gpx_point(0, 0, ele=10, inner=hr.format(0)), gpx_point(60, 200, ele=15, inner=hr.format(140))]
    points.append(gpx_point(120, 400, ele=12, inner=hr.format(151)))
    run = only_activity(gpx_file(gpx_track(gpx_segment(points), name="Around the lake")))
    assert run.sport is Sport.RUN
    assert run.sport_said
    assert run.device_sport == "running"
    assert run.title == "Around the lake"
    assert run.start_utc == START
    assert run.utc_offset_s is None
    assert run.local_start is None
    assert run.distance_m == pytest.approx(400, abs=0.2)
    assert (run.duration_s, run.elapsed_s) == (120, 120)
    assert run.avg_hr == 146  # the mean of 140 and 151, without the 0
    assert run.ascent_m == 5


def test_time_between_segments_is_a_pause_and_no_distance_is_counted_there() -> None:
    later = gpx_segment([gpx_point(700, 5_000), gpx_point(800, 5_200)])
    run = only_activity(gpx_file(gpx_track(gpx_run(300, 100), later)))
    assert run.distance_m == pytest.approx(500, abs=0.3)
    assert (run.duration_s, run.elapsed_s) == (200, 800)


@pytest.mark.parametrize(("gap_s", "count"), [(1199, 1), (1200, 2), (5_000, 2)])
def test_less_than_20_minutes_between_tracks_of_one_sport_is_a_pause(gap_s: int, count: int) -> None:
    tracks = [gpx_track(gpx_run(300, 100)), gpx_track(gpx_run(300, 100, begin=100 + gap_s))]
    assert len(read_gpx(gpx_file(*tracks), NOW).activities) == count


def test_tracks_of_different_sports_are_different_activities() -> None:
    tracks = [
        gpx_track(gpx_run(begin=begin), kind=kind)
        for begin, kind in ((0, "cycling"), (150, "running"), (300, "hiking"))
    ]
    found = read_gpx(gpx_file(*tracks), NOW).activities
    assert [activity.device_sport for activity in found] == ["cycling", "running", "hiking"]
    assert [activity.sport for activity in found] == [Sport.CROSS, Sport.RUN, Sport.CROSS]


def test_the_order_of_tracks_in_the_file_does_not_matter() -> None:
    tracks = [gpx_track(gpx_run(100 + begin, 90, begin=begin)) for begin in (0, 200, 2_000)]
    readings = {read_gpx(gpx_file(*order), NOW).activities for order in permutations(tracks)}
    assert len(readings) == 1
    assert len(readings.pop()) == 2


@pytest.mark.parametrize("kind", ["unknown", "", "fun", "9", "marathon sweepstake", "not running"])
def test_an_unknown_type_is_never_silently_a_run(kind: str) -> None:
    activity = only_activity(gpx_file(gpx_track(gpx_run(), kind=kind)))
    assert activity.sport is Sport.CROSS
    assert not activity.sport_said


@pytest.mark.parametrize(
    ("kind", "sport"),
    [
        ("Trail Running", Sport.RUN),
        ("treadmill_running", Sport.RUN),
        ("VirtualRun", Sport.RUN),
        ("Laufen", Sport.RUN),
        ("course à pied", Sport.RUN),
        ("strength_training", Sport.STRENGTH),
        ("mountain biking", Sport.CROSS),
    ],
)
def test_a_known_type_is_its_sport(kind: str, sport: Sport) -> None:
    activity = only_activity(gpx_file(gpx_track(gpx_run(), kind=kind)))
    assert activity.sport is sport
    assert activity.sport_said


def test_the_number_that_strava_writes_for_a_run_is_a_run_in_its_files_only() -> None:
    track = gpx_track(gpx_run(), kind="9")
    assert only_activity(gpx_file(track, creator="StravaGPX Android")).sport is Sport.RUN


def test_the_type_of_a_link_is_not_the_sport() -> None:
    link = '<link href="https://example.org/a"><text>running</text><type>running</type></link>'
    track = gpx_track(gpx_run(), kind="").replace("<trk>", f"<trk>{link}")
    assert not only_activity(gpx_file(track)).sport_said


@pytest.mark.parametrize(
    ("zone", "offset_s", "local"),
    [
        ("+02:00", 7200, START),
        ("-03:30", -12_600, START),
        ("+05:45", 20_700, START),
        ("+00:00", None, None),
        ("", None, None),
        ("+14:15", None, None),
        ("+01:07", None, None),
    ],
)
def test_an_offset_counts_if_a_zone_can_have_it(zone: str, offset_s: int | None, local: dt.datetime | None) -> None:
    run = only_activity(gpx_file(gpx_track(gpx_run(zone=zone))))
    assert run.utc_offset_s == offset_s
    assert run.local_start == (local.replace(tzinfo=None) if local else None)
    if offset_s is not None:
        assert run.start_utc == START - dt.timedelta(seconds=offset_s)


def test_tracks_without_times_are_left_out_and_named() -> None:
    untimed = gpx_track(gpx_segment([gpx_point(None, 0), gpx_point(None, 900)]))
    reading = read_gpx(gpx_file(gpx_track(), untimed, gpx_track(gpx_run(300))), NOW)
    assert reading.verdict is FileVerdict.DAMAGED_BUT_KEPT
    assert reading.activities[0].distance_m == pytest.approx(300, abs=0.2)
    assert "track 2 has no times" in reading.reason
    assert "track 1 has no points" in reading.reason


def test_points_without_times_between_others_belong_to_the_way() -> None:
    points = [gpx_point(None, 0), gpx_point(0, 100), gpx_point(None, 250), gpx_point(60, 300), gpx_point(None, 900)]
    run = only_activity(gpx_file(gpx_track(gpx_segment(points))))
    assert run.distance_m == pytest.approx(200, abs=0.2)


@pytest.mark.parametrize(
    ("tracks", "words"),
    [
        (gpx_track(gpx_segment([gpx_point(None, 0), gpx_point(None, 9)])), "no times: no date"),
        (gpx_track(gpx_segment([gpx_point(0, 0)])), "one point only"),
        (gpx_track(gpx_segment([])), "has no points"),
        ("<rte><rtept lat='1' lon='2'/></rte>", "a route"),
        ("<wpt lat='1' lon='2'><time>2027-01-04T06:00:00Z</time></wpt>", "waypoints only"),
        ("", "no track"),
    ],
)
def test_a_file_without_an_activity_is_skipped_and_says_why(tracks: str, words: str) -> None:
    reading = read_gpx(gpx_file(tracks), NOW)
    assert reading.verdict is FileVerdict.SKIPPED
    assert reading.activities == ()
    assert words in reading.reason


@pytest.mark.parametrize("year", [1901, 1989, 1999, 2061])
def test_dates_that_cannot_be_are_never_taken(year: int) -> None:
    data = gpx_file(gpx_track(gpx_run(seconds=300))).replace(b"<time>2027", b"<time>%d" % year)
    reading = read_gpx(data, NOW)
    assert reading.verdict is FileVerdict.SKIPPED
    assert str(year) in reading.reason
    assert reading.needs_date
    assert [activity.start_utc for activity in reading.activities] == [None]
    assert reading.activities[0].duration_s == 300


def test_a_clock_that_is_set_on_the_way_costs_the_points_before_only() -> None:
    points = [gpx_point(0, metres).replace("2027-01-04", "1970-01-01") for metres in (0, 3)]
    points += [gpx_point(seconds, 10 + seconds * 3) for seconds in range(0, 200, 10)]
    reading = read_gpx(gpx_file(gpx_track(gpx_segment(points))), NOW)
    assert reading.verdict is FileVerdict.DAMAGED_BUT_KEPT
    assert reading.activities[0].duration_s == 190
    assert "2 points" in reading.reason


def test_a_jump_of_the_receiver_is_no_distance() -> None:
    points = [gpx_point(second, second * 3) for second in range(20)]
    points[10] = gpx_point(10, 400_000)
    points[15] = points[15].replace('lon="8.5"', 'lon="0"').replace("50.", "0.")
    run = only_activity(gpx_file(gpx_track(gpx_segment(points))))
    assert run.distance_m is not None
    assert 40 < run.distance_m <= 57.1


def test_a_treadmill_has_no_distance() -> None:
    points = [f"<trkpt><time>2027-01-04T06:0{minute}:00Z</time></trkpt>" for minute in range(9)]
    run = only_activity(gpx_file(gpx_track(gpx_segment(points), kind="treadmill_running")))
    assert run.distance_m is None
    assert run.ascent_m is None
    assert run.duration_s == 480


@pytest.mark.parametrize("tag", ["hr", "heartrate", "gpxdata:hr", "ns3:hr"])
def test_a_heart_rate_is_found_wherever_it_is(tag: str) -> None:
    spaces = '<gpx xmlns:gpxdata="a:b" xmlns:ns3="c:d" '
    inner = f"<extensions><deep><{tag}>150</{tag}></deep></extensions>"
    points = [gpx_point(0, 0), gpx_point(30, 90, inner=inner), gpx_point(31, 93, inner=f"<{tag}>152</{tag}>")]
    data = gpx_file(gpx_track(gpx_segment(points))).replace(b"<gpx ", spaces.encode())
    assert only_activity(data).avg_hr == 151


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + gpx_file(gpx_track(gpx_run())),
        b"\n  \t" + gpx_file(gpx_track(gpx_run())),
        gpx_file(gpx_track(gpx_run())).partition(b"?>")[2],
        gpx_file(gpx_track(gpx_run())).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        gpx_file(gpx_track(gpx_run())).decode().replace("UTF-8", "windows-1252").encode("cp1252"),
    ],
    ids=["mark", "blanks", "undeclared", "utf-16", "windows"],
)
def test_encodings_and_blanks_before_the_file_change_nothing(data: bytes) -> None:
    reading = read_gpx(data, NOW)
    assert reading.verdict is FileVerdict.IMPORTED
    assert reading.activities[0].distance_m == pytest.approx(300, abs=0.2)


@pytest.mark.parametrize("title", [b"Mum & I", b"K\xf6ln", b"bell \x07", b"<no:prefix>a</no:prefix>"])
def test_what_is_no_xml_costs_the_sign_and_not_the_run(title: bytes) -> None:
    data = gpx_file(gpx_track(gpx_run(), name="TITLE")).replace(b"TITLE", title)
    reading = read_gpx(data, NOW)
    assert reading.verdict is FileVerdict.DAMAGED_BUT_KEPT
    assert reading.activities[0].distance_m == pytest.approx(300, abs=0.2)


def test_a_title_is_safe_to_print() -> None:
    run = only_activity(gpx_file(gpx_track(gpx_run(), name="&#x202e;evil&#x9b;31m " + "x" * 900)))
    assert run.title.isprintable()
    assert len(run.title) <= 200


@given(st.integers(0, 4_000))
def test_a_file_cut_anywhere_keeps_what_comes_before(place: int) -> None:
    data = gpx_file(gpx_track(gpx_run(3_000, 1_000, steps=30)))
    whole = only_activity(data)
    reading = read_gpx(data[: min(place, len(data) - 1)], NOW)
    assert reading.reason
    for activity in reading.activities:
        assert reading.verdict is FileVerdict.DAMAGED_BUT_KEPT
        assert activity.start_utc == whole.start_utc
        assert 0 < (activity.distance_m or 0) <= (whole.distance_m or 0)


def test_a_file_cut_in_its_last_point_keeps_nearly_all() -> None:
    data = gpx_file(gpx_track(gpx_run(3_000, 1_000, steps=30)))
    reading = read_gpx(data[:-40], NOW)
    assert reading.verdict is FileVerdict.DAMAGED_BUT_KEPT
    assert reading.activities[0].distance_m == pytest.approx(2_900, abs=1)
    assert "cut off" in reading.reason


@given(
    st.lists(
        st.tuples(st.integers(0, 100_000), st.floats(0, 50_000)), min_size=2, max_size=30, unique_by=lambda p: p[0]
    )
)
def test_figures_of_any_points_agree_with_each_other(points: list[tuple[int, float]]) -> None:
    data = gpx_file(gpx_track(gpx_segment(gpx_point(seconds, metres) for seconds, metres in points)))
    for activity in read_gpx(data, NOW + dt.timedelta(days=2)).activities:
        assert activity.duration_s is not None
        assert activity.elapsed_s is not None
        assert 0 < activity.duration_s <= activity.elapsed_s <= 100_000
