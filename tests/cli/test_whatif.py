"""``planner whatif``: a block with other options next to what it is, stored only with ``--keep``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner
from tests.dump import canonical


def kinds(planner: Planner, kind: str) -> int:
    items = planner("agenda", "--from", "2027-01-18", "--to", "2027-03-28", "--json").document["items"]
    return sum(item["kind"] == kind for item in items)


def weeks(document: dict[str, Any], side: str) -> list[float]:
    return [week[side]["run_m"] for week in document["comparison"]["weeks"] if week[side]]


def test_without_keep_it_is_shown_next_to_what_it_is_and_nothing_is_stored(block: Planner, database: Path) -> None:
    before = canonical(database)
    said = block("whatif", "1", "--heavy", "0", "--moderate", "1", "--light", "1")
    assert said.code == 0, said.err
    assert "Compared with block 1" in said.out
    assert said.out.splitlines()[-1] == "Nothing was stored; the same with --keep makes it so."
    assert canonical(database) == before


def test_kept_it_is_one_operation_and_one_undo(block: Planner, database: Path) -> None:
    before, heavy = canonical(database), kinds(block, "heavy")
    assert heavy
    said = block("whatif", "1", "--heavy", "0", "--moderate", "1", "--light", "1", "--keep")
    assert said.out.splitlines()[-1] == "It is in the calendar so. planner undo takes it back."
    assert kinds(block, "heavy") == 0
    block("undo")
    assert canonical(database) == before


def test_what_is_not_given_stays_and_the_runs_with_it(block: Planner) -> None:
    document = block("whatif", "1", "--stack", "--json").document
    assert weeks(document, "mine") == weeks(document, "other")


def test_a_bigger_peak_changes_the_coming_runs(block: Planner) -> None:
    document = block("whatif", "1", "--peak-km", "60", "--json").document
    assert max(weeks(document, "mine")) == pytest.approx(60_000, rel=0.02)
    assert max(weeks(document, "other")) < 60_000
    assert {"operation", "items", "removed", "remarks", "offer", "unplaced", "comparison"} == set(document)


def test_a_later_race_gives_the_block_more_weeks(block: Planner) -> None:
    document = block("whatif", "1", "--race", "2027-04-11", "--json").document
    assert len(weeks(document, "mine")) == len(weeks(document, "other")) + 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["whatif", "7"], "block 7"),
        (["whatif", "1", "--weeks", "9"], "its race day tells how many it has"),
        (["whatif", "1", "--peak-km", "many"], 'peak-km must be a number above 0, not "many"'),
        (["whatif", "1", "--heavy", "9"], "at most 2 sessions a week, not 9"),
    ],
    ids=lambda value: " ".join(value[1:]) if isinstance(value, list) else "",
)
def test_what_cannot_be_is_refused_in_one_sentence(
    block: Planner, database: Path, words: list[str], sentence: str
) -> None:
    before = canonical(database)
    said = block(*words, "--keep")
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert canonical(database) == before


def test_a_block_from_a_file_keeps_its_runs(planner: Planner, tmp_path: Path) -> None:
    text = "week,mon,tue,wed,thu,fri,sat,sun\n1,rest,5 km easy,rest,5 km easy,rest,rest,10 km long\n"
    (tmp_path / "plan.csv").write_text(text + text.splitlines()[1].replace("1,", "2,", 1) + "\n")
    assert planner("new", "--from", str(tmp_path / "plan.csv"), "--start", "2027-01-11").code == 0
    said = planner("whatif", "1", "--peak-km", "60")
    assert said.code == 1
    assert "shapes a template's plan" in said.err
    assert planner("whatif", "1", "--light", "1").code == 0
