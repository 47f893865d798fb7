"""Answers cache about a file: never those of a file that has changed since."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from planner.usecases.calendar.edit import plan_delete
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Cache, Planbook
from planner.usecases.strength.lint import lint_planbook
from tests.tui.season import TODAY
from tests.usecases.books import the


def test_an_answer_is_kept_until_the_file_changes(tmp_path: Path) -> None:
    path, cache = tmp_path / "file", Cache()
    path.write_text("one")
    assert cache.get(path, "text", path.read_text) == "one"
    assert cache.get(path, "text", lambda: "worked out again") == "one"
    path.write_text("another")
    assert cache.get(path, "text", path.read_text) == "another"


def test_an_edit_while_another_program_holds_the_file_in_wal_mode_is_noticed(slotted: Planbook) -> None:
    with closing(sqlite3.connect(slotted.path)) as other:
        assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
        other.execute("SELECT count(*) FROM item").fetchone()
        before = lint_planbook(slotted)
        apply_change(slotted, plan_delete(slotted, [the(slotted, TODAY)]))
        assert lint_planbook(slotted).runs == before.runs - 1


class Asked:
    """A question; when it is looked up for the second time, something comes in between."""

    def __init__(self) -> None:
        self.in_between: list[Callable[[], object]] = []

    def __hash__(self) -> int:
        if self.in_between:
            self.in_between.pop()()
        return 1

    def __eq__(self, other: object) -> bool:
        return self is other


def test_an_answer_survives_another_thread_that_sees_the_file_change(tmp_path: Path) -> None:
    path, cache, question = tmp_path / "file", Cache(), Asked()
    path.write_text("one")
    assert cache.get(path, question, path.read_text) == "one"

    def change() -> None:
        path.write_text("another")
        cache.get(path, "other", path.read_text)

    question.in_between = [change, lambda: None]
    assert cache.get(path, question, lambda: "worked out again") == "one"
    assert question.in_between == []
    assert cache.get(path, "other", path.read_text) == "another"
