"""`planner refit` through the real program: shown, made, told in the history, taken back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.said import Planner
from tests.dump import canonical


def real(database: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "planner", "--db", str(database), "--today", "2027-02-10", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, encoding="utf-8")


def test_a_block_is_refitted_told_and_taken_back(block: Planner, database: Path) -> None:
    del block
    before = canonical(database)
    shown = real(database, "refit", "--race", "2027-04-11", "--dry-run")
    name = "re-fit: Half marathon, 12 weeks to a race on Sun 11 Apr 2027"
    assert shown.stdout.splitlines()[0] == f"{name} - nothing was changed, this is what would be:"
    assert canonical(database) == before
    made = real(database, "refit", "1", "--race", "2027-04-11", "--follow", "--json")
    document = json.loads(made.stdout)
    assert (document["operation"], document["offer"]) == (name, [])
    assert document["remarks"][0] in shown.stdout
    assert document["remarks"][0].endswith("weeks 7 to 14, from Mon 15 Feb on.")
    assert document["removed"]
    assert min(item["date"] for item in document["items"]) >= "2027-02-15"
    assert {item["date"] for item in document["items"] if item["kind"] == "race"} == {"2027-04-11"}
    assert name in real(database, "history").stdout
    assert real(database, "undo").stdout == f"Taken back: {name}.\n"
    assert canonical(database) == before


def test_a_race_too_near_is_refused_in_one_sentence(block: Planner, database: Path) -> None:
    del block
    before = canonical(database)
    said = real(database, "refit", "--race", "2027-02-14")
    assert (said.returncode, said.stdout) == (1, "")
    sentence = "A race on 2027-02-14 is too near for Half marathon, 12 weeks: the nearest that can be is 2027-02-22."
    assert said.stderr == f"planner: {sentence}\n"
    assert real(database, "refit").returncode == 2
    assert canonical(database) == before
