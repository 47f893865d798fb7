"""`planner import`, `recordings` and `recording`: files in, each activity once, on its local day."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.usecases.recordings import import_recordings as importing
from planner.usecases.recordings.found_files import Progress
from planner.usecases.recordings.import_results import ImportOutcome
from tests.cli.said import Planner
from tests.exchange.recordings.fit_bytes import begin
from tests.exchange.recordings.xml_samples import START, gpx_file, gpx_run, gpx_track

TODAY = "2027-01-20"
OPTIONS = {"today": TODAY}


def fit(start_s: int = 0, seconds: int = 1800, offset_s: int | None = 3600) -> bytes:
    """A run of 5 km at 06:00 UTC of 4 January 2027, or so many seconds later."""
    start = START + dt.timedelta(seconds=start_s)
    made = begin().session(start=start, timer_s=seconds, elapsed_s=seconds, distance_m=5000)
    return (made if offset_s is None else made.local_time(offset_s)).close()


@pytest.fixture
def watch(tmp_path: Path) -> Path:
    folder = tmp_path / "watch"
    folder.mkdir()
    return folder


def test_a_run_comes_in_on_its_local_day_and_undo_takes_it_back(planner: Planner, watch: Path) -> None:
    (watch / "run.fit").write_bytes(fit())
    said = planner("import", str(watch / "run.fit"), **OPTIONS)
    assert said.code == 0
    assert "Mon 4 Jan 2027" in said.out
    assert "planner undo takes the import back" in said.out
    (listed,) = planner("recordings", "--json", **OPTIONS).document["recordings"]
    assert listed["local_start"] == "2027-01-04T07:00:00"
    assert listed["sources"] == ["run.fit"]
    planner("undo", **OPTIONS)
    assert planner("recordings", "--json", **OPTIONS).document == {"recordings": []}


def test_a_second_import_finds_everything_there(planner: Planner, watch: Path) -> None:
    (watch / "a.fit").write_bytes(fit())
    (watch / "b.gpx").write_bytes(gpx_file(gpx_track(gpx_run(3000, 900, begin=40_000))))
    planner("import", str(watch), **OPTIONS)
    before = planner("recordings", "--json", **OPTIONS).document
    said = planner("import", str(watch), "--json", **OPTIONS)
    assert [each["result"] for each in said.document["files"]] == ["already there"] * 2
    assert planner("recordings", "--json", **OPTIONS).document == before
    assert len(planner("history", "--json", **OPTIONS).document["operations"]) == 1


def test_only_the_first_import_says_that_a_workout_is_done_with_it(planner: Planner, watch: Path) -> None:
    (watch / "a.fit").write_bytes(fit())
    planner("add", "2027-01-04", "easy", "--distance", "5km", **OPTIONS)
    first, second = (planner("import", str(watch), **OPTIONS).out for _ in range(2))
    assert "With them, 1 workout of the plan is done." in first
    assert "of the plan" not in second


@pytest.mark.parametrize("names", [("run.fit", "run.gpx"), ("run.gpx", "run.fit")])
def test_one_run_in_two_formats_is_one_recording_whichever_came_first(
    planner: Planner, watch: Path, names: tuple[str, str]
) -> None:
    (watch / "run.fit").write_bytes(fit(seconds=1800))
    (watch / "run.gpx").write_bytes(gpx_file(gpx_track(gpx_run(5200, 1800), name="Along the river")))
    results = [planner("import", str(watch / name), "--json", **OPTIONS).document["files"][0] for name in names]
    assert [each["result"] for each in results] == ["imported", "already there"]
    (kept,) = planner("recordings", "--json", **OPTIONS).document["recordings"]
    assert kept["sources"] == ["run.fit", "run.gpx"]
    assert kept["title"] == "Along the river"
    assert kept["utc_offset_s"] == 3600


def test_a_watch_that_died_half_way_is_asked_about_and_counts_nowhere(planner: Planner, watch: Path) -> None:
    (watch / "whole.fit").write_bytes(fit(seconds=3600))
    (watch / "half.gpx").write_bytes(gpx_file(gpx_track(gpx_run(4000, 1500))))
    planner("import", str(watch / "whole.fit"), **OPTIONS)
    (result,) = planner("import", str(watch / "half.gpx"), "--json", **OPTIONS).document["files"]
    assert result["result"] == "asked"
    assert result["reason"].endswith("perhaps the same activity as recording 1")
    listed = planner("recordings", "--json", **OPTIONS).document["recordings"]
    assert {each["id"]: each["double_of"] for each in listed} == {1: None, 2: 1}


def test_a_file_whose_watch_was_never_set_is_skipped_until_its_day_is_given(planner: Planner, watch: Path) -> None:
    (watch / "old.fit").write_bytes(fit(start_s=-1_160_000_000, offset_s=None))
    said = planner("import", str(watch / "old.fit"), **OPTIONS)
    assert said.code == 1
    assert "give its date" in said.out
    said = planner("import", str(watch / "old.fit"), "--date", "2027-01-05", "--json", **OPTIONS)
    (result,) = said.document["files"]
    assert (result["result"], result["activities"][0]["date"]) == ("imported", "2027-01-05")


def test_two_files_of_one_given_day_stay_two(planner: Planner, watch: Path) -> None:
    for number, seconds in enumerate((1800, 1700)):
        (watch / f"{number}.fit").write_bytes(fit(start_s=-1_160_000_000, seconds=seconds, offset_s=None))
    said = planner("import", str(watch), "--date", "2027-01-05", "--json", **OPTIONS)
    assert [each["result"] for each in said.document["files"]] == ["imported"] * 2
    assert len(planner("recordings", "--json", **OPTIONS).document["recordings"]) == 2


def test_an_unknown_sport_is_kept_but_asked_unless_it_is_said(planner: Planner, watch: Path) -> None:
    for number in (1, 2):
        content = gpx_file(gpx_track(gpx_run(3000, 900, begin=number * 100_000), kind=""))
        (watch / f"{number}.gpx").write_bytes(content)
    planner("import", str(watch / "1.gpx"), **OPTIONS)
    planner("import", str(watch / "2.gpx"), "--sport", "run", **OPTIONS)
    listed = planner("recordings", "--json", **OPTIONS).document["recordings"]
    assert [(each["sport"], each["sport_said"]) for each in listed] == [("cross", False), ("run", True)]
    planner("recording", "1", "--sport", "ride", **OPTIONS)
    assert planner("recording", "1", "--json", **OPTIONS).document["recording"]["sport_said"]


def test_one_bad_file_stops_nothing_and_each_file_has_a_verdict(planner: Planner, watch: Path) -> None:
    (watch / "a.fit").write_bytes(b"\0\1broken" * 9)
    (watch / "b.fit").write_bytes(fit())
    (watch / "c.tcx").write_bytes(b"")
    (watch / ".hidden.fit").write_bytes(fit(start_s=50_000))
    (watch / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    said = planner("import", str(watch), "--json", **OPTIONS)
    assert [each["result"] for each in said.document["files"]] == ["skipped", "imported", "skipped"]
    assert all(each["reason"] for each in said.document["files"] if each["result"] == "skipped")
    assert "Left aside: 2 hidden or other files." in planner("import", str(watch), **OPTIONS).out


def test_nothing_that_could_be_imported_is_exit_1(planner: Planner, watch: Path) -> None:
    said = planner("import", str(watch / "nowhere.fit"), **OPTIONS)
    assert said.code == 1
    assert "there is no such file" in " ".join(said.out.split())


def test_a_plan_is_no_recording_and_says_what_reads_it(planner: Planner, watch: Path) -> None:
    (watch / "plan.csv").write_text("Week,Mon,Tue,Wed\n1,easy 5 km,,long 12 km\n", encoding="utf-8")
    said = planner("import", str(watch / "plan.csv"), "--json", **OPTIONS)
    (result,) = json.loads(said.out)["files"]
    assert (said.code, result["result"], result["kind"]) == (1, "skipped", "plan")
    assert result["reason"] == "this is a run plan: planner new --from FILE"


def test_a_dry_run_stores_nothing_and_makes_no_file(planner: Planner, watch: Path, missing: Path) -> None:
    (watch / "run.fit").write_bytes(fit())
    (result,) = planner("import", str(watch), "--dry-run", "--json", **OPTIONS).document["files"]
    assert (result["result"], result["activities"][0]["id"]) == ("imported", None)
    assert not missing.exists()
    planner("set", "unit", "km", **OPTIONS)
    (watch / "later.fit").write_bytes(fit(40_000))
    assert "2 files: 2 imported; 2 recordings." in planner("import", str(watch), "--dry-run", **OPTIONS).out
    assert planner("recordings", "--json", **OPTIONS).document == {"recordings": []}


def test_a_run_comes_through_standard_input(planner: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(fit())))
    (result,) = planner("import", "-", "--json", **OPTIONS).document["files"]
    assert (result["path"], result["result"]) == ("standard input", "imported")


def test_an_archive_is_one_file_with_all_its_activities(planner: Planner, watch: Path) -> None:
    with zipfile.ZipFile(watch / "export.zip", "w") as archive:
        archive.writestr("activities/1.fit", fit())
        archive.writestr("activities/2.fit", fit(start_s=90_000))
        archive.writestr("activities/3.fit", b"nothing")
        archive.writestr("__MACOSX/activities/._1.fit", b"nothing")
    (result,) = planner("import", str(watch / "export.zip"), "--json", **OPTIONS).document["files"]
    assert result["result"] == "imported"
    assert len(result["activities"]) == 2
    assert result["reason"].startswith("activities/3.fit: ")
    (again,) = planner("import", str(watch / "export.zip"), "--json", **OPTIONS).document["files"]
    assert again["result"] == "already there"


def test_cancelling_stores_nothing(
    planner: Planner, watch: Path, monkeypatch: pytest.MonkeyPatch, missing: Path
) -> None:
    for number in range(3):
        (watch / f"{number}.fit").write_bytes(fit(start_s=number * 90_000))

    def cancel_after_two(progress: Progress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    original: Callable[..., ImportOutcome] = importing.import_recordings
    monkeypatch.setattr(
        "planner.cli.import_commands.import_recordings",
        lambda book, paths, options, _: original(book, paths, options, cancel_after_two),
    )
    said = planner("import", str(watch), **OPTIONS)
    assert said.code == 130
    assert "nothing was stored" in said.err
    assert not missing.exists()


def test_the_zone_decides_the_day_of_a_file_that_names_none(planner: Planner, watch: Path) -> None:
    (watch / "run.gpx").write_bytes(gpx_file(gpx_track(gpx_run(3000, 900, begin=12 * 3600))))  # 18:00 UTC
    (watch / "offset.fit").write_bytes(fit(offset_s=-18_000))
    planner("set", "zone", "europe/berlin", **OPTIONS)
    planner("import", str(watch), **OPTIONS)

    def days() -> dict[str, str]:
        listed = planner("recordings", "--json", **OPTIONS).document["recordings"]
        return {each["sources"][0]: each["local_start"] for each in listed}

    assert days() == {"run.gpx": "2027-01-04T19:00:00", "offset.fit": "2027-01-04T01:00:00"}
    said = planner("set", "zone", "Pacific/Kiritimati", **OPTIONS)
    assert "1 recording has another local time now, 1 of them another day." in said.out
    assert days() == {"run.gpx": "2027-01-05T08:00:00", "offset.fit": "2027-01-04T01:00:00"}
    planner("undo", **OPTIONS)
    assert days()["run.gpx"] == "2027-01-04T19:00:00"
    assert planner("set", "--json", **OPTIONS).document["athlete"]["zone"] == "Europe/Berlin"


def test_a_zone_given_for_a_journey_is_kept_when_the_home_zone_changes(planner: Planner, watch: Path) -> None:
    (watch / "run.gpx").write_bytes(gpx_file(gpx_track(gpx_run(3000, 900))))
    planner("set", "zone", "Europe/Berlin", **OPTIONS)
    planner("import", str(watch), "--zone", "America/New_York", **OPTIONS)
    planner("set", "zone", "Asia/Tokyo", **OPTIONS)
    (listed,) = planner("recordings", "--json", **OPTIONS).document["recordings"]
    assert listed["local_start"] == "2027-01-04T01:00:00"


@pytest.mark.parametrize(("typed", "hint"), [("Berlin", "Europe/Berlin"), ("Europe/Berlim", "Europe/Berlin")])
def test_an_unknown_zone_is_refused_with_the_nearest(planner: Planner, typed: str, hint: str) -> None:
    said = planner("set", "zone", typed, **OPTIONS)
    assert (said.code, f"did you mean {hint}?" in said.err) == (1, True)


def test_parts_are_joined_and_a_whole_is_parted(planner: Planner, watch: Path) -> None:
    (watch / "1.fit").write_bytes(fit(seconds=1800))
    (watch / "2.fit").write_bytes(fit(start_s=2400, seconds=600))
    planner("import", str(watch), **OPTIONS)
    edit = planner("recording", "2", "--join", "1", "--json", **OPTIONS).document
    (joined,) = edit["recordings"]
    assert (joined["id"], edit["removed"]) == (1, [2])
    assert (joined["duration_s"], joined["elapsed_s"]) == (2400.0, 3000.0)
    assert joined["sources"] == ["1.fit", "2.fit"]
    first, second = planner("recording", "1", "--part", "7:30", "--json", **OPTIONS).document["recordings"]
    assert second["local_start"] == "2027-01-04T07:30:00"
    assert first["duration_s"] + second["duration_s"] == 2400.0
    assert first["distance_m"] + second["distance_m"] == pytest.approx(joined["distance_m"])
    again = planner("import", str(watch), "--json", **OPTIONS).document["files"]
    assert [each["result"] for each in again] == ["already there"] * 2
    assert "part must lie between" in planner("recording", "1", "--part", "9:00", **OPTIONS).err


def test_a_deleted_recording_comes_back_with_undo_or_a_new_import(planner: Planner, watch: Path) -> None:
    (watch / "run.fit").write_bytes(fit())
    planner("import", str(watch), **OPTIONS)
    assert planner("recording", "1", "--delete", **OPTIONS).code == 0
    assert planner("recording", "1", **OPTIONS).code == 1
    planner("undo", **OPTIONS)
    assert planner("recording", "1", **OPTIONS).code == 0
