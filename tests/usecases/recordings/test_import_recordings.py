"""Importing files: order does not matter, nothing is stored twice, each run is on its local day."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.clock import Clock
from planner.store import prepare, quick
from planner.training.recordings import FileVerdict, Recording
from planner.training.workouts import StoredStatus
from planner.usecases import history
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.edit_recordings import list_recordings
from planner.usecases.recordings.import_recordings import ImportOptions, import_recordings
from planner.usecases.recordings.stored_zone import StoredZone
from planner.usecases.recordings.zones import change_zone, remember_machine_zone
from tests.dump import canonical
from tests.exchange.recordings.fit_bytes import begin
from tests.exchange.recordings.xml_samples import START, gpx_file, gpx_run, gpx_track
from tests.matching.cases import run
from tests.usecases.recordings.books import links, new_book, the

USUAL = ImportOptions(zone="Europe/Berlin")
HOUR = 3600


def fit(start: dt.datetime, metres: float, seconds: int, offset_s: int | None = HOUR) -> bytes:
    made = begin().session(start=start, timer_s=seconds, elapsed_s=seconds, distance_m=metres)
    return (made if offset_s is None else made.local_time(offset_s)).close()


def files() -> dict[str, bytes]:
    """One run in three files, the half of it from a watch that died, another run, and one at an unknown sport."""
    return {
        "run.fit": fit(START, 10_000, 3600),
        "run.gpx": gpx_file(gpx_track(gpx_run(10_300, 3590), name="Along the river")),
        "again.gpx": gpx_file(gpx_track(gpx_run(9_900, 3610))),
        "half.gpx": gpx_file(gpx_track(gpx_run(4_000, 1500))),
        "later.fit": fit(START + dt.timedelta(days=1), 5_000, 1500),
        "what.gpx": gpx_file(gpx_track(gpx_run(3_000, 900, begin=200_000), kind="")),
    }


def what_is_stored(book: Planbook) -> dict[tuple[str, ...], object]:
    """Recordings by the names of their files, without numbers, with what they are linked to."""
    recordings, made = list_recordings(book, dt.date.min, dt.date.max)

    def name(recording: Recording) -> tuple[str, ...]:
        return tuple(source.name for source in recording.sources)

    by_number = {each.id: each for each in recordings}

    def linked(recording: Recording) -> object:
        link = made.get(recording.id)
        if link is None:
            return None
        workout = the(book, link.item_id)
        return workout.date, workout.status, workout.actual and workout.actual.effort.distance_m

    return {
        name(each): (
            each.local_start,
            each.distance_m,
            each.title,
            each.double_of and name(by_number[each.double_of]),
            linked(each),
        )
        for each in recordings
    }


def book_in(folder: Path, name: str) -> Planbook:
    return new_book(folder / name, [run(1, 10, day=-2)])


@given(order=st.permutations(sorted(files())), cuts=st.sets(st.integers(1, 5)))
def test_the_order_of_imports_does_not_matter(order: list[str], cuts: set[int]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, content in files().items():
            (folder / name).write_bytes(content)
        at_once, in_parts = book_in(folder, "a.db"), book_in(folder, "b.db")
        import_recordings(at_once, [str(folder / name) for name in files()], USUAL)
        ends = [*sorted(cuts), len(order)]
        for first, last in zip([0, *ends], ends, strict=False):
            import_recordings(in_parts, [str(folder / name) for name in order[first:last]], USUAL)
        assert what_is_stored(in_parts) == what_is_stored(at_once)
        assert len(what_is_stored(at_once)) == 4


def test_a_second_import_changes_nothing_and_an_undone_one_leaves_no_trace(tmp_path: Path) -> None:
    for name, content in files().items():
        (tmp_path / name).write_bytes(content)
    book = book_in(tmp_path, "book.db")
    change_zone(book, "Europe/Berlin")
    before = canonical(book.path)
    import_recordings(book, [str(tmp_path)], ImportOptions())
    imported = canonical(book.path)
    outcome = import_recordings(book, [str(tmp_path)], ImportOptions())
    assert {each.verdict for each in outcome.files} == {FileVerdict.ALREADY_THERE}
    assert outcome.operation == ""
    assert canonical(book.path) == imported != before
    history.undo(book)
    assert canonical(book.path) == before


def test_a_run_of_the_plan_is_done_and_says_which_recording_it_was(tmp_path: Path) -> None:
    (tmp_path / "run.fit").write_bytes(fit(START, 10_100, 3600))
    book = book_in(tmp_path, "book.db")
    (result,) = import_recordings(book, [str(tmp_path / "run.fit")], USUAL).files
    assert the(book, 1).status is StoredStatus.DONE
    assert links(book) == {1: [1]}
    (link,) = result.links
    assert (link.item_id, link.words.startswith("10.1 of 10 km, same day")) == (1, True)


def test_a_figure_that_no_workout_can_have_is_left_out_and_stops_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "damaged.fit").write_bytes(fit(START, 10_100, 1_138_020))
    (tmp_path / "whole.fit").write_bytes(fit(START - dt.timedelta(days=30), 5_000, 1500))
    book = book_in(tmp_path, "book.db")
    damaged, whole = import_recordings(book, [str(tmp_path)], USUAL).files
    (recording,) = damaged.recordings
    assert (recording.distance_m, recording.duration_s, recording.elapsed_s) == (10_100, None, None)
    assert "duration 1138020 cannot be" in recording.remarks
    assert whole.verdict is FileVerdict.IMPORTED


def test_a_dry_run_says_what_would_be_linked_and_stores_nothing(tmp_path: Path) -> None:
    (tmp_path / "run.fit").write_bytes(fit(START, 10_100, 3600))
    book = book_in(tmp_path, "book.db")
    before = canonical(book.path)
    (result,) = import_recordings(book, [str(tmp_path / "run.fit")], ImportOptions(is_dry_run=True)).files
    assert [link.item_id for link in result.links] == [1]
    assert [recording.id for recording in result.recordings] == [0]
    assert canonical(book.path) == before


@pytest.mark.parametrize(
    ("zone", "start", "local"),
    [
        ("Europe/Berlin", "2027-01-04T22:50:00", "2027-01-04T23:50:00"),  # just before midnight
        ("Europe/Berlin", "2026-10-25T00:40:00", "2026-10-25T02:40:00"),  # the hour before summer time ends
        ("Europe/Berlin", "2026-10-25T01:40:00", "2026-10-25T02:40:00"),  # the same hour again
        ("Europe/Berlin", "2026-03-29T01:30:00", "2026-03-29T03:30:00"),  # an hour was left out
        ("Pacific/Kiritimati", "2027-01-04T11:00:00", "2027-01-05T01:00:00"),
        ("America/Los_Angeles", "2027-01-05T03:00:00", "2027-01-04T19:00:00"),
        ("Etc/UTC", "2027-01-04T23:59:59", "2027-01-04T23:59:59"),
    ],
)
@pytest.mark.parametrize("machine", ["Etc/UTC", "Asia/Tokyo"])
def test_a_run_lands_on_its_local_day_whatever_the_machine_thinks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str, start: str, local: str, machine: str
) -> None:
    monkeypatch.setenv("TZ", machine)
    moment = dt.datetime.fromisoformat(start).replace(tzinfo=dt.UTC)
    (tmp_path / "run.fit").write_bytes(fit(moment, 5_000, 1500, None))
    book = new_book(tmp_path / "book.db")
    change_zone(book, zone)
    import_recordings(book, [str(tmp_path / "run.fit")], ImportOptions())
    (recording,), _ = list_recordings(book, dt.date.min, dt.date.max)
    assert recording.local_start == dt.datetime.fromisoformat(local)
    (made,) = quick.read_all_workouts(book.path)
    assert made.date == recording.date


def test_today_is_the_runners_and_follows_another_zone(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    zone = StoredZone(path)
    assert zone() is None  # no file, and none is made
    assert not path.exists()
    prepare(path)
    book = Planbook(path, Clock(read_zone=zone))
    days = []
    for name in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # 25 hours apart: never the same day
        change_zone(book, name)
        days.append(book.today)
        assert zone() == name
        assert book.clock.local_now().date() == days[-1]
    assert dt.timedelta(days=1) <= days[0] - days[1] <= dt.timedelta(days=2)


def test_a_new_file_remembers_the_zone_of_its_machine_without_an_operation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Lisbon")
    book = Planbook(tmp_path / "book.db")
    prepare(book.path)
    said = remember_machine_zone(book)
    assert said == "Your time zone is Europe/Lisbon: planner set zone changes it."
    assert quick.read_zone(book.path) == "Europe/Lisbon"
    assert history.undo(book) is None
