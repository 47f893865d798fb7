"""One command is one entry of the history, also where strength follows, and one undo takes all of it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.store import journal
from tests.cli.said import Planner
from tests.dump import canonical

EDITS = [
    "move 11 2027-01-13",
    "move 11 +1 --mode push",
    "add 2027-01-14 long --distance 24km",
    "add 2027-01-14 easy --distance 8km --every week --until 2027-03-01",
    "add 2027-01-06 long --distance 24km --done",
    "edit 11 --kind tempo --distance 12km --to 2027-01-13",
    "delete 11",
    "lock 12",
    "swap 2027-01-12 2027-01-13",
    "swap tue thu --every",
    "copy 2027-01-12 2027-01-15",
    "copy 2027-01-12 2027-02-15 --week",
    "rest 2027-01-13",
    "deload 2027-01-19",
    "shift --race +1w",
    "refit --race +1w",
    "away 2027-01-11 2027-01-17 --kind sick",
    "feel slept badly",
    "reslot 2027-01-12",
    "exercise farmers-carry --by distance --legs heavy",
]


@pytest.mark.parametrize("words", EDITS)
def test_an_edit_that_strength_follows_is_one_entry(block: Planner, database: Path, words: str) -> None:
    if words.startswith("reslot"):
        block("swap", "2027-01-12", "2027-01-13")
    before, entries = canonical(database), len(journal.read_operations(database))
    said = block(*words.split(), "--follow")
    assert said.code == 0, said.err
    assert canonical(database) != before
    assert len(journal.read_operations(database)) == entries + 1
    assert block("undo").code == 0
    assert canonical(database) == before


@pytest.mark.parametrize(
    "words",
    [
        "done 2 --pain 6",
        "done 2 --as easy --distance 8km",
        "skip mon..fri --reason ill",
        "new --template half --start 2027-06-07 --level experienced",
        "set body-mass 80",
    ],
)
def test_what_follows_from_a_mark_or_a_new_block_is_in_its_entry(block: Planner, database: Path, words: str) -> None:
    before, entries = canonical(database), len(journal.read_operations(database))
    said = block(*words.split())
    assert said.code == 0, said.err
    assert len(journal.read_operations(database)) == entries + 1
    assert block("undo").code == 0
    assert canonical(database) == before
