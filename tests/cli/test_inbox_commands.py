"""`planner inbox`, `link`, `unlink` and `set`, above all what they only show with ``--dry-run``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner
from tests.dump import canonical
from tests.exchange.recordings.fit_bytes import begin
from tests.exchange.recordings.xml_samples import START

OPTIONS = {"today": "2027-01-20"}


@pytest.fixture
def asked(planner: Planner, tmp_path: Path) -> Path:
    """A run of 5 km on Mon 4 January, recorded, and one of 5 km planned on the day after; it is asked whether it is."""
    planner("set", "zone", "Europe/Berlin", **OPTIONS)
    planner("add", "2027-01-05", "easy", "--distance", "5km", today="2027-01-02")
    path = tmp_path / "run.fit"
    path.write_bytes(begin().session(start=START, timer_s=1800, elapsed_s=1800, distance_m=5000).close())
    assert planner("import", str(path), **OPTIONS).code == 0
    return path


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("words", [("inbox", "1", "1"), ("inbox", "1", "unplanned"), ("link", "1", "1")])
def test_a_dry_run_shows_what_an_answer_does_and_stores_nothing(
    planner: Planner, database: Path, words: tuple[str, ...]
) -> None:
    before = canonical(database)
    said = planner(*words, "--dry-run", **OPTIONS)
    assert said.code == 0
    assert "nothing was changed, this is what would be:" in said.out
    shown = planner(*words, "--dry-run", "--json", **OPTIONS).document
    assert canonical(database) == before
    assert planner(*words, "--json", **OPTIONS).document == shown
    assert canonical(database) != before


@pytest.mark.usefixtures("asked")
def test_what_a_dry_run_would_add_has_no_number_yet(planner: Planner, database: Path) -> None:
    planner("link", "1", "1", **OPTIONS)
    before = canonical(database)
    planned, new = planner("unlink", "1", "--dry-run", "--json", **OPTIONS).document["items"]
    assert canonical(database) == before
    assert (planned["id"], planned["date"], planned["recordings"]) == (1, "2027-01-05", [])
    assert (new["id"], new["date"], new["recordings"]) == (None, "2027-01-04", [1])
    stored: list[dict[str, Any]] = planner("unlink", "1", "--json", **OPTIONS).document["items"]
    assert [one["id"] is None for one in stored] == [False, False]


@pytest.mark.usefixtures("asked")
def test_a_dry_run_says_which_recordings_another_zone_moves(planner: Planner, database: Path) -> None:
    before = canonical(database)
    said = planner("set", "zone", "Pacific/Kiritimati", "--dry-run", **OPTIONS)
    assert said.out == ("zone would be Pacific/Kiritimati.\n1 recording has another local time now.\n")
    assert canonical(database) == before


def test_a_dry_run_of_a_setting_makes_no_file(planner: Planner, missing: Path) -> None:
    said = planner("set", "zone", "Asia/Tokyo", "--dry-run", **OPTIONS)
    assert said.out == "zone would be Asia/Tokyo.\n"
    said = planner("set", "body-mass", "70", "--dry-run", "--json", **OPTIONS)
    assert said.document["athlete"]["body_mass_kg"] == 70
    assert not missing.exists()


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("words", [("--part", "07:10"), ("--sport", "ride"), ("--delete",)])
def test_a_dry_run_shows_what_an_edit_of_a_recording_does(
    planner: Planner, database: Path, words: tuple[str, ...]
) -> None:
    before = canonical(database)
    said = planner("recording", "1", *words, "--dry-run", **OPTIONS)
    assert "nothing was changed, this is what would be:" in said.out
    shown = planner("recording", "1", *words, "--dry-run", "--json", **OPTIONS).document
    assert canonical(database) == before
    stored = planner("recording", "1", *words, "--json", **OPTIONS).document
    assert canonical(database) != before
    assert [one["id"] for one in shown["recordings"]] in ([1, None], [1], [])
    for one in (*shown["recordings"], *stored["recordings"]):
        del one["id"]
    assert shown == stored
