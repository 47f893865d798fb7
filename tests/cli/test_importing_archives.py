"""`planner import` of archives whose files came in by themselves before or after."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner
from tests.exchange.recordings.fit_bytes import begin
from tests.exchange.recordings.xml_samples import START, gpx_file, gpx_run, gpx_track

OPTIONS = {"today": "2027-01-20"}
LIST = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename,Elapsed Time,Distance,"
    'Moving Time\n91,"Jan 4, 2027, 6:00:00 AM",Along the river,Run,1800,5.00,activities/77.fit,1800.0,5000.0,1750.0\n'
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A run of a watch, and an archive of the same file with a list that knows its title."""
    content = begin().session(start=START, timer_s=1800, elapsed_s=1800, distance_m=5000).local_time(3600).close()
    run, archive = tmp_path / "run.fit", tmp_path / "export.zip"
    run.write_bytes(content)
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("activities.csv", LIST)
        packed.writestr("activities/77.fit", content)
    return str(run), str(archive)


def imported(planner: Planner, *paths: str) -> list[dict[str, Any]]:
    said = planner("import", "--json", *paths, **OPTIONS)
    files: list[dict[str, Any]] = json.loads(said.out)["files"]
    return files


def the_recording(planner: Planner) -> tuple[str, float | None]:
    (recording,) = json.loads(planner("recordings", "--json", **OPTIONS).out)["recordings"]
    return recording["title"], recording["moving_s"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_title_comes_from_the_list_whether_the_archive_was_first_or_last(
    planner: Planner, files: tuple[str, str], order: tuple[int, int]
) -> None:
    for place in order:
        imported(planner, files[place])
    assert the_recording(planner) == ("Along the river", 1750)
    imported(planner, *files)
    assert len(json.loads(planner("history", "--json", **OPTIONS).out)["operations"]) <= 2


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_file_next_to_its_archive_is_one_recording_of_both(
    planner: Planner, files: tuple[str, str], order: tuple[int, int]
) -> None:
    results = imported(planner, *(files[place] for place in order))
    assert [result["result"] for result in results] == ["imported", "already there"]
    assert [[activity["id"] for activity in result["activities"]] for result in results] == [[1], [1]]
    assert the_recording(planner) == ("Along the river", 1750)


def test_what_a_file_is_the_same_as_is_another_file(planner: Planner, tmp_path: Path) -> None:
    (tmp_path / "poorer.gpx").write_bytes(gpx_file(gpx_track(gpx_run(5_000, 1800))))
    fit = begin().session(start=START, timer_s=1800, elapsed_s=1800, distance_m=5000).local_time(3600).close()
    (tmp_path / "richer.fit").write_bytes(fit)
    second = imported(planner, str(tmp_path / "poorer.gpx"), str(tmp_path / "richer.fit"))[1]
    assert second["reason"] == "the same activity as poorer.gpx"
