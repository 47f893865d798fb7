"""Real files of watches and apps end in `planner import` as it is written next to them, alone and together."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "activities"
needs_files = pytest.mark.skipif(not (FOLDER / "more").is_dir(), reason="the known files are not on this machine")
OPTIONS = {"today": "2027-01-20"}

OTHERS: dict[str, tuple[str, list[tuple[str, str, float | None, float]]]] = {
    "activity_misc.tcx": ("imported", [("cross", "2022-07-16T16:08:25Z", 1157.51, 1112)]),
    "chained_activity_plus_settings.fit": ("imported", [("run", "2012-04-09T21:22:26Z", 5.73, 13.749)]),
    "compressed_speed_distance.fit": ("skipped", []),
    "corrupt_bad_file_crc.fit": ("damaged but kept", [("run", "2012-04-09T21:22:26Z", 5.73, 13.749)]),
    "corrupt_second_file_nodata.fit": ("damaged but kept", [("run", "2012-04-09T21:22:26Z", 5.73, 13.749)]),
    "corrupt_second_header.fit": ("damaged but kept", [("run", "2012-04-09T21:22:26Z", 5.73, 13.749)]),
    "corrupt_unexpected_eof.fit": ("damaged but kept", [("run", "2012-04-09T21:22:26Z", 5.73, 13.749)]),
    "dev_data_id_missing_app_id.fit": ("imported", [("cross", "2017-08-21T08:18:00Z", 963.65, 132)]),
    "developer_fields.fit": ("imported", [("run", "2017-01-17T17:06:47Z", 6753.99, 3424)]),
    "route_only_no_track.gpx": ("skipped", []),
    "run_fenix2.fit": ("imported", [("run", "2015-08-15T14:45:08Z", 9008.22, 2832)]),
    "run_fenix5_short.fit": ("imported", [("run", "2017-06-11T14:34:09Z", 157.56, 56.887)]),
    "run_garmin.tcx": ("imported", [("run", "2012-12-26T21:29:53Z", 4689.24, 1992.78)]),
    "run_no_hr.tcx": ("imported", [("run", "2012-12-26T21:29:53Z", 4689.24, 1992.78)]),
    "settings_not_activity.fit": ("skipped", []),
    "strava_android.fit": ("damaged but kept", [("run", "2021-09-27T14:13:10Z", 11274.04, 3558)]),
    "swim_fr935.fit": ("imported", [("cross", "2018-03-24T11:02:35Z", None, 7552.97)]),
    "track_empty_segment.gpx": ("imported", [("cross", "2013-07-06T17:26:26Z", 85.9, 76)]),
    "track_garmin_hr_extension.gpx": ("skipped", []),
    "track_with_times.gpx": ("imported", [("cross", "2010-08-05T14:23:59Z", 4580.1, 4239)]),
    "unicode_bom_noencoding.gpx": ("skipped", []),
    "walk_fenix5.fit": ("imported", [("cross", "2017-06-11T14:32:51Z", 67.85, 45.379)]),
    "workout_not_activity_repeat_steps.fit": ("skipped", []),
}  # fmt: skip
"""What is written of the other files: the verdict, and of each activity sport, start, metres and seconds."""


def expected() -> dict[str, tuple[str, list[dict[str, Any]]]]:
    """The verdict and the activities of each file, imported alone."""
    names = ("sport", "start_utc", "distance_m", "duration_s")
    wanted = {name: (verdict, [dict(zip(names, one, strict=True)) for one in ones])
              for name, (verdict, ones) in OTHERS.items()}  # fmt: skip
    for file in json.loads((FOLDER / "more" / "expected.json").read_text(encoding="utf-8"))["files"]:
        verdict = "imported" if file["result"] == "already there" else file["result"]
        wanted[file["file"]] = verdict, [] if verdict == "skipped" else file["activities"]
    return wanted


def is_near(name: str, wanted: Any, found: Any, file: str) -> bool:
    """Whether a figure is what is written: to the tolerances that are written there, too."""
    if wanted == "sport message or none" or (name == "device_sport" and wanted is None):
        return True
    if wanted is None or found is None:
        # A local start that no file says is that of the runner's zone, and so is the start in UTC of a local one.
        return wanted == found or (wanted is None and name in {"local_start", "start_utc", "utc_offset_s"})
    if name == "duration_s" and file == "run_fenix6_cut_at_60_percent.fit":
        return bool(abs(wanted - found) <= 60)
    tolerances = {
        "distance_m": 0.005 * float(wanted) if name == "distance_m" else 0, "duration_s": 1, "elapsed_s": 1,
        "avg_hr": 1, "ascent_m": max(5, wanted / 10) if name == "ascent_m" else 0,
    }  # fmt: skip
    return bool(abs(wanted - found) <= tolerances[name]) if name in tolerances else bool(wanted == found)


def paths() -> list[Path]:
    found = [*FOLDER.iterdir(), *(FOLDER / "more").iterdir()]
    return sorted(path for path in found if path.suffix not in {".md", ".json", ""})


def read(planner: Planner, *files: Path) -> list[dict[str, Any]]:
    said = planner("import", "--json", *map(str, files), **OPTIONS)
    documents: list[dict[str, Any]] = json.loads(said.out)["files"]
    return documents


def remove(database: Path) -> None:
    for path in database.parent.glob(f"{database.name}*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


@needs_files
def test_each_file_alone_ends_as_is_written(planner: Planner, database: Path) -> None:
    planner("set", "zone", "Europe/Berlin", **OPTIONS)
    empty = database.read_bytes()
    wrong: list[object] = []
    for name, (verdict, activities) in expected().items():
        (path,) = (path for path in paths() if path.name == name)
        remove(database)
        database.write_bytes(empty)
        (found,) = read(planner, path)
        assert (name, found["result"], len(found["activities"])) == (name, verdict, len(activities))
        wrong += [
            (name, key, value, one[key])
            for wanted, one in zip(activities, found["activities"], strict=True)
            for key, value in wanted.items()
            if not is_near(key, value, one[key], name)
        ]
        if verdict == "skipped":
            assert found["reason"], name
    assert wrong == []


def stored(planner: Planner) -> list[tuple[object, ...]]:
    """What is stored, without what depends on the order by nature: numbers and the names of files."""
    listed = planner("recordings", "--from", "1990-01-01", "--to", "2030-01-01", "--json", **OPTIONS)
    recordings = json.loads(listed.out)["recordings"]
    figures = ("sport", "sport_said", "local_start", "distance_m", "duration_s", "elapsed_s", "avg_hr", "ascent_m",
               "title")  # fmt: skip
    by_number = {one["id"]: [one[name] for name in figures] for one in recordings}
    doubles = [one.get("double_of") for one in recordings]
    return sorted(
        (tuple(map(str, by_number[one["id"]])), str(double and by_number[double]), len(one["sources"]))
        for one, double in zip(recordings, doubles, strict=True)
    )


@needs_files
def test_all_files_together_are_the_same_in_any_order_and_there_the_second_time(
    planner: Planner, database: Path
) -> None:
    def together(files: Iterable[Path]) -> list[tuple[object, ...]]:
        remove(database)
        planner("set", "zone", "Europe/Berlin", **OPTIONS)
        read(planner, *files)
        return stored(planner)

    first = together(paths())
    assert {result["result"] for result in read(planner, *paths())} == {"already there", "skipped"}
    assert len(json.loads(planner("history", "--json", **OPTIONS).out)["operations"]) == 2  # the zone and the import
    assert together(reversed(paths())) == first
    assert together(random.Random(15).sample(paths(), len(paths()))) == first


@needs_files
def test_lists_of_several_years_and_languages_give_the_same_runs(planner: Planner, database: Path) -> None:
    names = ("strava_export_en_103col.csv", "strava_export_de_92col.csv", "strava_export_en_86col.csv")
    figures = ("sport", "start_utc", "distance_m", "duration_s", "elapsed_s", "avg_hr", "ascent_m", "title")
    lists = []
    for name in names:
        remove(database)
        (result,) = read(planner, FOLDER / name)
        lists.append([tuple(one[figure] for figure in figures) for one in result["activities"]])
    assert len(lists[0]) == 6  # the seventh row is there twice
    assert all(set(each) <= set(lists[0]) and each for each in lists[1:])


@needs_files
def test_two_files_of_one_activity_are_one_recording_of_the_richer_in_any_order(
    planner: Planner, database: Path
) -> None:
    pairs = json.loads((FOLDER.parent / "matching" / "dedupe.json").read_text(encoding="utf-8"))
    for pair in pairs:
        files = [FOLDER / "more" / pair[each]["name"].removeprefix("row 1 of ") for each in "ab"]
        for order in (files, files[::-1]):
            remove(database)
            planner("set", "zone", "Europe/Berlin", **OPTIONS)
            verdicts = [read(planner, path)[0]["result"] for path in order]
            listed = planner("recordings", "--from", "2020-01-01", "--to", "2022-05-29", "--json", **OPTIONS)
            (recording,) = json.loads(listed.out)["recordings"]
            assert verdicts[1] == "already there" or order[1].suffix == ".zip"
            assert recording["distance_m"] == pair["a"]["distance_m"]
            assert recording["duration_s"] == pytest.approx(pair["a"]["duration_s"], abs=0.01)
            assert recording["avg_hr"] == (136 if pair["a"]["sport"] == "run" else 150)
