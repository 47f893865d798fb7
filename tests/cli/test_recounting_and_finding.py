"""The commands that look back and about: history with a number, and find."""

import datetime as dt
import re
import sqlite3
from pathlib import Path

import pytest

from tests.cli.said import Planner

HOSTILE = "\x1b]0;title\x07[/b]\u202eevil\x9b31m"
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\ufeff]")


def newest(planner: Planner) -> str:
    return str(planner("history", "--json").document["operations"][0]["id"])


def test_a_number_tells_what_that_operation_changed(block: Planner) -> None:
    block("done", "2", "--distance", "6.1 km", "--time", "40:00", "--rpe", "4")
    first, *lines = block("history", newest(block)).out.splitlines()
    assert "mark done: " in first
    assert len(lines) == 1
    assert lines[0].endswith(": done, 6.1 km, 40:00, RPE 4")
    assert block("history", f"#{newest(block)}").out.splitlines()[1:] == lines


def test_the_document_holds_each_row_before_and_after(block: Planner) -> None:
    block("skip", "2", "--reason", "ice")
    document = block("history", newest(block), "--json").document
    assert list(document) == ["operation", "summary", "changes"]
    assert document["operation"]["state"] == "done"
    [change] = document["changes"]
    assert list(change) == ["table", "id", "before", "after", "text"]
    assert (change["table"], change["id"]) == ("item", 2)
    assert (change["before"]["state"], change["after"]["state"]) == ("planned", "skipped")
    assert change["text"].endswith(": skipped (ice)")


def test_the_document_tells_when_as_one_word_that_names_the_place_on_the_clock(block: Planner) -> None:
    for document in (block("history", "--json").document["operations"][0], _operation(block)):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00", document["at"])


def _operation(block: Planner) -> dict[str, str]:
    operation: dict[str, str] = block("history", newest(block), "--json").document["operation"]
    return operation


def test_a_block_is_summed_up_and_listed(block: Planner) -> None:
    number = newest(block)
    _, summary, *lines = block("history", number).out.splitlines()
    assert re.fullmatch(r" +added \d+ runs, \d+ strength sessions, \d+ rest days, 4 Jan to \d+ \w+", summary)
    document = block("history", number, "--json").document
    assert document["summary"] == summary.strip()
    assert {change["table"] for change in document["changes"]} >= {"block", "item", "exercise_set", "slotting"}
    assert len(lines) == len({change["text"] for change in document["changes"]})
    assert len(document["changes"]) == document["operation"]["changes"]


def test_limit_bounds_the_list(block: Planner) -> None:
    block("skip", "2", "--reason", "ice")
    assert len(block("history", "--limit", "1").out.splitlines()) == 1
    assert len(block("history").out.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["history", "999"], "There is no operation 999 in the history."),
        (["history", "-1"], 'the operation must be a whole number, not "-1".'),
        (["history", "two"], 'the operation must be a whole number, not "two".'),
        (["history", "9" * 40], "the operation must be a whole number"),
        (["history", "--limit", "x"], '--limit must be a whole number, not "x".'),
        (["find", "zeppelin"], 'No workout fits "zeppelin".'),
        (["find", " "], "Give words to search for, as: planner find tempo january."),
    ],
)
def test_what_is_not_there_is_refused_in_one_sentence(block: Planner, words: list[str], sentence: str) -> None:
    said = block(*words)
    assert said.code == 1
    assert said.out == ""
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1


def test_find_lists_what_fits_all_words(block: Planner) -> None:
    block("skip", "2", "--reason", "ice on the roads")
    lines = block("find", "ICE", "roads").out.splitlines()
    assert len(lines) == 1
    assert "skipped: ice on the roads" in lines[0]
    for line in block("find", "tuesday", "january").out.splitlines():
        assert re.match(r"Tue 2027-01-\d\d  ", line)


def test_find_gives_items_as_the_agenda_does(block: Planner) -> None:
    found = block("find", "strength", "--json").document
    assert list(found) == ["items"]
    agenda = block("agenda", "--json").document["items"]
    assert found["items"] == [item for item in agenda if item["sport"] == "strength"]
    assert found["items"]


def test_no_word_of_a_file_drives_the_terminal(block: Planner, database: Path) -> None:
    block("skip", "2", "--reason", "cold")
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("UPDATE item SET title = ?, note = ?, skip_reason = ? WHERE id = 2", (HOSTILE,) * 3)
        connection.execute("UPDATE block SET name = ?", (HOSTILE,))
        connection.execute("UPDATE operation SET name = ?", (HOSTILE,))
    connection.close()
    for words in (["history"], ["find", "evil"], *(["history", str(number)] for number in range(1, 4))):
        said = block(*words)
        assert said.code == 0
        assert "evil" in said.out
        assert UNSAFE.search(said.out) is None
    assert block("history", "1", "--json").out.isascii()
    assert block("find", "evil", "--json").out.isascii()
    assert UNSAFE.search(block("find", HOSTILE + "!").err) is None


def test_the_real_program_finds_and_recounts(block: Planner, program: Planner) -> None:
    items = program("find", "long", "--json").document["items"]
    assert all(item["kind"] == "long" for item in items)
    assert dt.date.fromisoformat(items[0]["date"]).year == 2027
    nothing = program("find", "zeppelin")
    assert (nothing.code, nothing.out, nothing.err) == (1, "", 'planner: No workout fits "zeppelin".\n')
    assert "added" in program("history", newest(block)).out
